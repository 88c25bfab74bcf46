"""The demo: a written debate, replayed by people's own interactions, says what its file says."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.cli.demo import seed_debate
from bot.demo.outcome import standing_rows, thread_text
from bot.demo.playback import Playback
from bot.demo.server import played_back
from bot.exchange import debate_file
from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_order import in_order
from bot.exchange.debate_parts import DebateFile
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer
from bot.ledger.ledger import Ledger
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.reasons import CruxMover, Settled
from bot.render.front_ends import DISCORD, TERMINAL
from bot.render.plain import digest_text
from bot.store.sessions import Sessions
from bot.words.files import said as file_problem
from cogs import EXTENSIONS
from tests.databases import unmark

GOLDEN = Path(__file__).parent / "open-ended-rl.digest.txt"
AT = "2026-01-01T10:00:00Z"


async def replay(debate: DebateFile, sessions: Sessions) -> tuple[Playback, Ledger, Digest]:
    done, shown = await played_back(debate, sessions, EXTENSIONS)
    return done, await done.ledger(), shown.digest


def shown(digest: Digest) -> dict[str, list[int]]:
    return {section.kind.value: [line.entry for line in section.lines] for section in digest.shown}


async def test_the_seed_debates_digest_shows_what_its_authors_said(committed_sessions: Sessions) -> None:
    seed = seed_debate()
    must = json.loads((Path(__file__).parents[2] / "bot" / "demo" / "open-ended-rl.json").read_text())[
        "digest_must_show"
    ]

    done, ledger, digest = await replay(seed, committed_sessions)

    number = done.entries
    assert shown(digest) == {
        "accept": [number[key] for key in must["both_accept"]],
        "reject": [number[key] for key in must["both_reject"]],
        "diverge": [number[key] for key in must["diverge"]],
        "turns on": [number[key] for key in must["turns_on"]],
    }
    # What a first digest has instead of news: the concession that settled a crux stands beside what it settled.
    (rejected,) = digest.shown[1].lines
    assert rejected.notes == (Settled(Answer.DISAGREE, 2, (CruxMover("Ben", number["t9"]),)),)
    assert digest.news.says_nothing
    counted = digest.rest
    assert {"await_one_side": counted.await_side, "parked": counted.parked, "terms": counted.terms} == must[
        "in_numbers"
    ]
    assert digest_text(TERMINAL, digest) == GOLDEN.read_text(encoding="utf-8")
    assert [row["class"] for row in standing_rows(ledger)] == [
        "common ground (rejected)",
        "common ground",
        "diverging",
        *["one-sided"] * 5,
        None,
        "one-sided",
    ]


def test_people_have_the_same_names_in_the_thread_as_in_the_digest() -> None:
    seed = seed_debate()

    told = thread_text(TERMINAL, seed, {"t1": 1, "t9": 9})

    assert told.startswith("Ana  Jan 20, 2025, 6:04 PM UTC\n")
    assert "\n\nBen  Jan 20, 2025, 9:37 PM UTC\n" in told
    assert "    [concession #9] CoT systems do not need open-ended RL" in told


def test_who_tagged_another_person_s_message_is_named_too() -> None:
    named = THREE_SIDES | {
        "participants": [
            {"key": "ana", "name": "Ana B.", "side": "y"},
            {"key": "ben", "side": "n"},
            {"key": "cy", "side": "l"},
        ]
    }

    assert "[claim #2, tagged by Ana B.] Trams are loud" in thread_text(
        TERMINAL, debate_file.read(json.dumps(named)), {"c2": 2}
    )


async def test_a_replayed_ledger_goes_out_and_comes_in_again_byte_for_byte(
    committed_sessions: Sessions, another_database: Sessions
) -> None:
    done, _, _ = await replay(seed_debate(), committed_sessions)
    written = (await export_ledger(committed_sessions, done.channel.id, Format.JSON, LedgerWriter(DISCORD))).decode()

    debate = await import_ledger(another_database, begun(written))
    await unmark(another_database)

    for form in Format:
        before = await export_ledger(committed_sessions, debate.id, form, LedgerWriter(DISCORD))
        assert await export_ledger(another_database, debate.id, form, LedgerWriter(DISCORD)) == before


async def test_three_sides_proposals_and_minds_that_change_between_digests(committed_sessions: Sessions) -> None:
    debate = debate_file.read(json.dumps(THREE_SIDES))

    done, ledger, digest = await replay(debate, committed_sessions)

    rows = {row["number"]: row for row in standing_rows(ledger)}
    by_key = {key: rows[number] for key, number in done.entries.items()}
    assert {key: row["class"] for key, row in by_key.items()} == {
        "c1": "common ground",
        "c2": "proposed",
        "c3": "one-sided",
        "c4": "diverging",
        "c5": None,
    }
    assert by_key["c4"]["parked"] is False
    assert by_key["c3"]["parked"] is True
    assert by_key["c1"]["crux"] == "settled"
    assert by_key["c4"]["crux"] == "double"
    assert len(ledger.digests) == 2
    assert [stance for stance in ledger.stances.values() if stance.entry == done.entries["c2"]] == []
    assert ledger.entries[done.entries["c2"]].parking is None
    moved = [(person.name, person.entry, person.before, person.after) for person in digest.news.people]
    assert moved == [("cy", done.entries["c1"], Answer.DISAGREE, Answer.AGREE)]
    assert digest.rest.proposed == 1


THREE_SIDES: dict[str, object] = {
    "title": "Trams",
    "question": "Should the city build trams?",
    "sides": [{"key": "y", "name": "Yes"}, {"key": "n", "name": "No"}, {"key": "l", "name": "Later"}],
    "participants": [{"key": "ana", "side": "y"}, {"key": "ben", "side": "n"}, {"key": "cy", "side": "l"}],
    "messages": [
        {"key": "a", "author": "ana", "at": AT, "text": "Trams carry more people than buses. Cars do lose a lane."},
        {"key": "b", "author": "ben", "at": "2026-01-01T11:00:00Z", "text": "Trams cost too much. They are loud too."},
    ],
    "tags": [
        {
            "key": "c1",
            "message": "a",
            "by": "ana",
            "kind": "crux",
            "statement": "Trams carry more people than buses",
            "passage": "Trams carry more people than buses",
            "credence": 90,
        },
        {"key": "c2", "message": "b", "by": "ana", "kind": "claim", "statement": "Trams are loud", "confirmed": False},
        {"key": "c3", "message": "a", "by": "ben", "kind": "claim", "statement": "Cars lose a lane", "parked": True},
        {
            "key": "c4",
            "message": "b",
            "by": "ben",
            "kind": "crux",
            "statement": "Trams cost too much",
            "passage": "Trams cost too much",
            "attacks": "c1",
        },
        {
            "key": "c5",
            "message": "b",
            "by": "ben",
            "kind": "concession",
            "statement": "Trams do carry more people",
            "concedes": "c1",
            "stance_on_conceded": "agree",
            "scope": "whole",
        },
    ],
    "stances": [
        {"by": "cy", "on": "c1", "stance": "disagree"},
        {"by": "ana", "on": "c4", "stance": "disagree", "credence": 20},
        {"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-03T10:00:00Z"},
        {"by": "ana", "on": "c4", "stance": "disagree", "at": "2026-01-03T13:00:00Z"},
        {"by": "cy", "on": "c2", "stance": "agree"},
    ],
    "crux_marks": [{"by": "ana", "on": "c4"}, {"by": "cy", "on": "c2"}, {"by": "ben", "on": "c4", "for": "c2"}],
    "definitions": [{"by": "ana", "term": "tram", "means": "rails in the street", "message": "a"}],
    "rewordings": [{"on": "c4", "statement": "Trams cost more than the city has", "at": "2026-01-03T12:00:00Z"}],
    "parking": [
        {"by": "cy", "on": "c3", "answer": "park"},
        {"by": "ana", "on": "c3", "answer": "core"},
        {"by": "ben", "on": "c3", "answer": "park"},
        {"by": "cy", "on": "c2", "answer": "park"},
    ],
    "digests": ["2026-01-02T10:00:00Z", "2026-01-04T10:00:00Z"],
}


def test_what_bears_a_time_comes_at_it_and_the_rest_after_the_last_message() -> None:
    debate = debate_file.read(json.dumps(THREE_SIDES))

    moments = [(moment, type(step).__name__) for moment, step in in_order(debate)]

    assert moments == sorted(moments, key=lambda pair: pair[0])
    assert moments[-1] == (datetime(2026, 1, 4, 10, tzinfo=UTC), "FileDigest")
    assert [name for _, name in moments[-5:-1]] == ["FileDigest", "FileStance", "FileRewording", "FileStance"]
    assert moments[-5] == (datetime(2026, 1, 2, 10, tzinfo=UTC), "FileDigest")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"question": ""}, "'question' must be words"),
        ({"sides": [{"key": "y", "name": "Yes"}]}, "'sides' needs two sides or more"),
        ({"participants": []}, "'participants' must be a list that is not empty"),
        ({"stances": [{"by": "eve", "on": "c1", "stance": "agree"}]}, "'by' names no participant"),
        ({"stances": [{"by": "cy", "on": "c9", "stance": "agree"}]}, "'on' names no tag"),
        ({"stances": [{"by": "cy", "on": "c1", "stance": "maybe"}]}, "'stance' must be one of agree, disagree, unsure"),
        ({"digests": ["tomorrow"]}, "must be a moment"),
    ],
)
def test_a_bad_file_gets_one_clear_line(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(DebateFileError) as wrong:
        debate_file.read(json.dumps(THREE_SIDES | change))

    assert complaint in file_problem(TERMINAL, wrong.value)
    assert "\n" not in file_problem(TERMINAL, wrong.value)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"question": 3}', "[" * 100_000, '"\\ud800"', "null"])
def test_what_is_no_debate_at_all_gets_one_clear_line_too(text: str) -> None:
    with pytest.raises(DebateFileError):
        debate_file.read(text)
