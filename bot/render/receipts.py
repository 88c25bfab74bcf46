"""What Crux answers: every sentence that a command, a button or a form is answered with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ledger.entries import (
    Answer,
    Debate,
    Definition,
    Degree,
    Entry,
    Kind,
    Ledger,
    Relation,
    Scope,
    Side,
    Stance,
    Status,
)
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.record.verify import Problem
from bot.ledger.schedules import Schedule, describe
from bot.ledger.standing.cruxes import crux_findings
from bot.ledger.standing.standing import EntryStanding, standing
from bot.ledger.text import one_line
from bot.render.text import inert, inert_within, lines_within, link, moment, shortened

PAGE_LINES = 10
MESSAGE_LIMIT = 1900
"""Discord takes 2,000 characters in a message."""

QUOTE_LIMIT = 420
"""Longer than any plain statement: only one that is full of markup is cut, so that several still fit a message."""

PAGE_QUOTE_LIMIT = 112
"""How much of a statement a ledger's page shows, so that each of its lines fits."""

_ANSWERS = {Answer.AGREE: "Agree", Answer.DISAGREE: "Disagree", Answer.UNSURE: "Unsure"}
_TAKEN = {
    Answer.AGREE: "You agree with",
    Answer.DISAGREE: "You disagree with",
    Answer.UNSURE: "You are unsure about",
}
_RELATIONS = {
    Relation.SUPPORTS: "supports",
    Relation.ATTACKS: "attacks",
    Relation.RESTATES: "restates",
    Relation.RESIDUE_OF: "remains after",
}
_SCOPES = {
    Scope.WHOLE: "The whole: I take over your answer",
    Scope.POINT: "This point: I take over your answer on it",
    Scope.ARGUMENT: "For the argument's sake: my stance stays",
}


# Labels


def answer_label(answer: Answer, entry: int | None = None) -> str:
    """What stands on a stance button or choice."""
    return _ANSWERS[answer] if entry is None else f"#{entry} {_ANSWERS[answer]}"


def scope_label(scope: Scope) -> str:
    """What stands beside how far a concession goes."""
    return _SCOPES[scope]


def relation_label(relation: Relation) -> str:
    """What one entry is to another, as a choice."""
    return _RELATIONS[relation]


def merge_label(entry: int, into: int) -> str:
    """What stands on the button that lets an entry go on as another one."""
    return f"Merge #{entry} into #{into}"


def tag_title(kind: Kind) -> str:
    """The title of a tag's form."""
    return f"Tag as {kind.value}"


def whole_ledger(left_out: int) -> str:
    """What stands on the button under a digest that did not fit."""
    return f"The whole ledger ({left_out} more)"


def choice_label(entry: Entry) -> str:
    """An entry as an autocomplete choice: at most 100 characters, shown as they are."""
    return shortened(f"#{entry.number} {one_line(entry.statement or '') or '(erased)'}", 100)


# Tags


def _quoted(entry: Entry, limit: int = QUOTE_LIMIT) -> str:
    return f"**#{entry.number}** “{inert_within(entry.statement or '(erased)', limit)}”"


def _opening(opened: str | None) -> str:
    if opened is None:
        return ""
    question = inert_within(opened, 200)
    return f"\n-# This opened a debate here: “{question}”. /debate open gives it a question and sides."


def tagged(entry: Entry, conceded: Entry | None, residue: Entry | None, opened: str | None) -> str:
    """The answer to a tag on one's own message."""
    text = f"Tagged as {entry.kind.value}: {_quoted(entry)}"
    if conceded is not None:
        text += f"\n{_concedes(entry, conceded)}"
    if residue is not None:
        text += f"\nWhat you still hold stands as a claim of yours: {_quoted(residue)}"
    return text + _opening(opened)


def _concedes(entry: Entry, conceded: Entry) -> str:
    concession = entry.concession
    if concession is None or concession.scope is Scope.ARGUMENT:
        return f"Granted for the argument's sake: {_quoted(conceded)}. Your stance on it stays."
    return f"You now {concession.answer.value} on {_quoted(conceded)}."


