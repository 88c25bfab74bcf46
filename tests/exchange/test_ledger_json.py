"""A ledger's file: the same bytes again, readable as it is, and whatever was changed in it is refused in one line."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_json
from bot.exchange.ledger_events import LedgerFileError, event_out
from bot.exchange.ledger_source import WholeLedger
from bot.exchange.ledger_view import without_merges
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent, SealedText, seal
from bot.ledger.record.events import CHANGES as EVERY_VERB
from bot.ledger.record.events import Change, Event
from bot.ledger.record.replay import replay
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, GUILD, MERGED, sealed

FROZEN = sorted((Path(__file__).parents[1] / "store" / "released").glob("*.json"))
WRITTEN = ledger_json.dumps(sealed())
WHOLE = ledger_json.dumps(sealed(EVERYTHING))


def refusal_of(text: str) -> str:
    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(text)
    assert "\n" not in said(TERMINAL, refused.value)
    return said(TERMINAL, refused.value)


def test_the_ledger_of_these_tests_holds_every_kind_of_change() -> None:
    assert {change.verb for change in EVERYTHING} == set(EVERY_VERB)


# Out and in again


@pytest.mark.parametrize("changes", [CHANGES, EVERYTHING, MERGED])
def test_a_file_reads_back_as_the_same_events_and_the_same_bytes(changes: tuple[Change, ...]) -> None:
    written = ledger_json.dumps(sealed(changes))

    assert ledger_json.loads(written) == sealed(changes)
    assert ledger_json.dumps(ledger_json.loads(written)) == written


def told_of_entries(told: object) -> Iterator[tuple[object, object]]:
    """Every number of an entry that the readable part of a file names, and which one it says that it goes on as."""
    if isinstance(told, dict):
        for key in ("number", "entry", "for", "crux_for"):
            if key in told:
                yield told[key], told.get("goes_on_as")
        told = list(told.values())
    if isinstance(told, list):
        for part in told:
            yield from told_of_entries(part)


def test_beside_each_number_of_a_merged_entry_stands_the_one_that_it_goes_on_as() -> None:
    entries = json.loads(ledger_json.dumps(sealed(MERGED)))["ledger"]["entries"]

    named = Counter(told_of_entries(entries))
    assert {goes_on_as for number, goes_on_as in named if number in (2, 8)} == {1}
    assert {goes_on_as for number, goes_on_as in named if number not in (2, 8)} == {None}
    assert (named[8, 1], named[2, 1]) == (5, 3)


def test_an_older_file_that_says_nowhere_what_a_merged_entry_goes_on_as_is_read() -> None:
    written = ledger_json.dumps(sealed(MERGED))

    older = re.sub(r',\s*"goes_on_as": \d+', "", written)

    assert "goes_on_as" in written
    assert "goes_on_as" not in older
    assert ledger_json.loads(older) == sealed(MERGED)


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_every_file_that_was_ever_released_is_read_and_says_the_same_again(path: Path) -> None:
    released = path.read_text(encoding="utf-8")

    again = ledger_json.dumps(*ledger_json.read(released))

    assert again == released or without_merges(json.loads(again)) == json.loads(released)


def test_a_file_that_names_another_entry_as_the_one_a_merged_entry_goes_on_as_is_refused() -> None:
    written = ledger_json.dumps(sealed(MERGED))

    assert "goes_on_as" in refusal_of(written.replace('"goes_on_as": 1', '"goes_on_as": 3', 1))


def test_a_byte_order_mark_is_no_part_of_a_file() -> None:
    assert ledger_json.loads("\ufeff" + WRITTEN) == sealed()


def test_the_file_comes_piece_by_piece_with_a_line_for_each_event() -> None:
    pieces = list(ledger_json.pieces(WholeLedger(sealed(EVERYTHING))))

    assert "".join(pieces) == WHOLE
    assert len(pieces) > len(EVERYTHING)
    assert len([line for line in WHOLE.splitlines() if line.startswith('{"sequence": ')]) == len(EVERYTHING)


def test_white_space_and_the_order_of_keys_do_not_matter() -> None:
    document = json.loads(WHOLE)

    assert ledger_json.loads(json.dumps(document, indent=4, sort_keys=True)) == sealed(EVERYTHING)


def test_identities_on_the_platform_are_strings() -> None:
    document = json.loads(WRITTEN)

    assert document["debate"] == str(DEBATE)
    assert document["events"][0]["data"]["guild"] == str(GUILD)
    assert (
        document["events"][4]["data"] | {"channel": str(DEBATE), "message": str(2**59)}
        == (document["events"][4]["data"])
    )


def test_an_erased_text_leaves_the_file_whole() -> None:
    lines = sealed((*CHANGES, e.SourceDeleted(1)))
    erased = {name: SealedText(None, None, text.commitment) for name, text in lines[4].texts.items()}
    tagged = e.EntryTagged(1, Kind.CLAIM, 1, 1, False, DEBATE, 2**59)
    lines[4] = SealedEvent(replace(lines[4].event, change=tagged), erased, lines[4].hash)

    written = ledger_json.dumps(lines)

    assert replay(line.event for line in ledger_json.loads(written)).entries[1].statement is None
    assert "Rents" not in written
    assert ledger_json.dumps(ledger_json.loads(written)) == written


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)


@given(words, words, words.filter(bool), words, st.none() | st.integers(0, 100), st.integers(0, 2**63 - 1))
def test_whatever_people_write_comes_back(
    question: str, name: str, statement: str, passage: str, credence: int | None, guild: int
) -> None:
    lines = sealed(
        (
            e.DebateOpened(guild, True, question),
            e.ParticipantMet(1, str(guild), name),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=statement, passage=passage),
            e.StanceTaken(1, 1, 1, Answer.UNSURE, credence),
        )
    )

    written = ledger_json.dumps(lines)

    assert ledger_json.loads(written) == lines
    assert ledger_json.dumps(ledger_json.loads(written)) == written
    written.encode()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ((e.EntryMerged(1, 9),), "entry 9 is not there yet"),
        ((e.EntryMerged(1, 1),), "an entry names itself"),
        ((e.EntryConfirmed(1),), "entry 1 is in the ledger by then"),
        ((e.EntryWithdrawn(1), e.EntryDeclined(1)), "entry 1 is withdrawn by then"),
        ((e.ParkingAgreed(1, 1),), "entry 1 is not parked"),
    ],
)
def test_an_entrys_fate_follows_from_what_it_was(changes: tuple[Change, ...], problem: str) -> None:
    assert problem in refusal_of(ledger_json.dumps(sealed((*CHANGES, *changes))))


def test_a_ledger_without_events_is_none() -> None:
    with pytest.raises(ValueError, match="opens its debate"):
        ledger_json.dumps([])


# The readable part


def test_a_reader_finds_what_stands_without_replaying() -> None:
    found = json.loads(WHOLE)["ledger"]

    assert found["question"] == "Should the city build?"
    assert found["sides"] == [{"number": 1, "name": "Yes"}, {"number": 2, "name": "No"}]
    assert found["participants"][1:] == [
        {"number": 2, "name": "ben", "side": 2},
        {"number": 3, "name": None, "side": None},
    ]
    statuses = [(entry["number"], entry["kind"], entry["status"]) for entry in found["entries"]]
    assert statuses == [
        (1, "claim", "live"),
        (2, "crux", "live"),
        (3, "concession", "live"),
        (4, "claim", "live"),
        (5, "claim", "declined"),
        (6, "claim", "proposed"),
        (7, "claim", "withdrawn"),
        (8, "claim", "merged"),
    ]
    claim, crux, concession, parked, _, proposed, _, _ = found["entries"]
    assert claim["wordings"] == ["=Rents fall", "Rents fall when we build"]
    assert claim["source"] == {"channel": str(DEBATE), "message": str(2**59)}
    assert [(s["person"], s["answer"], s["credence"], s["waits"]) for s in claim["stances"]] == [
        (1, "agree", 80, False),
        (2, "disagree", 30, True),
        (3, "unsure", None, False),
    ]
    assert crux["crux_marks"] == [{"person": 2, "for": None, "degree": "fully"}]
    assert crux["links"] == [{"relation": "attacks", "entry": 1}]
    assert concession["concedes"] == {"entry": 2, "scope": "point", "answer": "agree"}
    assert parked["parked"] == {"by": 2, "agreed_by": 1}
    assert proposed["proposal"] == {"answer": "unsure", "crux_for": None}
    assert found["definitions"][0]["adopted_by"] == [1]
    assert found["digests"][0]["seen"] == 40


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda d: d["ledger"].update(question="Should we burn?"), "ledger.question"),
        (lambda d: d["ledger"]["entries"][1].update(kind="claim"), "ledger.entries[1].kind"),
        (lambda d: d["ledger"]["entries"][0].update(author=True), "ledger.entries[0].author"),
        (lambda d: d["ledger"]["entries"][0]["stances"].pop(), "ledger.entries[0].stances"),
        (lambda d: d["ledger"].update(entries=[]), "ledger.entries"),
        (lambda d: d["ledger"].pop("sides"), "ledger.'sides'"),
        (lambda d: d.pop("ledger"), "'ledger'"),
        (lambda d: d["ledger"].update(locked_at="2026-01-01T12:00:00+00:00"), "ledger.'locked_at'"),
        (lambda d: d["ledger"].update(outcome=None), "ledger.'outcome'"),
        (lambda d: d["ledger"]["participants"][0].update(uncounted=False), "ledger.participants[0].'uncounted'"),
        (lambda d: d["ledger"]["entries"][0].update(goes_on_as=2), "ledger.entries[0].'goes_on_as'"),
        (lambda d: d["ledger"]["entries"][2]["concedes"].update(before="agree"), "ledger.entries[2].concedes.'before'"),
    ],
)
def test_what_the_events_do_not_say_is_refused(edit: Callable[[Any], object], place: str) -> None:
    document = json.loads(WHOLE)
    edit(document)

    assert refusal_of(json.dumps(document)) == f"{place} says something else than the events"


def test_what_a_newer_crux_adds_beside_the_events_is_left_out() -> None:
    document = json.loads(WHOLE) | {"minor": 7, "no\nte": 1, "drawn_by": {"name": ["x", None]}}
    document["ledger"] |= {"moods": [1.5], "wordings": 3}
    for part in ("sides", "participants", "entries", "definitions", "digests"):
        document["ledger"][part][0]["colour"] = "red"
    document["ledger"]["entries"][0]["stances"][0]["mood"] = {"calm": True}
    document["ledger"]["entries"][2]["concedes"]["thanks"] = ""
    for event in document["events"]:
        event["device"] = "phone"

    read = ledger_json.loads(json.dumps(document))

    assert read == sealed(EVERYTHING)
    assert ledger_json.dumps(read) == WHOLE


def test_a_key_of_a_newer_crux_that_stands_twice_is_refused() -> None:
    doubled = WRITTEN.replace('"version": 1', '"version": 1, "mood": 1, "mood": 1')

    assert refusal_of(doubled) == "line 1: a key stands twice in one object: 'mood'"


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ('"verb": "stance taken"', '"verb": "stance sung"', "unknown verb 'stance sung'"),
        ('"credence": 80', '"credence": 80, "tone": 3', "stance taken: unknown field 'tone'"),
    ],
)
def test_what_a_newer_crux_has_sealed_is_not_left_out(old: str, new: str, detail: str) -> None:
    told = f"event 6: {detail}. A newer Crux wrote the file: update this one, then read it again"

    assert refusal_of(WRITTEN.replace(old, new)) == told


BYTES = """
import hashlib
from bot.exchange import ledger_json
from tests.exchange.ledgers import MERGED, sealed
written = ledger_json.dumps(sealed(MERGED))
assert ledger_json.dumps(ledger_json.loads(written)) == written
print(hashlib.sha256(written.encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_bytes_are_the_same_whatever_order_sets_have_in_a_process(seed: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", BYTES], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
    )

    assert told.stdout.decode().strip() == hashlib.sha256(ledger_json.dumps(sealed(MERGED)).encode()).hexdigest()


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"agree"', '"disagree"', "event 6 or one before it was changed"),
        ("Should we build", "Should we burn", "text 'question' of event 1 was changed"),
        ('"sequence": 3', '"sequence": 4', 'event 3: "sequence" must be 3'),
        ('"sequence": 1,', '"sequence": true,', 'event 1: "sequence" must be 1'),
        ('"stance taken"', '"stance stolen"', "event 6: unknown verb"),
        (
            '"version": 1',
            '"version": 2',
            "the file is of version 2, which a newer Crux wrote: this one reads version 1.",
        ),
        ('"version": 1', '"version": 0', "version 0 is unknown here"),
        ('"version": 1', '"version": 1.0', "version 1.0 is unknown here"),
        ('"version": 1', '"version": true', "version True is unknown here"),
        ('"version": 1', '"version": 1, "minor": -1', "version 1.-1 is unknown here"),
        ('"version": 1', '"version": 1, "minor": "2"', "version 1.'2' is unknown here"),
        ('"version": 1', '"version": ' + "[" * 900 + "]" * 900, "version list is unknown here"),
        ('"crux-ledger"', '"other"', '"format" must be "crux-ledger"'),
        ('"credence": 80', '"credence": NaN', "NaN is not a value here"),
        ('"credence": 80', '"credence": 80, "credence": 80', "a key stands twice in one object: 'credence'"),
        ('"credence": 80', '"credence": ' + "9" * 5000, "not JSON"),
        ('"credence": 80', '"credence": 80.0', "'credence' must be a plain value"),
        ('"credence": 80', '"credence": 99999999999', "'credence' is out of range"),
        ('"credence": 80', '"credence": true', "field 'credence' has the wrong type"),
        ('"credence": 80', '"cre\\ndence": 80', "unknown field 'cre\\ndence'"),
        ("2026-01-01T12:00:06+00:00", "2026-01-01T12:00:06", '"at" must be a moment in UTC'),
        (f'"debate": "{DEBATE}"', f'"debate": {DEBATE}', "debate must be a number written as a string"),
        (f'"debate": "{DEBATE}"', f'"debate": "0{DEBATE}"', "debate must be a number written as a string"),
        (f'"guild": "{GUILD}"', '"guild": "９"', "guild must be a number written as a string"),
        (f'"guild": "{GUILD}"', '"guild": "9223372036854775808"', "guild must be a number written as a string"),
        ('"words": "ana"', '"words": "\\ud800"', "text 'name' holds characters that are no text"),
        ('"words": "ana"', '"words": "a\\u0000"', "text 'name' holds characters that are no text"),
        ('"words": "ana"', f'"words": "{"x" * 4001}"', "text 'name' is longer than 4000 characters"),
        ('"words": "ana"', '"words": null', "text 'name' needs words and salt, or neither"),
        (f'"salt": "{"00" * 16}"', '"salt": "00"', "salt must be 16 bytes in hexadecimal"),
        (f'"salt": "{"00" * 16}"', f'"salt": "{"zz" * 16}"', "salt must be 16 bytes in hexadecimal"),
        ('"actor": 1', '"actor": -1', '"actor" must be a participant\'s number'),
        ('"events": [', '"events": [{}, ', 'event 1: "sequence" must be 1'),
        ('"events": [', '"events": [3, ', "event 1 must be an object"),
    ],
)
def test_a_changed_file_is_refused_in_one_line(old: str, new: str, complaint: str) -> None:
    assert old in WRITTEN

    assert complaint in refusal_of(WRITTEN.replace(old, new))


