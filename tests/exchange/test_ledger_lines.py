"""A ledger as lines: what verification would refuse, and what only looks like a number, is refused with its line."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.ledger_events import LedgerFileError, event_out
from bot.exchange.line_blocks import Block, events_in
from bot.ledger.entries import LARGEST_NUMBER, Definition, Entry
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText, data_as_json, seal
from bot.ledger.record.events import Change
from bot.ledger.record.verb import TEXT
from bot.ledger.record.verify import KeptEvent, KeptText, Verification
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, sealed
from tests.exchange.read_lines import read_lines as read

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def written(lines: Sequence[SealedEvent]) -> str:
    """The lines of a ledger's events."""
    return ledger_lines.first_line(DEBATE).decode() + "".join(json.dumps(event_out(line)) + "\n" for line in lines)


def refusal_of(text: str) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(LedgerFileError) as refused:
        read(text)
    line = said(TERMINAL, refused.value)
    assert line.isprintable()
    return line


def resealed(lines: Sequence[SealedEvent]) -> list[SealedEvent]:
    """The same events sealed anew, as anybody can."""
    again: list[SealedEvent] = []
    for line in lines:
        again.append(seal(again[-1].hash if again else GENESIS, line.event, bytes))
    return again


def without_words(line: SealedEvent) -> SealedEvent:
    """The event with its texts erased."""
    texts = {name: SealedText(None, None, text.commitment) for name, text in line.texts.items()}
    change = replace(line.event.change, **dict.fromkeys(texts, None))
    return SealedEvent(replace(line.event, change=change), texts, line.hash)


def verified(lines: Sequence[SealedEvent]) -> Verification:
    """Those events under verification, as a database keeps them."""
    examined = Verification()
    for line in lines:
        event = line.event
        texts = tuple(KeptText(name, t.words, t.salt, t.commitment) for name, t in line.texts.items())
        data, verb = data_as_json(event.change), event.change.verb
        place = (event.debate, event.sequence, event.at, event.actor)
        examined.take(KeptEvent(*place, verb, event.entry, data, line.hash, texts))
    return examined


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"sequence": 3', '"sequence": 3.0', 'event 3: "sequence" must be 3'),
        ('"sequence": 1,', '"sequence": true,', 'event 1: "sequence" must be 1'),
        ('"version":1', '"version":true', "version True is unknown here"),
        ('"version":1', '"version":1.0', "version 1.0 is unknown here"),
        ('"version":1', '"version":2', "the file is of version 2, which a newer Crux wrote"),
        ("crux-ledger-lines", "crux-ledger-rows", "line 1 must say"),
        ('"actor": 1', '"actors": 1', "line 2: 'actor' is missing"),
        ('"credence": 80', '"credence": 80, "credence": 80', "line 7: a key stands twice in one object: 'credence'"),
        ('"actor": 1', '"actor": 9, "actor": 1', "line 2: a key stands twice in one object: 'actor'"),
        ('"texts": {}', '"texts": {}, "texts": {}', "a key stands twice in one object: 'texts'"),
        (
            '"words": "ana"',
            '"words": "a\\u003ana", "words": "ana"',
            "line 3: a key stands twice in one object: 'words'",
        ),
        ('"words": "ana"', '"words": "ana:", "words": "ana"', "line 3: a key stands twice in one object: 'words'"),
        ('"credence": 80', '"credence": NaN', "line 7 is not JSON"),
        ('"credence": 80', '"credence": 80.0', "event 6: 'credence' must be a plain value"),
        ('"credence": 80', '"credence": true', "field 'credence' has the wrong type"),
        ('"credence": 80', '"credence": ' + "9" * 5000, "line 7 is not JSON"),
        ('"credence": 80', '"credence": ' + "[" * 100_000, "line 7 is not JSON"),
        ('"credence": 80', '"credence": "' + "x" * 1_000_000 + '"', "line 7 has more than 1000000 characters"),
        ('"words": "ana"', '"words": "\\ud800"', "line 3 is not JSON"),
        ('"stance taken"', '"stance\\ntaken"', "event 6: unknown verb"),
        ('"words": "ana"', '"words": "ana", "note": 1', "text 'name': 'note' is missing, or does not belong there"),
    ],
)
def test_what_is_no_line_of_a_ledger_is_refused_with_its_place(old: str, new: str, complaint: str) -> None:
    lines = written(sealed())
    assert old in lines

    assert complaint in refusal_of(lines.replace(old, new, 1))


def test_what_a_newer_crux_adds_to_lines_is_left_out() -> None:
    newer = (
        written(sealed()).replace('"version":1', '"version":1,"minor":3,"tool":"x"').replace('"verb"', '"on":[],"verb"')
    )

    assert read(newer)[0] == sealed()


def test_what_a_newer_crux_has_sealed_in_a_line_is_not_left_out() -> None:
    told = "A newer Crux wrote the file: update this one, then read it again"

    assert refusal_of(written(sealed()).replace('"stance taken"', '"stance sung"')).endswith(told)


def test_escapes_that_are_not_needed_are_taken_as_what_they_say() -> None:
    lines = written(sealed())

    assert read(lines.replace("ana", "\\u0061na").replace('"verb"', '"v\\u0065rb"'))[0] == sealed()


@pytest.mark.parametrize("escaped", ["\\u003a", "\\u0022:", "\\\\\\u003a"])
def test_a_key_twice_is_seen_in_a_line_whose_colons_and_quotation_marks_are_escaped(escaped: str) -> None:
    doubled = f'"verb":"{escaped}","verb":'

    assert "a key stands twice in one object: 'verb'" in refusal_of(written(sealed()).replace('"verb":', doubled, 1))


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"])
@pytest.mark.parametrize("form", [written, ledger_json.dumps])
def test_a_moment_at_an_end_of_the_calendar_is_refused(moment: str, form: Any) -> None:
    lines = list(sealed())
    lines[-1] = replace(lines[-1], event=replace(lines[-1].event, at=datetime.fromisoformat(moment)))

    complaint = refusal_in(form, resealed(lines))

    assert complaint == 'event 6: "at" must be in the years 1000 to 8999'


