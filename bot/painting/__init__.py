"""Pictures, painted in a process of their own."""