def claim(number: int = 2, **fields: Any) -> e.EntryTagged:
    return e.EntryTagged(number, Kind.CLAIM, 1, 1, False, **{"statement": "x", **fields})


def conceding(entry: int, of: int) -> e.EntryTagged:
    return e.EntryTagged(
        entry, Kind.CONCESSION, 1, 1, False, None, None, of, Scope.WHOLE, Answer.AGREE, statement="yes"
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (e.DebateOpened(1, True, "again"), "event 7: the first event opens the debate, and no other does"),
        (e.ParticipantMet(1, "1", "eve"), "event 7: participant 1 is there already"),
        (e.ParticipantMet(2, "1234567890123456789", "eve"), "event 7: that user is a participant already"),
        (e.ParticipantMet(2, "eve", "eve"), "event 7, text 'user' must be a number written as a string"),
        (e.ParticipantMet(2, "9" * 19, "eve"), "event 7, text 'user' must be a number written as a string"),
        (e.SideNamed(1, "Yes"), "event 7: side 1 is there already"),
        (e.SideJoined(1, 2), "event 7: side 2 is not there yet"),
        (e.SideJoined(2, 1), "event 7: participant 2 is not there yet"),
        (claim(1), "event 7: entry 1 is there already"),
        (replace(claim(), author=2), "event 7: participant 2 is not there yet"),
        (claim(statement="x" * 301), "event 7: a statement has 1 to 300 characters"),
        (claim(statement=""), "event 7: a statement has 1 to 300 characters"),
        (claim(channel=1), "event 7: channel and message go together"),
        (claim(crux_for=9), "event 7: entry 9 is not there yet"),
        (claim(crux_for=2), "event 7: an entry names itself"),
        (claim(concedes=1), "event 7: a concession, and nothing else, has concedes, scope and conceded_answer"),
        (replace(claim(), kind=Kind.CONCESSION), "event 7: a concession, and nothing else, has concedes"),
        (conceding(2, 9), "event 7: entry 9 is not there yet"),
        (e.EntryReworded(1, 3, "x"), "event 7: the next wording is number 2"),
        (e.EntryReworded(9, 2, "x"), "event 7: entry 9 is not there yet"),
        (e.EntryReworded(1, 2, ""), "event 7: a statement has 1 to 300 characters"),
        (e.StanceTaken(1, 1, 2, Answer.AGREE), "event 7: there is no wording 2 of entry 1"),
        (e.StanceTaken(1, 1, 1, Answer.AGREE, 101), "event 7: a credence is 0 to 100"),
        (e.StanceTaken(1, 2, 1, Answer.AGREE), "event 7: participant 2 is not there yet"),
        (e.CruxMarked(1, 1, 1, Degree.FULLY), "event 7: an entry names itself"),
        (e.EntriesLinked(1, Relation.ATTACKS, 9), "event 7: entry 9 is not there yet"),
        (e.TermDefined(1, 1, 2), "event 7: participant 2 is not there yet"),
        (e.TermDefined(1, 1, 1, channel=1), "event 7: channel and message go together"),
        (e.TermAdopted(1, 1), "event 7: definition 1 is not there yet"),
        (e.EntryParked(9, 1), "event 7: entry 9 is not there yet"),
        (e.DigestPosted(7, None), "event 7: a digest has seen only events before it"),
        (e.DigestPosted(6, None, told="2 1"), "the events make no ledger: told"),
    ],
)
def test_a_chain_that_somebody_sealed_themselves_must_still_make_a_ledger(change: Change, complaint: str) -> None:
    lines = sealed((*CHANGES, change))
    forged = WRITTEN.removesuffix("\n]}\n") + ",\n" + json.dumps(event_out(lines[-1])) + "\n]}\n"

    assert complaint in refusal_of(forged)


