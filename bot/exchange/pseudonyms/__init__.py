"""A ledger without a trace of who wrote it: its events written anew, before any format is.

People become A1, A2, B1 …; what names or leads to a person, a place or a message on the platform is gone, from the
events' fields and from everybody's words. The result is a ledger of its own, with a chain of its own.
"""
