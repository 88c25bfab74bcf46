"""What waits to be done: slots and cards that are due, drafts, requests, lost channels."""
