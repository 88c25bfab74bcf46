"""What Crux answers about entries, ledgers, sides and the state of a debate."""

from collections.abc import Mapping, Sequence

from bot.ledger.entries import (
    Debate,
    Entry,
    Kind,
    Ledger,
    Relation,
    Status,
)
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.standing.cruxes import crux_findings
from bot.ledger.standing.outline import Page
from bot.ledger.standing.standing import EntryStanding, standing
from bot.ledger.telling.status import DebateStatus
from bot.render.text import inert, inert_within, lines_within, link, moment, shortened

PAGE_LINES = 10
MESSAGE_LIMIT = 1900
"""Discord takes 2,000 characters in a message."""

QUOTE_LIMIT = 420
"""Longer than any plain statement: only one that is full of markup is cut, so that several still fit a message."""

PAGE_QUOTE_LIMIT = 112
"""How much of a statement a ledger's page shows, so that each of its lines fits."""

_RELATIONS = {
    Relation.SUPPORTS: "supports",
    Relation.ATTACKS: "attacks",
    Relation.RESTATES: "restates",
    Relation.RESIDUE_OF: "remains after",
}


def _quoted(entry: Entry, limit: int = QUOTE_LIMIT) -> str:
    return f"**#{entry.number}** “{inert_within(entry.statement or '(erased)', limit)}”"


def _question(debate: Debate) -> str:
    return debate.question or "(the question was erased)"


def debate_status(status: DebateStatus) -> str:
    """A debate in a few lines."""
    state = "open" if status.debate.is_open else "closed"
    kinds = ", ".join(f"{status.live.get(kind, 0)} {kind.value}(s)" for kind in Kind)
    lines = [
        f"## {inert(_question(status.debate))}",
        f"The debate is {state} since {moment(status.debate.opened_at)}.",
        f"{kinds}; {status.proposed} await(s) the author.",
        *(f"- {inert(side.name)}: {side.people}" for side in status.sides),
    ]
    if status.unsided:
        lines.append(f"{status.unsided} not on a side.")
    return lines_within(lines, MESSAGE_LIMIT)


NAMED_PER_SIDE = 20
"""How many people of a side are named in the list of the sides."""


def side_list(status: DebateStatus) -> str:
    """The sides with who is on them."""
    if not status.sides:
        return "No sides yet. /side join with a new name opens one."
    lines = []
    for side in status.sides:
        names = ", ".join(inert(name) for name in side.names)
        lines.append(f"**{inert(side.name)}** ({side.people}): {names or 'nobody yet'}")
    if status.unsided:
        lines.append(f"{status.unsided} have not picked a side.")
    return lines_within(lines, MESSAGE_LIMIT)


def ledger_page(ledger: Ledger, page: Page) -> str:
    """A page of the ledger, where its entries stand as an excerpt of the ledger tells it."""
    lines = {line.entry.number: line for line in standing(ledger).entries}
    text = [f"**{inert_within(_question(ledger.debate), 100)}** · page {page.number} of {page.of}"]
    text += [_ledger_line(lines[number]) for number in page.entries]
    if not page.entries:
        text.append("No entries yet. Right-click a message → Apps → Tag as claim.")
    return shortened("\n".join(text), MESSAGE_LIMIT)


def _ledger_line(line: EntryStanding) -> str:
    said = inert_within(line.entry.statement or "(erased)", PAGE_QUOTE_LIMIT)
    return f"**#{line.entry.number}** {said}\n-# {_stands(line)}"


def _stands(line: EntryStanding) -> str:
    told = [line.entry.kind.value]
    told.append(line.cls.value if line.cls else "proposed" if line.entry.status is Status.PROPOSED else "recorded")
    if line.parked:
        told.append("parked")
    return " · ".join(told)


