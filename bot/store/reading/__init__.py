"""What is read from the tables. Nothing here writes."""
