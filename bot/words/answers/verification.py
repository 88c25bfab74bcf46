"""What is said of a ledger that was verified."""

from collections.abc import Mapping, Sequence

from bot.ledger.record.findings import Problem
from bot.ledger.record.seals import KeptSeal, SealVerdict
from bot.ledger.text import shortened
from bot.words import findings
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined, sentences

PROBLEMS_NAMED = 10
"""How many problems of one ledger are named before the rest is counted."""

SEAL_SHOWN = 16
"""How many digits of a seal people are shown: enough to note and to compare."""


def verified(front: FrontEnd, events: int, erased: int, seal: bytes, problems: Sequence[Problem]) -> str:
    """What everybody sees when a ledger was verified."""
    return _broken(front, problems) if problems else _intact(front, events, erased, seal)


def _broken(front: FrontEnd, problems: Sequence[Problem]) -> str:
    dialect = front.dialect
    wrong = dialect.bold(front.say("This ledger is not what was written."))
    tell = front.say("Please tell who runs Crux here:")
    listed = (dialect.item(dialect.inert(problem)) for problem in _named(front, problems))
    head = sentences(front.catalogue, (wrong, tell))
    return shortened("\n".join([head, *listed]), dialect.limits.message)


def _intact(front: FrontEnd, events: int, erased: int, seal: bytes) -> str:
    sealed = front.count(
        "Nothing in this ledger was changed: it has {number} event, and everything shown follows from it.",
        "Nothing in this ledger was changed: it has {number} events, each one sealed together with those before it, "
        "and everything shown follows from them.",
        events,
    )
    note = front.say(
        "Its seal is {seal}: a code made from all of it up to event {events}. Note it: given to {ways.verify} later, "
        "it tells whether any of that was changed.",
        seal=front.dialect.code(_seal(events, seal)),
        events=events,
    )
    return f"{sentences(front.catalogue, (sealed, _erased(front, erased)))}\n{note}"


def _erased(front: FrontEnd, texts: int) -> str:
    if not texts:
        return front.say("No text of it is erased.")
    return front.count(
        "{number} text of it is erased, and said so.", "{number} texts of it are erased, and said so.", texts
    )


def verified_line(
    front: FrontEnd, debate: int, events: int, erased: int, seal: bytes, problems: Sequence[Problem]
) -> str:
    """The result of a verification as one line, for a terminal."""
    if problems:
        listed = clauses(front.catalogue, _named(front, problems))
        return front.say("debate {debate}: NOT WHOLE: {problems}", debate=debate, problems=listed)
    counts = (
        front.count("{number} event", "{number} events", events),
        front.count("{number} text erased", "{number} texts erased", erased),
        front.say("seal {seal}", seal=_seal(events, seal)),
    )
    return front.say("debate {debate}: whole, {counts}", debate=debate, counts=joined(front.catalogue, counts))


def compared(front: FrontEnd, kept: KeptSeal, verdict: SealVerdict) -> str:
    """What a seal that somebody kept says of the ledger as it is now."""
    return front.say(_VERDICTS[verdict], seal=front.dialect.code(_written(kept)), event=kept.event)


_VERDICTS: Mapping[SealVerdict, str] = {
    SealVerdict.MATCHES: message("The seal {seal} matches: up to event {event}, all is as it was when it was kept."),
    SealVerdict.DIFFERS: message(
        "The seal {seal} does NOT match: the ledger was written anew, at event {event} or before it, since it was kept."
    ),
    SealVerdict.TOO_FEW_EVENTS: message(
        "The seal {seal} does NOT match: the ledger has no event {event} any more. Its end was taken away, or it was "
        "written anew, since the seal was kept."
    ),
    SealVerdict.NO_DEBATE: message(
        "The seal {seal} is of a debate that is not here any more: it was deleted, with all of its events."
    ),
}


def verified_and_compared(front: FrontEnd, verified: str, kept: KeptSeal, verdict: SealVerdict) -> str:
    """What is said of a ledger that was verified, behind what a kept seal says of it."""
    return shortened(f"{compared(front, kept, verdict)}\n{verified}", front.dialect.limits.message)


def compared_line(front: FrontEnd, debate: int, kept: KeptSeal, verdict: SealVerdict) -> str:
    """The same as one line, for a terminal."""
    return front.say("debate {debate}: {said}", debate=debate, said=compared(front, kept, verdict))


def _written(kept: KeptSeal) -> str:
    return f"{kept.event}:{kept.digits}"


def schema_line(front: FrontEnd, lacking: Problem) -> str:
    """What the database lacks, as one line for a terminal."""
    return front.say("schema: NOT WHOLE: {problem}", problem=findings.problem(front.catalogue, lacking))


def verified_in_all(front: FrontEnd, debates: int, events: int) -> str:
    """What a verification has looked at, as its last line."""
    looked_at = (
        front.count("{number} debate", "{number} debates", debates),
        front.count("{number} event", "{number} events", events),
    )
    return front.say(
        "Looked at {looked_at}: the chain of hashes, each text against what its event says of it, and every table "
        "against what the events give.",
        looked_at=joined(front.catalogue, looked_at),
    )


def _named(front: FrontEnd, problems: Sequence[Problem]) -> list[str]:
    named, more = _said(front, problems[:PROBLEMS_NAMED]), len(problems) - PROBLEMS_NAMED
    return [*named, front.count("and {number} more", "and {number} more", more)] if more > 0 else named


def _said(front: FrontEnd, problems: Sequence[Problem]) -> list[str]:
    return [findings.problem(front.catalogue, problem) for problem in problems]


def _seal(events: int, seal: bytes) -> str:
    """As it is given to be compared."""
    return f"{events}:{seal.hex()[:SEAL_SHOWN]}"
