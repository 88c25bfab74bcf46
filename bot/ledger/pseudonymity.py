"""How a ledger says that its people are pseudonyms."""

PSEUDONYMOUS_SERVER = 2**22 - 1
"""The server that a pseudonymous ledger says it is of: the platform's numbers begin above it, so it is nobody's."""

PSEUDONYMOUS = "pseudonymous"
"""The key by which a file of such a ledger says so."""


def is_pseudonymous(guild: int) -> bool:
    """Whether a ledger of that server had its people replaced by pseudonyms when it was written."""
    return guild == PSEUDONYMOUS_SERVER