def entry_cards(ledger: Ledger, entries: Sequence[Entry]) -> str:
    """Entries in full: what they say, where they stand, who answered."""
    now = standing(ledger)
    lines = {line.entry.number: line for line in now.entries}
    findings = crux_findings(ledger, now)
    cards = []
    for entry in entries:
        known = ledger.entries.get(entry.number, entry)
        card = [_quoted(known), f"{known.kind.value.capitalize()} by {inert(ledger.name(known.author))}"]
        if (line := lines.get(entry.number)) is not None:
            card[1] += f" · {_stands(line)}"
            counts = zip(now.sides, line.tallies, line.verdicts, strict=True)
            for side, tally, verdict in counts:
                answers = f"{tally.agree} agree, {tally.disagree} disagree, {tally.unsure} unsure"
                card.append(f"- {inert(side.name)}: {answers} ({verdict.value})")
        else:
            card[1] += f" · {_life(known)}"
        card += [f"- Crux ({f.state.value})" for f in findings if f.entry.number == entry.number]
        card += [f"- {tie}" for tie in _ties(ledger, known.number)]
        if known.passage:
            card.append(f"> {inert_within(known.passage, 250)}")
        card += _source(ledger, known)
        cards.append("\n".join(card))
    return lines_within("\n\n".join(cards).split("\n"), MESSAGE_LIMIT)


def _ties(ledger: Ledger, entry: int) -> list[str]:
    """What an entry is to others, and they to it."""
    told = sorted(ledger.links, key=lambda tie: (tie.relation.value, tie.target, tie.entry))
    mine = [f"{_RELATIONS[tie.relation]} #{tie.target}".capitalize() for tie in told if tie.entry == entry]
    return mine + [f"#{tie.entry} {_RELATIONS[tie.relation]} it" for tie in told if tie.target == entry]


def _life(entry: Entry) -> str:
    into = f" into #{entry.merged_into}" if entry.merged_into is not None else ""
    return entry.status.value + into


def _source(ledger: Ledger, entry: Entry) -> list[str]:
    """Where the entry comes from, and what has become of that message since."""
    if entry.source is None:
        return []
    if entry.source_deleted:
        return ["-# Its message was deleted, and the words quoted from it are erased."]
    edited = " · edited since it was tagged" if entry.source_edited else ""
    lost = " · the passage is no longer in the message" if entry.orphaned else ""
    return [link(ledger.debate.guild, entry.source) + edited + lost]


def found(entries: Sequence[Entry], words: str) -> str:
    """What a search found."""
    if not entries:
        return f"No entry holds “{inert(words)}”. /ledger show has them all."
    lines = [f"**#{entry.number}** {inert_within(entry.statement or '(erased)', 150)}" for entry in entries]
    return lines_within(lines, MESSAGE_LIMIT)


MOST_HISTORY = 100
"""More events than a message has room for."""


def history(entry: Entry, told: Sequence[Event], names: Mapping[int, str | None], earlier: int = 0) -> str:
    """What happened to an entry, the latest kept where it is too much; `earlier` is how many events came before."""
    head = f"History of {_quoted(entry)}"
    lines = [f"- {moment(event.at)} {_actor(event, names)}: {_event(event)}" for event in told]
    dropped = earlier
    while lines and len(head) + sum(len(line) + 1 for line in lines) > MESSAGE_LIMIT - 60:
        lines.pop(0)
        dropped += 1
    if dropped:
        lines.insert(0, f"-# and {dropped} earlier")
    return "\n".join([head, *lines])


def _actor(event: Event, names: Mapping[int, str | None]) -> str:
    return inert(names.get(event.actor, "Crux") or "someone")


def _event(event: Event) -> str:
    match event.change:
        case e.EntryTagged(kind=kind, statement=said):
            return f"tagged as {kind.value}: “{inert(said or '(erased)')}”"
        case e.EntryReworded(statement=said):
            return f"reworded: “{inert(said or '(erased)')}”"
        case e.StanceTaken(answer=answer, credence=credence):
            return answer.value + (f" ({credence} %)" if credence is not None else "")
        case e.EntryMerged(into=into):
            return f"merged into #{into}"
        case e.EntriesLinked(relation=relation, target=target):
            return f"{_RELATIONS[relation]} #{target}"
        case e.EntriesUnlinked(relation=relation, target=target):
            return f"taken back: {_RELATIONS[relation]} #{target}"
        case e.CruxMarked(target=target):
            return f"crux for {_aim(target)}"
        case e.CruxUnmarked(target=target):
            return f"no crux for {_aim(target)} any more"
        case other:
            return other.verb


def _aim(target: int | None) -> str:
    return f"#{target}" if target is not None else "the question"
