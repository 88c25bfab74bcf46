"""What is written to a ledger's tables."""