def test_a_digest_is_signed_within_a_day_of_its_posting() -> None:
    lines = sealed((*CHANGES, e.DigestPosted(6, None)))
    day = timedelta(days=1)

    def signed_at(at: datetime) -> str:
        signature = Event(DEBATE, 8, at, 1, e.DigestSigned(7, 1, 1, True))
        return ledger_json.dumps([*lines, seal(lines[-1].hash, signature, bytes)])

    in_time = signed_at(lines[-1].event.at + day - timedelta(seconds=1))
    assert len(ledger_json.loads(in_time)) == 8
    assert "the events make no ledger: digest 7" in refusal_of(signed_at(lines[-1].event.at + day))


def test_somebody_nobody_met_does_nothing() -> None:
    assert "no participant has the number 1" in refusal_of(ledger_json.dumps(sealed((e.DebateOpened(1, True, "?"),))))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_other_json_is_refused(value: object) -> None:
    refusal_of(json.dumps(value))


@pytest.mark.parametrize("text", ["", "{", "\ufeff{}", "[" * 100_000, '{"a":' * 100_000, '"\\ud800"', "Infinity"])
def test_what_is_no_json_at_all_is_refused(text: str) -> None:
    refusal_of(text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["guild", "name", "entry"]), inner),
    max_leaves=4,
)


@given(st.data())
def test_anything_else_anywhere_in_the_file_is_refused(data: st.DataObject) -> None:
    document = json.loads(WHOLE)
    place: Any = document
    key: Any = data.draw(st.sampled_from(sorted(document)))
    while isinstance(place[key], list | dict) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    before = json.dumps(place[key])
    place[key] = data.draw(values)

    if json.dumps(place[key]) != before:
        refusal_of(json.dumps(document))


@given(st.integers(0, len(WRITTEN) - 1), st.characters())
def test_one_other_character_is_refused_or_changes_nothing(place: int, character: str) -> None:
    changed = WRITTEN[:place] + character + WRITTEN[place + 1 :]

    try:
        assert ledger_json.dumps(ledger_json.loads(changed)) == WRITTEN
    except LedgerFileError as refused:
        assert said(TERMINAL, refused).isprintable()  # noqa: PT017 - one test for both outcomes
