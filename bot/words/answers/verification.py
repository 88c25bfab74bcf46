"""What is said of a ledger that was verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ledger.record.findings import Problem
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.seals import KeptSeal, SealVerdict
from bot.ledger.text import shortened
from bot.words import findings, imports, seals
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses, joined, sentences

PROBLEMS_NAMED = 10
"""How many problems of one ledger are named before the rest is counted."""


def verified(
    front: FrontEnd,
    events: int,
    erased: int,
    seal: bytes,
    problems: Sequence[Problem],
    of_schema: Sequence[Problem] = (),
    imported: ImportMark | None = None,
) -> str:
    """What everybody sees when a ledger was verified; what is wrong with the database's schema is not the ledger's."""
    if problems:
        return _broken(front, front.say("This ledger is not what was written."), (*problems, *of_schema))
    intact = "\n".join(part for part in (_intact(front, events, erased, seal), _imported(front, imported)) if part)
    if not of_schema:
        return intact
    open_to_mistakes = front.say("But what keeps the database from changing it by mistake is not all there.")
    return shortened(f"{intact}\n{_broken(front, open_to_mistakes, of_schema)}", front.dialect.limits.message)


def _broken(front: FrontEnd, wrong: str, problems: Sequence[Problem]) -> str:
    dialect = front.dialect
    tell = front.say("Please tell who runs Crux here:")
    listed = (dialect.item(dialect.inert(problem)) for problem in _named(front, problems))
    head = sentences(front.catalogue, (dialect.bold(wrong), tell))
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
        seal=front.dialect.code(seals.written(events, seal)),
        events=events,
    )
    return f"{sentences(front.catalogue, (sealed, _erased(front, erased)))}\n{note}"


def _imported(front: FrontEnd, mark: ImportMark | None) -> str:
    if mark is None:
        return ""
    dialect = front.dialect
    return imports.imported(front, mark, dialect.moment(mark.at), dialect.code(seals.written(mark.events, mark.hash)))


def _erased(front: FrontEnd, texts: int) -> str:
    if not texts:
        return front.say("No text of it is erased.")
    return front.count(
        "{number} text of it is erased, and said so.", "{number} texts of it are erased, and said so.", texts
    )


def verified_line(
    front: FrontEnd,
    debate: int,
    events: int,
    erased: int,
    seal: bytes,
    problems: Sequence[Problem],
    imported: ImportMark | None = None,
) -> str:
    """The result of a verification as one line, for a terminal."""
    if problems:
        listed = clauses(front.catalogue, _named(front, problems))
        return front.say("debate {debate}: NOT WHOLE: {problems}", debate=debate, problems=listed)
    counts = (
        front.count("{number} event", "{number} events", events),
        front.count("{number} text erased", "{number} texts erased", erased),
        front.say("seal {seal}", seal=seals.written(events, seal)),
        *([imports.imported_briefly(front, imported)] if imported is not None else []),
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
        "The seal {seal} is of a debate of which nothing is kept here: it was deleted, with all of its events, if it "
        "ever was here."
    ),
    SealVerdict.KEPT_ELSEWHERE: message(
        "The seal {seal} is of another debate, which is kept here. Whether it matches, {ways.verify} says in that "
        "debate."
    ),
}


def compared_and_verified(front: FrontEnd, kept: KeptSeal, verdict: SealVerdict, verified: str | None) -> str:
    """What a kept seal says, and behind it what is said of the ledger here, if one was verified."""
    told = compared(front, kept, verdict)
    return told if verified is None else shortened(f"{told}\n{verified}", front.dialect.limits.message)


def compared_line(front: FrontEnd, debate: int, kept: KeptSeal, verdict: SealVerdict) -> str:
    """The same as one line, for a terminal."""
    return front.say("debate {debate}: {said}", debate=debate, said=compared(front, kept, verdict))


def _written(kept: KeptSeal) -> str:
    seal = f"{kept.event}:{kept.digits}"
    return seal if kept.debate is None else f"{kept.debate}:{seal}"


def seal_of_file(front: FrontEnd, kept: KeptSeal, verdict: SealVerdict) -> str:
    """What a kept seal says of a file."""
    told = _VERDICTS_ON_A_FILE.get(verdict, _VERDICTS[verdict])
    return front.say(told, seal=front.dialect.code(_written(kept)), event=kept.event)


_VERDICTS_ON_A_FILE: Mapping[SealVerdict, str] = {
    SealVerdict.TOO_FEW_EVENTS: message(
        "The seal {seal} does NOT match: the file has no event {event}. It is older than the seal, or its end was "
        "taken away."
    ),
    SealVerdict.NO_DEBATE: message("The seal {seal} does NOT match: it is of another debate than the file."),
}


def broken_file(front: FrontEnd, file: object, problem: str) -> str:
    """What is wrong with a file of a ledger, as one line for a terminal."""
    return front.say("{file}: NOT WHOLE: {problem}", file=str(file), problem=problem)


def newer_file(front: FrontEnd, version: str) -> str:
    """That a file may say more than was looked at."""
    return front.say(
        "A newer Crux wrote it (version {version}): what that adds beside the events was not looked at.",
        version=version,
    )


def schema_line(front: FrontEnd, lacking: Problem) -> str:
    """What is wrong with the schema, as one line for a terminal."""
    return front.say("schema: NOT WHOLE: {problem}", problem=findings.problem(front.catalogue, lacking))


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How much a verification has looked at, of each kind."""

    debates: int
    events: int
    texts: int
    erased: int
    rows: int
    seals: int
    schema_parts: int


def looked_at(front: FrontEnd, seen: LookedAt) -> str:
    """What a verification has looked at and what it was held against, as its last lines."""
    events = (
        front.count("{number} debate", "{number} debates", seen.debates),
        front.count("{number} event", "{number} events", seen.events),
    )
    texts = (
        front.count("{number} text", "{number} texts", seen.texts),
        front.count("{number} of them erased", "{number} of them erased", seen.erased),
    )
    rows = front.count("{number} row", "{number} rows", seen.rows)
    seals = front.count("{number} seal", "{number} seals", seen.seals)
    parts = front.count("{number} part", "{number} parts", seen.schema_parts)
    lines = (
        front.say("Looked at:"),
        front.say("- {events}: the chain of hashes", events=joined(front.catalogue, events)),
        front.say("- {texts}: against what their events say of them", texts=joined(front.catalogue, texts)),
        front.say("- {rows} of the tables: against what the events give", rows=rows),
        front.say("- {seals} that somebody kept: against the hashes of their events", seals=seals),
        front.say("- {parts} of the schema: against what the migrations make", parts=parts),
    )
    return "\n".join(lines)


def _named(front: FrontEnd, problems: Sequence[Problem]) -> list[str]:
    named, more = _said(front, problems[:PROBLEMS_NAMED]), len(problems) - PROBLEMS_NAMED
    return [*named, front.count("and {number} more", "and {number} more", more)] if more > 0 else named


def _said(front: FrontEnd, problems: Sequence[Problem]) -> list[str]:
    return [findings.problem(front.catalogue, problem) for problem in problems]
