"""The message of a digest, and the entries that stand in it."""

from bot.actions.composing import ReadyDigest
from bot.render.chat import DigestMessage, digest_message
from bot.words.front_end import FrontEnd


def message_of(front: FrontEnd, ready: ReadyDigest, reference: str = "") -> DigestMessage:
    """The message of a digest, with the reference by which it is found again."""
    return digest_message(
        front,
        ready.digest,
        ready.debate.guild,
        anchor=ready.anchor,
        reference=reference,
        debate=None if ready.elsewhere is None else ready.debate.id,
    )


def told_in(front: FrontEnd, ready: ReadyDigest) -> frozenset[int]:
    """The numbers of the entries that have a line in the message of a digest."""
    return message_of(front, ready).entries
