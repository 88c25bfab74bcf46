"""A ledger as records of the Decentralized Deliberation Stack: each as the lexicons have it, each reference true."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.exchange.dag_cbor import cid
from bot.exchange.formats import Format
from bot.ledger.entries import Answer, Kind, Relation
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.text import one_line
from tests.exchange.hostile_words import HOSTILE
from tests.exchange.ledgers import DEBATE, GUILD, MERGED, sealed
from tests.exchange.node import read_by
from tests.exchange.written import written

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "dds-line.schema.json").read_text(encoding="utf-8")
)
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)

CLOSED = (*MERGED, e.EntriesLinked(9, Relation.RESIDUE_OF, 3), e.DebateClosed(None, None, None))
WORDED: tuple[Change, ...] = (
    e.DebateOpened(GUILD, True, "家" * 300),
    e.ParticipantMet(1, "1", "ana"),
    e.SideNamed(1, "é" * 150),
    *(e.EntryTagged(number, Kind.CLAIM, 1, 1, False, statement=words) for number, words in enumerate(HOSTILE, 1)),
    e.TermDefined(1, 1, 1, None, None, "t" * 100, "👩" * 2000),
)

BYTES = {"name": 200, "text": 5000, "label": 200, "phase": 200, "description": 10_000}
"""How long the lexicons let each field be, in bytes of UTF-8."""


def lines(changes: tuple[Change, ...] = CLOSED) -> list[Any]:
    return [json.loads(line) for line in written(Format.DDS, sealed(changes)).decode().split("\n") if line]


def of(kind: str, found: list[Any]) -> list[Any]:
    return [line["value"] for line in found if line["value"]["$type"] == f"org.dds-wg.v1.{kind}"]


def references(value: Any) -> list[Any]:
    """Whatever names another record."""
    if isinstance(value, dict):
        return (
            [value] if value.keys() == {"uri", "cid"} else [one for each in value.values() for one in references(each)]
        )
    return [one for each in value for one in references(each)] if isinstance(value, list) else []


def measured(value: Any) -> dict[str, int]:
    """The longest text of each field, in bytes."""
    longest: dict[str, int] = {}
    for key, each in value.items() if isinstance(value, dict) else ():
        for one in each if isinstance(each, list) else [each]:
            found = measured(one) if isinstance(one, dict) else {key: len(str(one).encode())}
            longest |= {field: max(size, longest.get(field, 0)) for field, size in found.items()}
    return longest


@pytest.mark.parametrize("changes", [CLOSED, WORDED, MERGED[:1]], ids=["everything", "hostile", "nothing"])
def test_every_line_is_a_record_as_the_lexicons_have_it(changes: tuple[Change, ...]) -> None:
    found = lines(changes)

    for line in found:
        VALIDATOR.validate(line)
        assert line["cid"] == cid(line["value"])
        assert line["uri"].split("/")[3] == line["value"]["$type"]
        assert {field: size for field, size in measured(line["value"]).items() if size > BYTES.get(field, size)} == {}
    assert len({line["uri"] for line in found}) == len(found)


def test_a_record_refers_to_records_that_stand_before_it_by_what_they_say() -> None:
    known: dict[str, str] = {}
    for line in lines():
        assert all(known[reference["uri"]] == reference["cid"] for reference in references(line["value"]))
        known[line["uri"]] = line["cid"]


def test_identifiers_are_those_that_the_makers_of_the_format_compute() -> None:
    found = [*lines(), *lines(WORDED)]

    assert [line["cid"] for line in found] == read_by(
        "records.mjs", "@ipld/dag-cbor", [line["value"] for line in found]
    )


def test_the_first_record_says_that_they_are_experimental_and_of_which_commit() -> None:
    (first, *_) = lines()

    assert first["value"]["description"].startswith("Experimental: ")
    assert "052a92aa9b14953c6101f56f1e7c78362a517249" in first["value"]["description"]


def test_a_debate_is_a_project_of_one_phase_and_each_side_a_group() -> None:
    found = lines()

    (project,) = of("project", found)
    assert project["name"] == "Should the city build?"
    assert project["phases"] == [{"name": "debate", "order": 0, "status": "closed"}]
    assert of("project", lines(MERGED))[0]["phases"][0]["status"] == "active"
    people = {group["name"]: [member["did"] for member in group["members"]] for group in of("group", found)}
    assert people == {"Yes": [person(1)], "No": [person(2)]}


def person(number: int) -> str:
    return f"did:web:person-{number}.debate-{DEBATE}.crux.invalid"


def test_live_entries_are_statements_and_what_they_were_said_in_reply_to() -> None:
    found = lines()
    texts = {line["uri"]: line["value"].get("text") for line in found}

    told = [
        (one["text"], one["author"]["did"], texts.get(one["replyTo"]["uri"]) if "replyTo" in one else None)
        for one in of("statement", found)
    ]
    assert told == [
        ("Rents fall when we build", person(1), None),
        ("Cranes are loud", person(2), None),
        ("Rents fell in Vienna", person(2), "Rents fall when we build"),
    ]


def test_a_concession_answers_what_it_concedes_and_a_definition_the_debate() -> None:
    found = lines()
    called = {line["uri"]: line["value"].get("text", line["value"].get("name")) for line in found}

    assert [(one["text"], one["author"]["did"], called[one["target"]["uri"]]) for one in of("response", found)] == [
        ("It is", person(1), "Rents fall when we build"),
        ("Yes", person(1), "Rents fall when we build"),
        ("rent: what people pay", person(2), "Should the city build?"),
    ]


def test_stances_are_votes_and_credences_continuous_ones() -> None:
    answers = ((1, Answer.AGREE, 100), (2, Answer.DISAGREE, 0), (3, Answer.UNSURE, 50), (4, Answer.AGREE, None))
    found = lines(
        (
            e.DebateOpened(GUILD, True, "?"),
            *(e.ParticipantMet(number, str(number), f"p{number}") for number, _, _ in answers),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement="Rents fall"),
            *(e.StanceTaken(1, number, 1, answer, credence) for number, answer, credence in answers),
        )
    )

    kinds = {"org.dds-wg.v1.vote#ordinal": "ordinal", "org.dds-wg.v1.vote#continuous": "continuous"}
    assert [
        (one["author"]["did"], kinds[one["value"]["$type"]], one["value"]["value"]) for one in of("vote", found)
    ] == [
        (person(1), "ordinal", 1),
        (person(1), "continuous", 10_000),
        (person(2), "ordinal", -1),
        (person(2), "continuous", -10_000),
        (person(3), "ordinal", 0),
        (person(3), "continuous", 0),
        (person(4), "ordinal", 1),
    ]


def test_what_has_no_record_of_its_own_is_a_label() -> None:
    found = lines()
    texts = {line["uri"]: line["value"].get("text") for line in found}
    labels: dict[str, list[str]] = {}
    for one in of("classification", found):
        labels.setdefault(str(texts[one["subject"]["uri"]]), []).append(one["label"])

    assert labels == {
        "Rents fall when we build": ["kind: claim", "standing: one-sided", "crux mark: fully"],
        "It is": ["kind: concession", "scope: point"],
        "Cranes are loud": ["kind: claim", "standing: untested", "parked"],
        "Rents fell in Vienna": ["kind: claim", "relation: supports", "standing: untested", "crux mark: fully"],
        "Yes": ["kind: concession", "scope: point"],
    }


def test_whatever_people_write_stands_in_the_record() -> None:
    assert [one["text"] for one in of("statement", lines(WORDED))] == [one_line(words) for words in HOSTILE]


def test_a_name_that_is_too_long_is_cut_and_stands_whole_in_the_description() -> None:
    (project,) = of("project", lines(WORDED))

    assert project["name"] == "家" * 65 + "…"
    assert project["description"] == "家" * 300


def test_erased_words_are_left_out_with_all_that_was_said_of_them() -> None:
    found = lines(
        (
            e.DebateOpened(GUILD, True, None),
            e.ParticipantMet(1, None, None),
            e.ParticipantMet(2, "2", "ben"),
            e.EntryTagged(1, Kind.CLAIM, 1, 1, False),
            e.StanceTaken(1, 2, 1, Answer.AGREE),
            e.PersonForgotten(1),
        )
    )

    assert {line["value"]["$type"].rsplit(".", 1)[1] for line in found} == {"algorithm", "project"}


def test_moments_that_no_key_can_tell_still_make_keys_that_differ() -> None:
    """Crux keeps moments from the year 1000 to 8999; keys begin in 1970 and end in 2255."""
    changes = (e.DebateOpened(GUILD, True, "?"), *(e.SideNamed(number, f"side {number}") for number in range(1, 5)))
    for year in (1000, 1970, 2255, 8999):
        events: list[SealedEvent] = []
        for sequence, change in enumerate(changes, 1):
            before = events[-1].hash if events else GENESIS
            events.append(seal(before, Event(DEBATE, sequence, datetime(year, 12, 31, tzinfo=UTC), 1, change), bytes))
        found = [json.loads(line) for line in written(Format.DDS, events).decode().splitlines()]
        assert len({line["uri"] for line in found}) == len(found) == 6
        for line in found:
            VALIDATOR.validate(line)
