"""A ledger's file: the same bytes again, and whatever was changed in it is refused in one line."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_csv, ledger_json
from bot.exchange.ledger_json import LedgerFileError
from bot.ledger import events as e
from bot.ledger.chain import GENESIS, SealedEvent, SealedText, seal
from bot.ledger.entries import Answer, Kind
from bot.ledger.events import Event
from bot.ledger.replay import replay

DEBATE = 2**60 + 1
CHANGES = (
    e.DebateOpened(2**60, True, "Should we build? 家を"),
    e.ParticipantMet(1, "1234567890123456789", "ana"),
    e.SideNamed(1, "Yes"),
    e.SideJoined(1, 1),
    e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, 2**59, statement="=Rents fall", passage="rents fall\nhere"),
    e.StanceTaken(1, 1, 1, Answer.AGREE, 80),
)


def sealed() -> list[SealedEvent]:
    lines: list[SealedEvent] = []
    before, at = GENESIS, datetime(2026, 1, 1, 12, tzinfo=UTC)
    for sequence, change in enumerate(CHANGES, start=1):
        line = seal(before, Event(DEBATE, sequence, at + timedelta(seconds=sequence), 1, change), bytes)
        lines.append(line)
        before = line.hash
    return lines


WRITTEN = ledger_json.dumps(sealed())


def test_a_file_reads_back_as_the_same_events_and_the_same_bytes() -> None:
    assert ledger_json.loads(WRITTEN) == sealed()
    assert ledger_json.dumps(ledger_json.loads(WRITTEN)) == WRITTEN


def test_an_erased_text_leaves_the_file_whole() -> None:
    lines = sealed()
    erased = {name: SealedText(None, None, text.commitment) for name, text in lines[4].texts.items()}
    lines[4] = SealedEvent(
        Event(DEBATE, 5, lines[4].event.at, 1, e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, 2**59)),
        erased,
        lines[4].hash,
    )

    again = ledger_json.loads(ledger_json.dumps(lines))

    assert replay(line.event for line in again).entries[1].statement is None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"agree"', '"disagree"', "event 6 or one before it was changed"),
        ("Should we build", "Should we burn", "text 'question' of event 1 was changed"),
        ('"sequence": 3', '"sequence": 4', 'event 3: "sequence" must be 3'),
        ('"stance taken"', '"stance stolen"', "event 6: unknown verb"),
        ('"version": 1', '"version": 2', "version 2 is unknown here"),
        ('"crux-ledger"', '"other"', '"format" must be "crux-ledger"'),
        ('"credence": 80', '"credence": NaN', "NaN is not a value here"),
        ('"credence": 80', '"credence": 80, "credence": 80', "a key stands twice"),
        ("2026-01-01T12:00:06+00:00", "2026-01-01T12:00:06", '"at" must be a moment in UTC'),
    ],
)
def test_a_changed_file_is_refused_in_one_line(old: str, new: str, complaint: str) -> None:
    assert old in WRITTEN

    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(WRITTEN.replace(old, new))

    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_other_json_is_refused(value: object) -> None:
    with pytest.raises(LedgerFileError):
        ledger_json.loads(json.dumps(value))


@given(st.integers(0, 5), st.sampled_from(["data", "texts", "at", "actor", "verb", "hash", "sequence"]), st.data())
def test_an_event_with_anything_else_in_a_field_is_refused(place: int, key: str, data: st.DataObject) -> None:
    document = json.loads(WRITTEN)
    before = document["events"][place][key]
    document["events"][place][key] = data.draw(
        st.none() | st.integers() | st.text() | st.dictionaries(st.sampled_from(["guild", "name", "entry"]), st.text())
    )
    if document["events"][place][key] == before:
        return

    with pytest.raises(LedgerFileError):
        ledger_json.loads(json.dumps(document))


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    written = ledger_csv.dumps(replay(line.event for line in sealed()))

    assert written.startswith("\ufeffnumber,kind,")
    assert ",'=Rents fall," in written


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_every_start_of_a_formula_is_neutralised(cell: str) -> None:
    assert ledger_csv.safe(cell) == f"'{cell}"
    assert ledger_csv.safe("plain") == "plain"
