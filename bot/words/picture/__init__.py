"""What a picture says: its labels, and its description for those who do not see it."""
