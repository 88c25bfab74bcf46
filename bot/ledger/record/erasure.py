"""Whose words are whose, and which of them go when a person or a message goes.

Erased words leave their commitment, so the chain still verifies; later events say which of them were erased, and why (a
person was forgotten, a message deleted).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.ledger.entries import STATEMENT_LIMIT, Answer, Entry
from bot.ledger.ledger import Ledger
from bot.ledger.record import erased_texts
from bot.ledger.record import events as e
from bot.ledger.record.events import CHANGES, Event, texts_of
from bot.ledger.record.verb import ACTOR
from bot.ledger.statements import is_quoted


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an event, by the name of its field."""

    event: Event
    field: str

    @property
    def words(self) -> str:
        """What it says; empty once it is erased."""
        return texts_of(self.event.change).get(self.field, "")


def said_of(texts: Iterable[Text]) -> str:
    """Which texts are erased, as the event says that gives the reason."""
    return erased_texts.written((text.event.sequence, text.field) for text in texts)


def _texts(event: Event) -> list[Text]:
    return [Text(event, field) for field in texts_of(event.change)]


DECISIVE: tuple[type[e.Change], ...] = (
    *(kind for kind in CHANGES.values() if kind.form.texts),
    e.EntryConfirmed,
)
"""The changes that decide whose words are whose; `OwnWords` passes over all others."""

DECISIVE_OF_ANYBODY: tuple[type[e.Change], ...] = (e.EntryReworded, e.EntryConfirmed)
"""Those of them that decide about a person's words whoever made them, as concessions do too."""


class OwnWords:
    """The words and the name that a ledger has of one person, gathered event by event.

    Theirs is what they wrote, and what is quoted of them: the entries that they are the author of, whoever tagged
    them. A sentence that they proposed for somebody else is theirs until that author confirms it as it is.
    """

    def __init__(self, person: int) -> None:
        self._person = person
        self._own: list[Text] = []
        self._proposed: dict[int, Text] = {}
        self._reworded: set[int] = set()
        self._said: dict[int, set[str]] = {}
        self._plainly_conceded: list[tuple[e.EntryTagged, Text]] = []

    def take(self, event: Event) -> None:
        """Go on with the next event."""
        change = event.change
        match change:
            case e.DebateOpened(asked=False):
                """Its question is the channel's name: nobody's words."""
            case e.EntryTagged():
                self._take_tag(event, change)
            case e.EntryReworded():
                self._reworded.add(change.entry)
                if event.actor == self._person:
                    self._own += _texts(event)
                    self._says(change.entry, change.statement)
            case e.EntryConfirmed() if change.entry not in self._reworded:
                self._proposed.pop(change.entry, None)
            case _ if self._person in _writers(event):
                self._own += _texts(event)

    def _take_tag(self, event: Event, change: e.EntryTagged) -> None:
        if change.author == self._person:
            self._own += _texts(event)
            self._says(change.entry, change.statement)
        elif change.tagger == self._person and change.statement is not None:
            self._proposed[change.entry] = Text(event, "statement")
        if change.author != self._person and change.concedes is not None and change.statement is not None:
            self._plainly_conceded.append((change, Text(event, "statement")))

    def _says(self, entry: int, statement: str | None) -> None:
        if statement is not None:
            self._said.setdefault(entry, set()).add(statement)

    def found(self) -> list[Text]:
        """All of them, in the order of their events; what is erased already is not among them."""
        proposed = list(self._proposed.values())
        said = dict(self._said)
        for entry, text in self._proposed.items():
            said[entry] = said.get(entry, set()) | {text.words}
        repeated = [text for change, text in self._plainly_conceded if repeats(change, said)]
        unique = {(text.event.sequence, text.field): text for text in (*self._own, *proposed, *repeated)}
        return [text for _, text in sorted(unique.items())]


def repeats(concession: e.EntryTagged, said: Mapping[int, Iterable[str]]) -> bool:
    """Whether a concession of an older event only repeats a sentence of the entry that it concedes.

    `said` has the sentences by entry.
    """
    if concession.concedes is None or concession.conceded_answer is None:
        return False
    before, answer = said.get(concession.concedes, ()), concession.conceded_answer
    return concession.statement in {_plain_in_older_events(words, answer) for words in before}


def _plain_in_older_events(words: str, answer: Answer) -> str:
    """How older events wrote a plain concession: as a sentence with the words that it concedes.

    Newer ones name the wording instead (`EntryTagged.conceded_wording`), and have nothing to erase.
    """
    start = "Agreed: " if answer is Answer.AGREE else "Agreed that this does not hold: "
    room = STATEMENT_LIMIT - len(start)
    return start + (words if len(words) <= room else words[: room - 1] + "…")


def taken_from_messages(entries: Sequence[Entry], events: Iterable[Event]) -> list[Text]:
    """What goes when messages are deleted: their passages, and the sentences that are their words as far as known.

    A sentence in the author's own other words stays, and so does a term. `entries` are those that quote the messages;
    `events` gave these entries their words, or the definitions that come from the messages theirs.
    """
    message_of = {entry.number: entry.source.message for entry in entries if entry.source is not None}
    passages: dict[int, list[str]] = {message: [] for message in message_of.values()}
    for entry in entries:
        if entry.number in message_of and entry.passage:
            passages[message_of[entry.number]].append(entry.passage)
    texts = []
    for event in events:
        change = event.change
        message = change.message if isinstance(change, e.TermDefined) else message_of.get(event.entry or 0)
        known = passages.get(message, []) if message is not None else []
        texts += [text for text in _texts(event) if text.field == "passage" or _is_quoted(text, known)]
    return texts


def _is_quoted(text: Text, passages: Sequence[str]) -> bool:
    return text.field != "term" and is_quoted(text.words, passages)


def repeated_in(concessions: Iterable[Event], erased: Iterable[Text]) -> list[Text]:
    """The sentences of concessions that only repeat an erased sentence of the entry that they concede."""
    said: dict[int, set[str]] = {}
    for text in erased:
        if text.event.entry is not None and text.field == "statement":
            said.setdefault(text.event.entry, set()).add(text.words)
    return [
        Text(event, "statement")
        for event in concessions
        if isinstance(event.change, e.EntryTagged) and repeats(event.change, said)
    ]


def has_reason(erased: Event, ledger: Ledger, forgotten: Mapping[int, int], deleted: Mapping[int, int]) -> bool:
    """Whether a later event of those that do not say which texts went says why words of this event are erased.

    `forgotten` has the last event that forgot a person, by person; `deleted` the event that told of a deleted
    message, by entry.
    """
    people, entries = set(_writers(erased)), {erased.entry} - {None}
    match erased.change:
        case e.EntryTagged(concedes=number) if number is not None and (conceded := ledger.entries.get(number)):
            people |= {conceded.author, conceded.tagger}
            entries.add(conceded.number)
        case e.TermDefined(message=message):
            entries = {x.number for x in ledger.entries.values() if x.source and x.source.message == message}
    later = [*(forgotten.get(person, 0) for person in people), *(deleted.get(entry or 0, 0) for entry in entries)]
    return any(reason > erased.sequence for reason in later)


def _writers(event: Event) -> Iterator[int]:
    """The people whose words the texts of an event may be, as its verb says."""
    for name in event.change.traits.words_of:
        yield event.actor if name == ACTOR else getattr(event.change, name)
