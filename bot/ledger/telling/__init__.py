"""What a digest, a card or a picture says of a debate, as data."""
