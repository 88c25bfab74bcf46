"""Every verb of a ledger, by noun: what its event holds, what it does, and its traits."""
