"""The report page: what it says, and how it behaves in a real browser."""
