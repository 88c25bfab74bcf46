"""How things look to people: pure functions from values to text."""
