"""What is done every so often."""
