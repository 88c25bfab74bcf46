"""What Crux does periodically."""