def test_a_day_at_an_end_of_the_calendar_is_none() -> None:
    closed = sealed((*CHANGES, e.DebateClosed("9999-12-31")))

    assert refusal_of(written(closed)) == "event 7: a day is written as 2027-03-01"


@pytest.mark.parametrize("number", [0, LARGEST_NUMBER, 8])
@pytest.mark.parametrize(
    "change",
    [
        e.ParticipantMet(2, "1", "eve"),
        e.SideNamed(2, "No"),
        e.EntryTagged(2, CHANGES[4].kind, 1, 1, False, statement="x"),  # type: ignore[attr-defined]
        e.TermDefined(1, 1, 1, term="t", meaning="m"),
    ],
)
def test_a_number_that_no_event_gives_is_refused(change: Change, number: int) -> None:
    (made,) = (name for name, names in change.form.names.items() if names.makes)

    lines = sealed((*CHANGES, replace(change, **{made: number})))

    assert refusal_of(written(lines)).startswith(f"event 7: {number} is no number that it can give")


ERASED = "event 5: the text 'passage' is erased, and no later event says why"


@pytest.mark.parametrize("form", [written, ledger_json.dumps])
def test_words_that_are_gone_without_a_reason_are_refused(form: Any) -> None:
    lines = sealed()
    lines[4] = without_words(lines[4])

    assert refusal_in(form, lines) == ERASED


def refusal_in(form: Any, lines: Sequence[SealedEvent]) -> str:
    """What is said of these events in that format."""
    if form is written:
        return refusal_of(written(lines))
    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(ledger_json.dumps(lines))
    return said(TERMINAL, refused.value)


# Whatever is taken in verifies, and goes on


EXTREMES = (None, True, False, 0, 1, 2, 3, 40, 100, 101, LARGEST_NUMBER, "", "x", "9999-12-31", "0001-01-01")


@given(st.data())
def test_whatever_is_accepted_verifies_and_can_be_gone_on_with(data: st.DataObject) -> None:
    lines = list(sealed(EVERYTHING))
    place = data.draw(st.integers(0, len(lines) - 1))
    line = lines[place]
    if data.draw(st.booleans()):
        lines[place] = without_words(line)
    else:
        field = data.draw(st.sampled_from([f.name for f in fields(line.event.change)] or ["nothing"]))
        value = data.draw(st.sampled_from(EXTREMES))
        if field == "nothing" or not fits(line.event.change, field, value):
            return
        lines[place] = replace(line, event=replace(line.event, change=replace(line.event.change, **{field: value})))
        lines = resealed(lines)

    try:
        accepted, ledger = read(written(lines))
    except LedgerFileError as refused:
        assert said(TERMINAL, refused).isprintable()  # noqa: PT017 - one test for both outcomes
        return

    assert accepted == lines
    assert verified(accepted).end((len(accepted), accepted[-1].hash)) == []
    for kind in (Participant, Side, Entry, Definition):
        numbered: Any = getattr(ledger, NUMBERED[kind])
        assert 1 <= max(numbered) < LARGEST_NUMBER


NUMBERED: dict[type, str] = {
    Participant: "participants",
    Side: "sides",
    Entry: "entries",
    Definition: "definitions",
}


def fits(change: Change, field: str, value: object) -> bool:
    """Whether a field may be of that type at all: what may not is told apart when it is read."""
    kinds = change.form.types[field]
    is_text = any(f.name == field and TEXT in f.metadata for f in fields(change))
    return type(value) in kinds and not (is_text and value is None)


@pytest.mark.parametrize("behind", [b"", b"\r"])
def test_an_event_on_two_lines_is_none_even_where_another_line_has_two(behind: bytes) -> None:
    """As many objects as there are lines do not say that each line is one."""
    lines = [ledger_lines.line(line).rstrip() for line in sealed(CHANGES)]
    first = ledger_lines.first_line(DEBATE)
    # Cut within an object, and within a list, of which a newer Crux might write some.
    for cut in (lines[2].replace(b',"actor"', b'\n"actor"'), lines[2][:-1] + b',"newer":[{}\n{}]}'):
        together = [*lines[:2], cut, lines[3] + b"," + lines[4], *lines[5:]]

        assert "line 4 is not JSON" in refusal_of((first + (behind + b"\n").join(together)).decode())


def test_an_event_whose_words_are_on_two_lines_is_none_even_where_another_line_has_two() -> None:
    changes = (*CHANGES[:2], e.SideNamed(1, 'Yes,{"or so"'), *CHANGES[3:])
    lines = [ledger_lines.line(line).rstrip() for line in sealed(changes)]
    together = [*lines[:2], lines[2].replace(b",{", b"\n{"), lines[3] + b"," + lines[4], *lines[5:]]

    with pytest.raises(LedgerFileError) as refused:
        list(events_in(Block(DEBATE, 0, b"", b"\n".join(together))))

    assert "line 4 is not JSON" in said(TERMINAL, refused.value)


def test_a_key_twice_in_a_line_among_many_is_named_with_its_line() -> None:
    lines = [ledger_lines.line(line) for line in sealed(EVERYTHING)]
    lines[20] = lines[20].replace(b'"sequence":21', b'"sequence":21,"sequence":21')

    said_of_it = refusal_of((ledger_lines.first_line(DEBATE) + b"".join(lines)).decode())

    assert "line 22" in said_of_it
    assert "'sequence'" in said_of_it
