"""What goes wrong with the embedded server."""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot run here; the message says why and what to do, in one line."""
