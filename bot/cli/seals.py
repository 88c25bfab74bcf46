"""Seals that somebody kept, as a command is given them."""

from typing import NoReturn

from bot.cli.terminal import fail, said
from bot.ledger.record.seals import KeptSeal, seal_from
from bot.ledger.refusals import BadSeal


def seal_or_fail(written: str) -> KeptSeal:
    """The seal; what is none ends the command."""
    try:
        return seal_from(written)
    except BadSeal as refusal:
        fail_for(written, refusal)


def fail_for(written: str, refusal: BadSeal) -> NoReturn:
    """End the command with what is wrong with a seal that it was given."""
    fail(f"--seal {written}: {said(refusal)}")
