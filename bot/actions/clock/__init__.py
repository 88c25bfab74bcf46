"""What the clock asks for, rather than a person."""
