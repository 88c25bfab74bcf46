"""What a ledger records: events in a hash chain, what they mean, how words are erased, how all of it is verified."""
