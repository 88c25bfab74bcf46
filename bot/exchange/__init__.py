"""Formats that others read and write: one file a format, both ways where there are two. Pure."""
