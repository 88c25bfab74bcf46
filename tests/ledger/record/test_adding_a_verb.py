"""A verb is added in few places: what it lacks fails at import, and the rest follows from what it says of itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.exchange.incoming_ledger import IncomingLedger
from bot.exchange.ledger_events import LedgerFileError, event_out
from bot.exchange.read_events import EventReader, sealed_of
from bot.ledger.entries import Entry, Kind
from bot.ledger.file_problems import ProblemKind
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText, seal
from bot.ledger.record.effects import Effects, amend
from bot.ledger.record.erasure import OwnWords, has_reason
from bot.ledger.record.ledger_fields import FIELDS, described
from bot.ledger.record.replay import replay
from bot.ledger.record.verb import ACTOR, CHANGES, Change, Count, EntryNumber, Event, PersonNumber, text, verb
from bot.render.front_ends import DISCORD
from bot.store import tables as t
from bot.store.mapping import Deed, TableMapping
from bot.store.rows import MAPPINGS
from bot.store.writing.erasure import _rows_of
from bot.store.writing.projection import writes_of
from bot.words.report.history import happened
from tests.exchange.ledgers import EVERYTHING

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DEBATE, ANA, BEN = 99, 1, 2


@pytest.fixture(autouse=True)
def _known_here_only() -> Iterator[None]:
    before = dict(CHANGES)
    yield
    CHANGES.clear()
    CHANGES.update(before)


# What it lacks


def _effects(self: Change, event: Event) -> Effects:
    return ()


def test_a_verb_says_whether_it_recounts_and_whether_a_card_tells_it() -> None:
    with pytest.raises(TypeError, match="'recounts' and 'on_card'"):
        verb("passage found")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("fields", "traits", "lacking"),
    [
        ({"entry": EntryNumber}, {}, "passage found must say its effects"),
        ({"entry": int, "effects": _effects}, {}, "entry must say what its number is"),
        ({"note": str, "effects": _effects}, {}, "note holds words, so it must be a text()"),
        ({"entry": float, "effects": _effects}, {}, "entry is of a type that no event is written in"),
        ({"note": (str | None, text()), "effects": _effects}, {}, "whose words its texts are"),
        ({"entry": EntryNumber, "effects": _effects}, {"words_of": (ACTOR,)}, "whose words its texts are"),
        ({"note": (str | None, text()), "effects": _effects}, {"words_of": ("entry",)}, "'entry', which is nobody"),
        ({"entry": EntryNumber, "effects": _effects}, {"erases": "person"}, "'person', which is no person"),
    ],
)
def test_a_verb_that_lacks_something_is_none(
    fields: dict[str, object], traits: dict[str, object], lacking: str
) -> None:
    hints = {name: hint[0] if isinstance(hint, tuple) else hint for name, hint in fields.items() if name != "effects"}
    values = {name: hint[1] for name, hint in fields.items() if isinstance(hint, tuple)}
    methods = {name: method for name, method in fields.items() if name == "effects"}
    unfinished = type("PassageFound", (Change,), {"__annotations__": hints, **values, **methods})

    with pytest.raises(TypeError, match=lacking.replace("(", r"\(").replace(")", r"\)")):
        verb("passage found", recounts=False, on_card=False, **traits)(unfinished)  # type: ignore[arg-type]
    assert "passage found" not in CHANGES


# What follows from what it says


@pytest.fixture
def passage_found() -> Callable[..., Change]:
    """A verb that is thrown away: the passage is in its message again, with a note of who found it."""

    @verb("passage found", recounts=True, on_card=False, words_of=("person",))
    class PassageFound(Change):
        entry: EntryNumber
        person: PersonNumber
        at: Count
        note: str | None = text()

        def effects(self, event: Event) -> Effects:
            return amend(Entry, self.entry, orphaned=False, passage=self.note)

    return PassageFound


def ledger_with(*changes: Change) -> list[SealedEvent]:
    """A ledger in which Ana tagged a claim whose passage was lost, and then these changes happened."""
    before = (
        e.DebateOpened(7, True, "Should we build?"),
        e.ParticipantMet(ANA, "901", "Ana"),
        e.ParticipantMet(BEN, "902", "Ben"),
        e.EntryTagged(1, Kind.CLAIM, ANA, ANA, False, statement="Rents fall"),
        e.PassageLost(1),
    )
    lines: list[SealedEvent] = []
    for sequence, change in enumerate((*before, *changes), 1):
        event = Event(DEBATE, sequence, NOON, BEN, change)
        lines.append(seal(lines[-1].hash if lines else GENESIS, event, bytes))
    return lines


def test_a_new_verb_is_replayed(passage_found: Callable[..., Change]) -> None:
    before, after = (
        replay(line.event for line in ledger_with(*more)) for more in ((), (passage_found(1, BEN, 5, ""),))
    )

    assert before.entries[1].orphaned
    assert not after.entries[1].orphaned


def test_a_new_verb_is_written_to_the_table_of_its_value(passage_found: Callable[..., Change]) -> None:
    (write,) = writes_of([ledger_with(passage_found(1, BEN, 5, "here"))[-1].event])

    assert (write.shape.deed, write.shape.table) == (Deed.UPDATE, t.entries)
    assert write.values == {"debate": DEBATE, "number": 1, "orphaned": False, "passage": "here"}


def test_a_new_verb_goes_through_files_with_its_seal(passage_found: Callable[..., Change]) -> None:
    *before, line = ledger_with(passage_found(1, BEN, 5, "here"))

    read = EventReader(DEBATE, before[-1].event.sequence, before[-1].hash).read(event_out(line))

    assert sealed_of(DEBATE, line.event.sequence, read) == line


@pytest.mark.parametrize(
    ("entry", "person", "wrong"),
    [(9, BEN, ProblemKind.ENTRY_NOT_THERE), (1, 9, ProblemKind.PARTICIPANT_NOT_THERE)],
)
def test_what_a_new_verb_names_in_a_file_must_be_there(
    passage_found: Callable[..., Change], entry: int, person: int, wrong: ProblemKind
) -> None:
    incoming = IncomingLedger()
    *before, line = ledger_with(passage_found(entry, person, 5, "here"))
    for known in before:
        incoming.take(known.event, known.texts)

    with pytest.raises(LedgerFileError) as refused:
        incoming.take(line.event, line.texts)
    assert refused.value.problem.kind is wrong


def test_the_words_of_a_new_verb_are_found_and_erased_with_their_owner(passage_found: Callable[..., Change]) -> None:
    lines = ledger_with(passage_found(1, ANA, 5, "my note"))
    words = OwnWords(ANA)
    for line in lines:
        words.take(line.event)
    (note,) = (found for found in words.found() if found.field == "note")
    event = note.event
    ledger = replay(line.event for line in lines)

    assert note.words == "my note"
    assert has_reason(event, ledger, {ANA: event.sequence + 1}, {})
    assert not has_reason(event, ledger, {BEN: event.sequence + 1}, {})


def test_words_that_no_table_keeps_under_their_name_are_not_erased_in_silence(
    passage_found: Callable[..., Change],
) -> None:
    words = OwnWords(ANA)
    for line in ledger_with(passage_found(1, ANA, 5, "my note")):
        words.take(line.event)
    (note,) = (found for found in words.found() if found.field == "note")

    with pytest.raises(ValueError, match="no table keeps words of 'passage found'"):
        list(_rows_of([note]))


def test_a_new_verb_without_words_is_not_told_in_silence(passage_found: Callable[..., Change]) -> None:
    with pytest.raises(KeyError):
        happened(DISCORD, passage_found(1, BEN, 5, ""))


def test_ledgers_of_the_tests_lack_a_new_verb(passage_found: Callable[..., Change]) -> None:
    assert CHANGES.keys() - {change.verb for change in EVERYTHING} == {"passage found"}


# What holds of every verb


def test_every_verb_about_an_entry_has_words_in_its_history() -> None:
    for change in EVERYTHING:
        if "entry" in change.form.names:
            assert happened(DISCORD, change) != change.verb


def test_every_text_of_every_verb_has_a_row_that_keeps_it() -> None:
    for sequence, change in enumerate(EVERYTHING, 1):
        event = Event(DEBATE, sequence, NOON, ANA, change)
        for words in change.form.texts:
            kept = [write for write in writes_of([event]) if words in write.values]
            assert len(kept) == 1, (change.verb, words)


# A new kind of value


@dataclass(frozen=True, slots=True)
class LedgerWithPolls(Ledger):
    """A ledger with a field of which it is not known what tells its values apart."""

    polls: Mapping[int, SealedText] = field(default_factory=dict)


def test_a_field_of_a_ledger_that_nobody_describes_fails() -> None:
    assert described(Ledger) == FIELDS
    with pytest.raises(TypeError, match="the field 'polls' of a ledger"):
        described(LedgerWithPolls)


def test_every_field_of_a_ledger_has_its_table() -> None:
    assert list(MAPPINGS) == [field.kind for field in FIELDS]


def test_a_field_without_a_column_fails() -> None:
    with pytest.raises(TypeError, match="Participant and the table sides do not fit: estimate_after"):
        TableMapping(Participant, t.sides, ("number",), Deed.INSERT, Participant)
    with pytest.raises(TypeError, match="Side and the table participants do not fit: estimate_after"):
        TableMapping(Side, t.participants, ("number",), Deed.INSERT, Side)
