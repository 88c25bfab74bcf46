"""Lines on what the debate turns on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.ledger.entries import Relation
from bot.ledger.ledger import Ledger, ToldLink
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import Tally
from bot.ledger.telling.lines import NAMED, Line, Lines, line_about
from bot.ledger.telling.positions import counts
from bot.ledger.telling.reasons import BestReason, CruxMover, CruxReason, NamedBy, Settled


def turns_on(ledger: Ledger, now: Standing, findings: Sequence[CruxFinding]) -> Lines[CruxFinding]:
    """The cruxes that are open and not parked, the most shared first; of one entry, what it is a crux for first."""
    shown: dict[int, CruxFinding] = {}
    for finding in findings:
        if finding.state is not CruxState.SETTLED and finding.entry.parking is None:
            shown.setdefault(finding.entry.number, finding)
    numbers = set(shown)
    standings = {line.entry.number: line for line in now.entries if line.entry.number in numbers} if numbers else {}
    return Lines(tuple(shown.values()), lambda finding: crux_line(ledger, now, finding, standings))


def crux_line(ledger: Ledger, now: Standing, finding: CruxFinding, standings: Mapping[int, EntryStanding]) -> Line:
    """The line of a crux; `standings` has where its entry stands."""
    answered = counts(now, standings[finding.entry.number], named=True)
    settled = settled_by(ledger, now, finding)
    named_by, was = _named_by(now, finding), finding.target_was
    reason = CruxReason(finding.state, finding.target, named_by, answered, settled, target_was=was)
    return line_about(finding.entry, reason)


def _named_by(now: Standing, finding: CruxFinding) -> NamedBy:
    if now.is_room:
        return NamedBy((), 0, len(finding.markers))
    places = [now.side_of(person) for person in finding.markers]
    return NamedBy(tuple(sorted({place for place in places if place is not None})), len(now.sides), places.count(None))


def settled_by(ledger: Ledger, now: Standing, finding: CruxFinding) -> Settled | None:
    """What settled a crux; None where it is not settled."""
    if finding.settled_on is None:
        return None
    movers = tuple(
        CruxMover(ledger.name(settler.person), settler.concession.number if settler.concession is not None else None)
        for settler in finding.settled_by[:NAMED]
    )
    return Settled(finding.settled_on, len(now.sides), movers, len(finding.settled_by) - len(movers))


def with_best_reasons(ledger: Ledger, now: Standing, line: Line, elsewhere: Collection[int]) -> Line:
    """The line of a crux with the best reason of each side; those `elsewhere` in the digest by number alone."""
    if not isinstance(line.reason, CruxReason):
        raise TypeError(f"#{line.entry} is no crux")
    about = ledger.surviving_links((line.entry,))
    links = [link for link in about if link.target == line.entry and link.relation in _REASONS]
    if not links:
        return line
    numbers = {link.entry for link in links} | {line.entry}
    standings = {stands.entry.number: stands for stands in now.entries if stands.entry.number in numbers}
    own = [link for link in links if link.entry in standings]
    best = tuple(_best_reasons(now, standings[line.entry], own, standings, elsewhere))
    return replace(line, reason=replace(line.reason, best=best))


_REASONS = (Relation.SUPPORTS, Relation.ATTACKS)


def _best_reasons(
    now: Standing,
    crux: EntryStanding,
    links: Sequence[ToldLink],
    standings: Mapping[int, EntryStanding],
    elsewhere: Collection[int],
) -> Iterator[BestReason]:
    """For each side, what speaks for its own answer; where there are no sides, one for the crux and one against it."""
    if now.is_room:
        wanted: list[tuple[int | None, int, tuple[Relation, ...]]] = [(None, 0, (one,)) for one in _REASONS]
    else:
        wanted = [(place, place, _speaks_for(tally)) for place, tally in enumerate(crux.tallies)]
    said = set(elsewhere)
    for side, place, relations in wanted:
        for best in _best(side, place, relations, links, standings, said):
            said.add(best.entry)
            yield best


def _speaks_for(tally: Tally) -> tuple[Relation, ...]:
    """What an entry must be to a crux to speak for how a side answers it: either, where the side has no answer."""
    if tally.agree == tally.disagree:
        return _REASONS
    return (Relation.SUPPORTS,) if tally.agree > tally.disagree else (Relation.ATTACKS,)


def _best(
    side: int | None,
    place: int,
    relations: Collection[Relation],
    links: Sequence[ToldLink],
    standings: Mapping[int, EntryStanding],
    elsewhere: Collection[int],
) -> Iterator[BestReason]:
    """The reason that a side agrees with most, if it agrees with any."""
    fitting = [(link, standings[link.entry]) for link in links if link.relation in relations]
    agreed = [
        (link, line)
        for link, line in fitting
        if line.cls is not None and not line.parked and line.tallies[place].agree > line.tallies[place].disagree
    ]
    if not agreed:
        return
    link, line = max(agreed, key=lambda pair: (*_agreement(pair[1].tallies[place]), -pair[0].entry))
    entry, said_elsewhere = line.entry, link.entry in elsewhere
    yield BestReason(
        side,
        link.relation,
        entry.number,
        None if said_elsewhere else entry.said,
        line.tallies[place],
        None if entry.source_deleted else entry.source,
        said_elsewhere,
        link.entry_was,
    )


def _agreement(tally: Tally) -> tuple[float, int]:
    """The smoothed share that agrees, as entries are ordered by it, then how many do."""
    return (tally.agree + 1) / (tally.answers + 2), tally.agree