def proposal(entry: Entry, author: int | None, tagger: str, opened: str | None) -> str:
    """What everybody sees when somebody tags another's message."""
    whom = f"<@{author}>" if author is not None else "The author"
    return (
        f"{inert(tagger)} proposes to tag a message of {whom} as **{entry.kind.value}**: {_quoted(entry)}\n"
        f"{whom}, is that what you say? It counts nowhere until you confirm it.{_opening(opened)}"
    )


def stated(entry: Entry, author: int, opened: str | None) -> str:
    """What everybody sees when somebody states an entry."""
    return f"**{entry.kind.value.capitalize()}** by <@{author}>: {_quoted(entry)}{_opening(opened)}"


def conceded(entry: Entry, target: Entry | None, author: int) -> str:
    """What everybody sees when somebody concedes."""
    about = f" on {_quoted(target)}" if target is not None else ""
    return f"<@{author}> concedes a point{about}: {_quoted(entry)}"


def confirmed(entry: Entry) -> str:
    """A proposal that its author stands by."""
    return f"Confirmed by its author as {entry.kind.value}: {_quoted(entry)}"


def declined(entry: Entry) -> str:
    """A proposal that its author does not want."""
    return f"The author declined #{entry.number}. It counts nowhere."


def withdrawn(entry: Entry) -> str:
    """An entry that was taken back."""
    return f"#{entry.number} is withdrawn. Its history stays: /ledger history."


def merged(entry: Entry, into: Entry) -> str:
    """An entry that goes on as another one."""
    return (
        f"#{entry.number} says what {_quoted(into)} says, and goes on as that.\n"
        f"Stances on #{entry.number} are not carried over: please answer #{into.number}."
    )


def reworded(entry: Entry, author: int) -> str:
    """An entry that says something else now."""
    return f"<@{author}> reworded {_quoted(entry)}\nStances on the earlier wording wait until they are taken again."


# Stances, cruxes, parking, terms


def stance(entry: Entry, answer: Answer, credence: int | None, before: Stance | None) -> str:
    """The answer to a stance."""
    sure = f", {credence} % sure that it is true" if credence is not None else ""
    was = ""
    if before is not None and before.answer is not answer:
        was = f" (before: {before.answer.value})"
    return f"{_TAKEN[answer]} {_quoted(entry)}{sure}{was}."


