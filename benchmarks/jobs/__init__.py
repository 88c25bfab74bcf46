"""The jobs that are measured, one file each."""
