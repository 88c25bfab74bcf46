"""Entries in full: what they say, where they stand, who answered, and where they come from."""

from collections.abc import Iterator, Mapping, Sequence

from bot.ledger.entries import Entry, Kind, Link, Relation, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.cruxes import CruxFinding, CruxState, crux_findings
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.standing.verdicts import Tally, Verdict
from bot.words import concessions, names
from bot.words.answers.entries import quoted
from bot.words.answers.standing import stands
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import joined, lines_within, parts
from bot.words.settling import settles_it
from bot.words.vocabulary import term

PASSAGE_SHOWN = 250

_BY: Mapping[Kind, str] = {
    Kind.CLAIM: message("Claim by {author}"),
    Kind.CRUX: message("Crux by {author}"),
    Kind.CONCESSION: message("Concession by {author}"),
}
_VERDICTS: Mapping[Verdict, str] = {
    Verdict.HOLDS: message("{side}: {answers} (accepts)"),
    Verdict.REJECTS: message("{side}: {answers} (rejects)"),
    Verdict.UNSETTLED: message("{side}: {answers} (undecided)"),
    Verdict.UNHEARD: message("{side}: {answers} (too few answers)"),
}
_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("Crux (double)"),
    CruxState.POSSIBLE: message("Crux (possible)"),
    CruxState.SETTLED: message("Crux (settled)"),
    CruxState.MARKED: message("Crux (marked)"),
}
_TO_ANOTHER: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("Supports {entry}"),
    Relation.ATTACKS: message("Attacks {entry}"),
    Relation.RESTATES: message("Restates {entry}"),
    Relation.RESIDUE_OF: message("Left open by {entry}"),
}
_FROM_ANOTHER: Mapping[Relation, str] = {
    Relation.SUPPORTS: message("{entry} supports it"),
    Relation.ATTACKS: message("{entry} attacks it"),
    Relation.RESTATES: message("{entry} restates it"),
    Relation.RESIDUE_OF: message("It leaves {entry} open"),
}


def in_full(front: FrontEnd, ledger: Ledger, entries: Sequence[Entry]) -> str:
    """The entries one below the other, with an empty line between them."""
    now = standing(ledger)
    standings = {line.entry.number: line for line in now.entries}
    findings = crux_findings(ledger, now)
    lines: list[str] = []
    for entry in entries:
        shown, line = ledger.entries.get(entry.number, entry), standings.get(entry.number)
        lines += [*([""] if lines else []), *_entry(front, ledger, now, shown, line, findings)]
    return lines_within(front, lines, front.dialect.limits.message)


def _entry(
    front: FrontEnd,
    ledger: Ledger,
    now: Standing,
    entry: Entry,
    line: EntryStanding | None,
    findings: Sequence[CruxFinding],
) -> Iterator[str]:
    yield quoted(front, entry)
    state = stands(front, line) if line is not None else life(front, ledger, entry)
    author = front.dialect.inert(names.person(front, ledger.name(entry.author)))
    yield parts(front.catalogue, [front.say(_BY[entry.kind], author=author), state])
    items = (
        *(_sides(front, now, line) if line is not None else ()),
        *(_settling(front, now, line) if line is not None else ()),
        *_conceded(front, ledger, entry, author),
        *(front.say(_CRUXES[found.state]) for found in findings if found.entry.number == entry.number),
        *_links(front, ledger, entry.number),
    )
    yield from map(front.dialect.item, items)
    if entry.passage:
        yield front.dialect.quote(front.dialect.inert_within(entry.passage, PASSAGE_SHOWN))
    yield from _source(front, ledger, entry)


def _conceded(front: FrontEnd, ledger: Ledger, entry: Entry, author: str) -> Iterator[str]:
    """What a concession concedes, how far, and which answer its author takes over."""
    conceded = entry.concession
    if conceded is None:
        return
    number = names.numbered(front, conceded.entry, ledger.survivor)
    yield concessions.how_far(front, number, conceded)
    if entry.status is Status.LIVE:
        yield concessions.now(front, author, number, conceded)


def life(front: FrontEnd, ledger: Ledger, entry: Entry) -> str:
    """What became of an entry that stands nowhere."""
    if entry.status is Status.MERGED:
        return front.say("merged into #{entry}", entry=ledger.survivor(entry.number))
    return term(front.catalogue, entry.status)


def _sides(front: FrontEnd, now: Standing, line: EntryStanding) -> Iterator[str]:
    for place, (tally, verdict) in enumerate(zip(line.tallies, line.verdicts, strict=True)):
        if tally.answers:
            yield front.say(_VERDICTS[verdict], side=_side(front, now, place), answers=_answers(front, tally))
        else:
            yield front.say("{side}: no answer yet", side=_side(front, now, place))


def _side(front: FrontEnd, now: Standing, place: int) -> str:
    """A side by its letter and its name; or everybody, where there are no sides."""
    if now.is_room:
        return front.say("Everybody")
    name = front.dialect.inert(names.side(front, now.sides[place].name))
    return front.say("{letter} {name}", letter=front.dialect.bold(side_letter(place)), name=name)


def _settling(front: FrontEnd, now: Standing, line: EntryStanding) -> Iterator[str]:
    if (settled_by := settles_it(front, now, line)) is not None:
        yield settled_by


def _answers(front: FrontEnd, tally: Tally) -> str:
    counts = (
        front.count("{number} agree", "{number} agree", tally.agree),
        front.count("{number} disagree", "{number} disagree", tally.disagree),
        front.count("{number} unsure", "{number} unsure", tally.unsure),
    )
    return joined(front.catalogue, counts)


def _links(front: FrontEnd, ledger: Ledger, entry: int) -> list[str]:
    """What an entry is to others, and they to it: what was said of those that are merged into it is said of it."""
    links = sorted(ledger.links, key=lambda link: (link.relation.value, link.target, link.entry))
    told, here = [link for link in links if not ledger.is_of_itself(link)], ledger.survivor(entry)
    to_others = [_to_another(front, ledger, link) for link in told if ledger.survivor(link.entry) == here]
    from_others = [_from_another(front, ledger, link) for link in told if ledger.survivor(link.target) == here]
    return list(dict.fromkeys(to_others + from_others))


def _to_another(front: FrontEnd, ledger: Ledger, link: Link) -> str:
    return front.say(_TO_ANOTHER[link.relation], entry=names.numbered(front, link.target, ledger.survivor))


def _from_another(front: FrontEnd, ledger: Ledger, link: Link) -> str:
    return front.say(_FROM_ANOTHER[link.relation], entry=names.numbered(front, link.entry, ledger.survivor))


def _source(front: FrontEnd, ledger: Ledger, entry: Entry) -> Iterator[str]:
    """Where the entry comes from, and what has become of that message since."""
    if entry.source is None:
        return
    if entry.source_deleted:
        yield front.dialect.small(front.say("Its message was deleted, and the words quoted from it are erased."))
        return
    shown = [front.dialect.link(ledger.debate.guild, entry.source)]
    if entry.source_edited:
        shown.append(front.say("edited since it was tagged"))
    if entry.orphaned:
        shown.append(front.say("the passage is no longer in the message"))
    yield parts(front.catalogue, shown)