def which_stance(entries: Sequence[Entry]) -> str:
    """The entries of a message, to be answered."""
    room = max(60, min(QUOTE_LIMIT, MESSAGE_LIMIT // len(entries) - 30))
    return lines_within(["What is your stance?", *(_quoted(entry, room) for entry in entries)], MESSAGE_LIMIT)


def crux_marked(entry: Entry, target: Entry | None, degree: Degree) -> str:
    """The answer to a crux mark."""
    on = f"#{target.number}" if target is not None else "the question"
    return f"Marked: if you changed your mind on {_quoted(entry)}, you would change it {degree.value} on {on}."


def parked(entry: Entry, by: int) -> str:
    """What everybody sees when an entry is set aside."""
    if entry.parking is not None and entry.parking.agreed_by is not None:
        return f"Both sides set {_quoted(entry)} aside: not the core. Its stances stay."
    return f"<@{by}> sets {_quoted(entry)} aside: not the core. Do you agree?"


def revived(entry: Entry, by: int) -> str:
    """What everybody sees when an entry is argued again."""
    return f"<@{by}> brings {_quoted(entry)} back: it is argued again."


def defined(definition: Definition, by: int) -> str:
    """What everybody sees when a term is defined."""
    return f"<@{by}> defines **{inert(definition.term or '(erased)')}**: {inert(definition.meaning or '(erased)')}"


def adopted(definition: Definition) -> str:
    """The answer to an adoption."""
    return f"You use **{inert(definition.term or '(erased)')}** in that sense now."


def linked(entry: Entry, relation: Relation, target: Entry) -> str:
    """The answer to a link."""
    text = f"{_quoted(entry)} {_RELATIONS[relation]} {_quoted(target)}."
    if relation is Relation.RESTATES:
        text += "\nWhere both say the same, one of them can go on for both: /ledger merge."
    return text


def unlinked(entry: Entry, relation: Relation, target: Entry) -> str:
    """The answer when a link is taken back."""
    return f"Taken back: #{entry.number} {_RELATIONS[relation]} #{target.number}. Its history stays: /ledger history."


# Debates and sides


def _question(debate: Debate) -> str:
    return debate.question or "(the question was erased)"


def debate_opened(debate: Debate, sides: Sequence[str]) -> str:
    """What everybody sees when a debate opens."""
    text = f"## {inert(_question(debate))}\n"
    if sides:
        text += "Sides: " + ", ".join(f"**{inert(side)}**" for side in sides) + ". Take yours with /side join.\n"
    else:
        text += "No sides are named: with two participants, each is a side. /side join names one.\n"
    return (
        text
        + "Right-click a message → Apps → **Tag as claim**, **Tag as crux** or **Tag as concession**. /help tells more."
    )


def debate_closed(debate: Debate) -> str:
    """What everybody sees when a debate closes."""
    return f"The debate “{inert(_question(debate))}” is closed. Its ledger can still be read: /ledger show."


def debate_status(ledger: Ledger) -> str:
    """A debate in a few lines."""
    now = standing(ledger)
    state = "open" if ledger.debate.is_open else "closed"
    live = [entry for entry in ledger.entries.values() if entry.status is Status.LIVE]
    kinds = ", ".join(f"{sum(e.kind is kind for e in live)} {kind.value}(s)" for kind in Kind)
    waiting = sum(entry.status is Status.PROPOSED for entry in ledger.entries.values())
    lines = [
        f"## {inert(_question(ledger.debate))}",
        f"The debate is {state} since {moment(ledger.debate.opened_at)}.",
        f"{kinds}; {waiting} await(s) the author.",
        *(f"- {inert(side.name)}: {len(side.people)}" for side in now.sides),
    ]
    if now.unsided:
        lines.append(f"{len(now.unsided)} not on a side.")
    return lines_within(lines, MESSAGE_LIMIT)


def side_list(ledger: Ledger) -> str:
    """The sides with who is on them."""
    now = standing(ledger)
    if not now.sides:
        return "No sides yet. /side join with a new name opens one."
    lines = []
    for side in now.sides:
        names = ", ".join(inert(ledger.name(person)) for person in sorted(side.people)[:20])
        lines.append(f"**{inert(side.name)}** ({len(side.people)}): {names or 'nobody yet'}")
    if now.unsided:
        lines.append(f"{len(now.unsided)} have not picked a side.")
    return lines_within(lines, MESSAGE_LIMIT)


def new_side(name: str) -> str:
    """The question before one more side is opened."""
    return f"There is no side “{inert(name)}” here yet. Did you mean one from the list, or shall it be a new side?"


def side_joined(side: Side, moved_from: str | None, *, new: bool = False) -> str:
    """The answer to taking a side."""
    text = f"You are on the side **{inert(side.shown)}** now"
    if new:
        text += ", a new one"
    return text + (f" (before: {inert(moved_from)})." if moved_from else ".")


def side_left(side: Side) -> str:
    """The answer to leaving a side."""
    return f"You left the side **{inert(side.shown)}**. Your stances stay."


# The ledger


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a ledger, counted from 1."""

    text: str
    number: int
    of: int


def ledger_page(ledger: Ledger, number: int) -> Page:
    """A page of the ledger; the nearest one where there is no such page."""
    lines = sorted(standing(ledger).entries, key=lambda line: line.entry.number)
    pages = max(1, -(-len(lines) // PAGE_LINES))
    number = min(max(number, 1), pages)
    shown = lines[(number - 1) * PAGE_LINES : number * PAGE_LINES]
    text = [f"**{inert_within(_question(ledger.debate), 100)}** · page {number} of {pages}"]
    text += [_ledger_line(line) for line in shown] or ["No entries yet. Right-click a message → Apps → Tag as claim."]
    return Page(shortened("\n".join(text), MESSAGE_LIMIT), number, pages)


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
    lines = {line.entry.number: line for line in standing(ledger).entries}
    findings = crux_findings(ledger, standing(ledger))
    cards = []
    for entry in entries:
        known = ledger.entries.get(entry.number, entry)
        card = [_quoted(known), f"{known.kind.value.capitalize()} by {inert(ledger.name(known.author))}"]
        if (line := lines.get(entry.number)) is not None:
            card[1] += f" · {_stands(line)}"
            counts = zip(standing(ledger).sides, line.tallies, line.verdicts, strict=True)
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


def history(entry: Entry, told: Sequence[Event], names: Mapping[int, str]) -> str:
    """All that happened to an entry, the latest kept where it is too much."""
    head = f"History of {_quoted(entry)}"
    lines = [f"- {moment(event.at)} {inert(names.get(event.actor, 'Crux'))}: {_event(event)}" for event in told]
    dropped = 0
    while lines and len(head) + sum(len(line) + 1 for line in lines) > MESSAGE_LIMIT - 60:
        lines.pop(0)
        dropped += 1
    if dropped:
        lines.insert(0, f"-# and {dropped} earlier")
    return "\n".join([head, *lines])


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


def exported(name: str) -> str:
    """The answer to an export."""
    return f"The ledger of this debate: `{name}`. Only you see this message."


# Tamper evidence


PROBLEMS_NAMED = 10
"""How many problems of one ledger are named before the rest is counted."""

SEAL_SHOWN = 16
"""How many digits of a seal people are shown: enough to note and to compare."""


def verified(events: int, erased: int, seal: bytes, problems: Sequence[Problem]) -> str:
    """What everybody sees when a ledger was looked through."""
    if problems:
        told = [f"- {inert(problem)}" for problem in _named(problems)]
        start = "**This ledger is not what was written.** Please tell who runs Crux here:"
        return shortened("\n".join([start, *told]), MESSAGE_LIMIT)
    return (
        f"This ledger is whole: {_count(events, 'event')}, each sealed behind the one before it, "
        f"and everything shown follows from them. {_erased(erased)}\n"
        f"Its seal is `{_seal(seal)}`. Note it: whatever is changed before event {events} later on, "
        "the seal of that event would no longer be this one."
    )


def verified_line(debate: int, events: int, erased: int, seal: bytes, problems: Sequence[Problem]) -> str:
    """What is found in a ledger, for a terminal: one line."""
    if problems:
        return f"debate {debate}: NOT WHOLE: {'; '.join(_named(problems))}"
    return f"debate {debate}: whole, {_count(events, 'event')}, {_count(erased, 'text')} erased, seal {_seal(seal)}"


def _named(problems: Sequence[Problem]) -> list[str]:
    more = len(problems) - PROBLEMS_NAMED
    return [*map(str, problems[:PROBLEMS_NAMED]), *([f"and {more} more"] if more > 0 else [])]


def _seal(seal: bytes) -> str:
    return seal.hex()[:SEAL_SHOWN]


def _erased(number: int) -> str:
    if not number:
        return "No text of it is erased."
    return f"{_count(number, 'text')} of it {'is' if number == 1 else 'are'} erased, and said so."


def _count(number: int, noun: str, several: str | None = None) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or noun + 's'}"


# Privacy


class Kept(Protocol):
    """How much is kept of a person, and from when to when."""

    @property
    def debates(self) -> int: ...
    @property
    def entries(self) -> int: ...
    @property
    def wordings(self) -> int: ...
    @property
    def stances(self) -> int: ...
    @property
    def definitions(self) -> int: ...
    @property
    def first(self) -> datetime | None: ...
    @property
    def last(self) -> datetime | None: ...


def held(here: Kept, elsewhere: Kept, drafts: int) -> str:
    """The answer to "what do you hold about me?"."""
    if not (here.debates or elsewhere.debates or drafts):
        return "Crux holds nothing about you."
    lines = ["**What Crux holds about you**", f"In this server: {_kept(here)}."]
    if here.first is not None and here.last is not None:
        lines.append(f"The first of it is from {moment(here.first)}, the latest from {moment(here.last)}.")
    if elsewhere.debates:
        lines.append(f"In other servers: {_kept(elsewhere)}. Ask there for more.")
    if drafts:
        waiting = _count(drafts, "message")
        lines.append(f"For some minutes yet: {waiting} that you wrote or began to tag, kept until the form comes back.")
    lines.append(
        "With each debate goes your name as it was then, and your number on Discord. There is no profile of you across "
        "debates. **My words** sends you all your words in this server as a file; `/privacy forget` has them erased."
    )
    return "\n".join(lines)


def _kept(kept: Kept) -> str:
    if not kept.debates:
        return "nothing"
    counts = (
        _count(kept.entries, "entry", "entries"),
        _count(kept.wordings, "wording"),
        _count(kept.stances, "stance"),
        _count(kept.definitions, "definition"),
    )
    return f"{_count(kept.debates, 'debate')}, with {', '.join(counts)} of yours"


def own_words(name: str) -> str:
    """The answer to "send me my words"."""
    return f"All your words in this server's debates: `{name}`. Only you see this message."


def before_forgetting() -> str:
    """What going through with it does."""
    return (
        "**Shall Crux forget you?** This cannot be undone, and holds for every server.\n"
        "What goes: your name, your number on Discord, and all your words: the statements and passages of your "
        "entries, whoever tagged them; your rewordings and definitions; questions and sides that you named.\n"
        "What stays: that there was an entry, an answer, a move. They go on counting as somebody's, so the others' "
        "debate stays whole. What they wrote themselves stays too.\n"
        "Messages in Discord, such as digests that were posted before, are not Crux's to change: delete your own "
        "there, and ask the moderators for others.\n"
        "If you take part again later, you are somebody new to Crux."
    )


def forgotten(debates: int, texts: int) -> str:
    """The answer when somebody was forgotten."""
    if not debates:
        return "There is nothing about you that could be forgotten: Crux holds none of your words."
    return (
        f"Done. Crux has forgotten you in {_count(debates, 'debate')}: {_count(texts, 'text')} of yours "
        f"{'is' if texts == 1 else 'are'} erased. Messages in Discord itself are still there until you delete them."
    )


# Digests


def digest_posted(guild: int, channel: int, message: int) -> str:
    """The answer to posting a digest."""
    return f"Posted: https://discord.com/channels/{guild}/{channel}/{message}"


def scheduled(schedule: Schedule, next_slot: datetime) -> str:
    """The answer to scheduling digests."""
    return (
        f"A digest comes {describe(schedule)}, next {moment(next_slot, 'F')}. "
        "It stays silent when nothing moved, and pings nobody. /digest pause stops it."
    )


def digest_paused() -> str:
    """The answer to pausing digests."""
    return "No digest comes by itself any more. /digest schedule starts it again."


def not_scheduled() -> str:
    """There is no schedule."""
    return "No digest is scheduled here. /digest schedule sets one; /digest now posts one."


def digest_status(schedule: Schedule, next_slot: datetime, pause_reason: str | None) -> str:
    """When the next digest comes, or why none does."""
    if pause_reason is not None:
        return f"Paused: {inert(pause_reason)}. It would come {describe(schedule)}; /digest schedule starts it again."
    return f"A digest comes {describe(schedule)}, next {moment(next_slot, 'F')}."


# Help and errors


def help_text() -> str:
    """Where to begin."""
    return (
        "**Crux keeps a ledger of a debate**: what is claimed, what it turns on, what was conceded.\n"
        "1. `/debate open` puts the question and names the sides; `/side join` takes one.\n"
        "2. Right-click a message → Apps → **Tag as claim**, **Tag as crux** or **Tag as concession**. "
        "Tagging somebody else's message asks them first.\n"
        "3. Answer entries with **Stance** (right-click), `/stance` or a digest's buttons: agree, disagree, unsure. "
        "Silence is never assent.\n"
        "4. `/digest now` shows where the sides agree and still diverge; `/digest schedule` posts it by itself.\n"
        "`/debate card` keeps a message here that always shows where it stands; `/debate map` draws it.\n"
        "Also: `/claim`, `/crux`, `/concede`, `/define`, `/park`, and `/ledger` to read, search and export.\n"
        "What Crux holds about you, and having it erased: `/privacy`.\n"
        "-# A crux: if you changed your mind on it, you would change it on the question."
    )


def our_fault(reference: str, *, done: bool | None) -> str:
    """Something broke on our side. `done`: whether what was asked for was written down; None where nobody can tell."""
    what_now = {
        True: "But what you asked for is written down: /ledger show has it, and there is no need to repeat it.",
        False: "Nothing was written down. Please try again; if it stays, tell who runs Crux here the reference.",
        None: "It may have been written down or not: look with /ledger show before you repeat it.",
    }
    return f"Something went wrong on Crux's side (reference {reference}). {what_now[done]}"


def not_understood() -> str:
    """A value that Discord should not have let through."""
    return "Crux could not make sense of that. Pick from the list that appears while you type, and try again."
