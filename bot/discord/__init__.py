"""What else than the cogs knows Discord."""
