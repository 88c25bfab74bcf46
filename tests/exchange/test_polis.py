"""Polis's reports: three real conversations stand as debates where their votes stand, and bad files get one line."""

import csv
import json
import re
from dataclasses import replace
from types import ModuleType

import pytest

from bot.exchange import polis, polis_comments, polis_ledger, polis_votes
from bot.exchange.new_ledger import Destination
from bot.exchange.votes import CommentStanding, standing_of
from bot.ledger.entries import Answer
from bot.ledger.file_problems import FileError
from bot.ledger.ledger import NO_SERVER, Ledger
from bot.ledger.record.replay import replay
from bot.ledger.record.taken_in import LeftOut, Taken
from bot.ledger.standing.standing import standing
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.exchange.polis_reports import REAL, SHARED, SMALL, Report, named, real

TO = Destination(5, NO_SERVER)

needs_real = pytest.mark.skipif(not SHARED.exists(), reason="the Polis conversations do not lie beside the checkout")


def conversation_of(report: Report) -> polis.Conversation:
    return polis.read(named(report.files()))


def refusal(files: dict[str, str]) -> str:
    with pytest.raises(FileError) as refused:
        polis.read(named(files))
    return said(TERMINAL, refused.value)


def with_file(name: str, before: str, after: str) -> dict[str, str]:
    """The small report with one thing changed in one file."""
    files = SMALL.files()
    assert before in files[name]
    return files | {name: files[name].replace(before, after, 1)}


def cut(name: str, ends: str) -> dict[str, str]:
    """The small report with a damaged row at the end of one file."""
    files = SMALL.files()
    return files | {name: files[name] + ends}


def ledger_of(conversation: polis.Conversation, taken: Taken | None = None) -> Ledger:
    foreign = polis_ledger.ledger_of(conversation, "a file")
    return replay(line.event for line in foreign.sealed(TO, bytes, taken or Taken()))


def by_votes(conversation: polis.Conversation) -> dict[str, CommentStanding]:
    return {line.comment: line for line in standing_of(polis_ledger.votes_of(conversation))}


def by_ledger(conversation: polis.Conversation) -> dict[str, CommentStanding]:
    """Where each claim of the debate stands, by the number of its comment."""
    ledger = ledger_of(conversation)
    now = standing(ledger)
    numbers = dict(enumerate((str(comment.number) for comment in conversation.counted()), start=1))
    found = {}
    for line in now.entries:
        assert line.cls is not None
        sides = {str(side.name): (t, v) for side, t, v in zip(now.sides, line.tallies, line.verdicts, strict=True)}
        found[numbers[line.entry.number]] = CommentStanding("", line.cls, sides, 0)
    return found


@needs_real
@pytest.mark.parametrize("name", REAL)
def test_a_real_conversation_stands_as_expected_as_votes_and_as_a_debate(name: str) -> None:
    conversation = conversation_of(real(name))
    cast, told = by_votes(conversation), by_ledger(conversation)
    members = json.loads((SHARED / name / "expected.json").read_text())["side_members"]

    assert cast.keys() == told.keys()
    with (SHARED / name / "expected_claims.csv").open() as file:
        for expected in csv.DictReader(file):
            line, claim = cast[expected["comment"]], told[expected["comment"]]
            assert (line.cls, line.sides) == (claim.cls, claim.sides)
            assert line.cls.value == expected["cls"]
            assert [tally.members for tally, _ in line.sides.values()] == [members[side] for side in sorted(members)]
            assert line.consensus == pytest.approx(float(expected["gic_agree"]), abs=2e-6)


def test_a_conversation_becomes_a_debate_with_its_people_sides_claims_and_every_vote() -> None:
    taken = Taken()
    ledger = ledger_of(conversation_of(SMALL), taken)

    assert ledger.debate.question == "Can there be consensus?"
    assert [entry.statement for entry in ledger.entries.values()] == [
        "Rents fall when we build",
        'They say "no", loudly, and mean it',
        "Nobody looked at this",
    ]
    assert [(ledger.name(entry.author), entry.kind.value) for entry in ledger.entries.values()] == [
        ("P7", "claim"),
        ("P1", "claim"),
        ("P2", "claim"),
    ]
    assert {(ledger.name(s.person), s.entry, s.answer.value) for s in ledger.stances.values()} == {
        ("P7", 1, "agree"),
        ("P1", 1, "disagree"),
        ("P2", 1, "unsure"),
        ("P2", 2, "agree"),
        ("P7", 3, "disagree"),
    }
    assert {ledger.sides[person.side].name for person in ledger.participants.values() if person.side} == {
        "Group A",
        "Group B",
    }
    assert {person.name for person in ledger.participants.values() if person.side is None} == {"P7"}
    assert all(person.user is None for person in ledger.participants.values())
    assert (taken.claims, taken.people, taken.stances, taken.sides) == (3, 4, 6, 2)
    assert taken.left_out == {LeftOut.REJECTED: 1, LeftOut.VOTES_ON_NOTHING: 1}


def test_a_vote_that_was_changed_is_a_move_with_both_moments() -> None:
    ledger = ledger_of(conversation_of(SMALL))
    (stance,) = (s for s in ledger.stances.values() if s.moved_from is not None)

    assert (stance.answer.value, stance.at.isoformat()) == ("disagree", "2017-07-14T02:40:30+00:00")
    assert stance.moved_from is not None
    assert stance.moved_from.answer is Answer.AGREE


def test_events_follow_each_other_in_time_and_a_comment_comes_before_its_votes() -> None:
    early = replace(SMALL, comments=[(at, c, a, m, t) for at, c, a, m, t in SMALL.comments if c != 0])
    early = replace(early, comments=[*early.comments, (1_600_000_000_000, 0, 7, 1, "Said after the votes on it")])
    sealed = list(polis_ledger.ledger_of(conversation_of(early), "").sealed(TO, bytes, Taken()))

    moments = [line.event.at for line in sealed]
    assert moments == sorted(moments)
    replay(line.event for line in sealed)


def test_an_authors_own_comment_has_no_stance_of_theirs_unless_they_voted() -> None:
    ledger = ledger_of(conversation_of(SMALL))
    own = {(entry.number, entry.author) for entry in ledger.entries.values()}

    assert own & ledger.stances.keys() == {(1, ledger.entries[1].author)}


def test_what_is_too_long_for_a_statement_is_its_first_sentence_and_whole_as_the_passage() -> None:
    words = "Rents fall where cities build. " + "It was so in Vienna, in Tokyo and in Auckland. " * 10
    long = replace(SMALL, comments=[(1_500_000_000_000, 0, 7, 1, words)])
    taken = Taken()
    entry = ledger_of(conversation_of(long), taken).entries[1]

    assert entry.statement == "Rents fall where cities build."
    assert entry.passage == words.strip()
    assert taken.left_out[LeftOut.SHORTENED] == 1


def test_a_group_of_which_nobody_voted_is_a_side_that_was_not_heard_in_both() -> None:
    silent = replace(SMALL, groups={1: 0, 2: 1, 9: 2})
    conversation = conversation_of(silent)

    told = by_ledger(conversation)
    assert {c: (line.cls, line.sides) for c, line in by_votes(conversation).items()} == {
        c: (line.cls, line.sides) for c, line in told.items()
    }
    assert list(told["0"].sides) == ["Group A", "Group B", "Group C"]


def test_seconds_and_milliseconds_are_the_same_moments() -> None:
    seconds = replace(
        SMALL,
        comments=[(int(str(row[0])) // 1000, *row[1:]) for row in SMALL.comments],
        votes=[(int(str(row[0])) // 1000, *row[1:]) for row in SMALL.votes],
    )

    assert ledger_of(conversation_of(seconds)).debate == ledger_of(conversation_of(SMALL)).debate
    assert by_ledger(conversation_of(seconds)) == by_ledger(conversation_of(SMALL))


def test_todays_names_of_files_and_columns_are_read_and_those_of_older_ones() -> None:
    files = SMALL.files()
    renamed = {
        **files,
        "participant-votes.csv": files["participants-votes.csv"],
        "participant-xids.csv": "participant,xid",
    }
    del renamed["participants-votes.csv"]
    older = {**files, "comments.csv": files["comments.csv"].replace("datetime", "is_meta", 1)}

    assert polis.read(named(renamed)).groups == polis.read(named(older)).groups == {1: 0, 2: 1, 9: 1}


def test_without_the_matrix_nobody_is_in_a_group() -> None:
    files = SMALL.files()
    del files["participants-votes.csv"]

    assert polis.read(named(files)).groups == {}


def test_comment_bodies_without_quotes_are_read_over_commas_quotes_and_lines() -> None:
    rows = [
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
        '1500000000,x,0,7,1,1,1,Rents fall, "when" we build',
        "1500000001,x,3,1,1,0,1,They say no,",
        "and mean it",
        '1500000001,x,5,1,0,1,1,"quoted ""after"" all"',
        "",
    ]
    read = polis.read(named(SMALL.files() | {"comments.csv": "\n".join(rows)})).comments

    assert {number: comment.words for number, comment in read.items()} == {
        0: 'Rents fall, "when" we build',
        3: "They say no,\nand mean it",
        5: 'quoted "after" all',
    }


def turned(files: dict[str, str]) -> dict[str, str]:
    """The report with the signs of Polis's database in its votes."""
    head, *rows = files["votes.csv"].splitlines()
    cells = [row.rpartition(",") for row in rows]
    opposite = {"1": "-1", "-1": "1", "0": "0"}
    return files | {"votes.csv": "\n".join([head, *(f"{before},{opposite[vote]}" for before, _, vote in cells)])}


def test_votes_whose_signs_contradict_the_counts_are_refused_with_file_and_line() -> None:
    assert re.match(
        r"comments\.csv: line \d: comment \d has \d agree and \d disagree here, \d and \d in votes\.csv\.",
        refusal(turned(SMALL.files())),
    )


def test_they_are_refused_by_the_matrix_too_where_comments_have_no_counts() -> None:
    files = turned(SMALL.files())
    files["comments.csv"] = files["comments.csv"].replace("agrees,disagrees", "velocity,popularity", 1)

    assert refusal(files).startswith("participants-votes.csv: line 1: comment ")


def test_a_declared_convention_is_believed_and_turns_the_signs() -> None:
    disagree_is_one = replace(SMALL, convention="agree=-1;disagree=+1;pass=0")
    agree_is_one = replace(SMALL, convention="agree=+1;disagree=-1;pass=0;format=polis-export/1")

    assert polis.read(named(turned(disagree_is_one.files()))).last == conversation_of(SMALL).last
    assert conversation_of(agree_is_one).last == conversation_of(SMALL).last


def test_counts_that_are_only_older_than_the_votes_are_told_and_not_refused() -> None:
    files = with_file("comments.csv", ",1,1,1,", ",5,1,1,")

    assert polis.read(named(files)).counted_otherwise == 1


def without_votes(files: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in files.items() if name != "votes.csv"}


@pytest.mark.parametrize("name", ["participants-votes.csv", "participant-votes.csv"])
def test_without_votes_csv_the_matrix_tells_everybodys_last_votes(name: str) -> None:
    files = without_votes(SMALL.files())
    files[name] = re.sub(r",(-?1)$", r",\1.0", files.pop("participants-votes.csv"), flags=re.MULTILINE)
    taken = Taken()

    assert polis.is_report(named(files))
    matrix = polis.read(named(files))

    assert matrix.last == conversation_of(SMALL).last
    assert by_votes(matrix) == by_votes(conversation_of(SMALL))
    assert {number: (line.cls, line.sides) for number, line in by_ledger(matrix).items()} == {
        number: (line.cls, line.sides) for number, line in by_votes(matrix).items()
    }
    ledger_of(matrix, taken)
    assert taken.left_out[LeftOut.WITHOUT_MOMENTS] == taken.stances == 5
    assert set(matrix.votes.at) == {1_500_000_003_000}


def test_a_matrix_with_the_signs_of_the_database_is_refused_until_its_summary_says_so() -> None:
    files = without_votes(replace(SMALL, votes=[(at, c, p, -int(str(vote))) for at, c, p, vote in SMALL.votes]).files())
    files["comments.csv"] = SMALL.files()["comments.csv"]

    assert "comments.csv: line" in refusal(files)
    files["summary.csv"] += "\nvote-convention,agree=-1;disagree=+1;pass=0"
    assert polis.read(named(files)).last == conversation_of(SMALL).last


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (
            without_votes(with_file("participants-votes.csv", ",-1,", ",7,")),
            "participants-votes.csv: line 2: the vote must be 1, -1 or 0, not '7'",
        ),
        ({"comments.csv": ""}, "votes.csv is missing: a report of Polis has comments.csv and votes.csv"),
        ({"votes.csv": ""}, "comments.csv is missing: a report of Polis has comments.csv and votes.csv"),
        (with_file("votes.csv", ",7,1", ",7,2"), "votes.csv: line 2: the vote must be 1, -1 or 0, not '2'"),
        (with_file("votes.csv", ",7,1", ",x,1"), "votes.csv: line 2: voter-id must be a whole number, not 'x'"),
        (with_file("votes.csv", ",0,7", ",-4,7"), "votes.csv: line 2: comment-id must be a whole number, not '-4'"),
        (with_file("votes.csv", "1500000000000,", "999999999999999,"), "votes.csv: line 2: timestamp is no moment"),
        (with_file("votes.csv", "voter-id", "voter"), "votes.csv: line 1: the column 'voter-id' is missing"),
        (with_file("votes.csv", ",7,1", ",7"), "votes.csv: line 2: 4 cells, the header has 5"),
        (with_file("comments.csv", "x,3,", "x,0,"), "comments.csv: line 3: comment 0 stands twice"),
        (cut("comments.csv", "1500000000000,x,5"), "comments.csv: line 7: 3 cells, the header has 8"),
        (cut("comments.csv", "1500000000000,x,five,1,1,0,1,hi\n"), "line 7: comment-id must be a whole number"),
        (cut("comments.csv", "15000"), "comments.csv: line 7: 1 cell, the header has 8"),
        (cut("comments.csv", "more of the same\n"), "comments.csv: line 7: 1 cell, the header has 8"),
        (cut("votes.csv", '1,"x'), "votes.csv: line 9: not CSV: the quote that begins here"),
        (cut("votes.csv", "1500000000000,x,5\n"), "votes.csv: line 9: 3 cells, the header has 5"),
        (cut("participants-votes.csv", "10,x\n"), "participants-votes.csv: line 6: 2 cells, the header has 11"),
        (
            with_file("participants-votes.csv", "\n2,", "\n1,"),
            "-votes.csv: line 3: participant 1 stands twice",
        ),
        (with_file("participants-votes.csv", "secret-1,0", "secret-1,100"), "line 2: group-id must be less than 100"),
        (
            with_file("summary.csv", "url,", "vote-convention,"),
            "summary.csv: line 2: vote-convention must be",
        ),
        (
            with_file("votes.csv", "\n", "\n" * 1_002),
            "line 1002: more than 1000 lines of the table are empty",
        ),
        (SMALL.files() | {"format.json": "{"}, "format.json: not JSON"),
        (SMALL.files() | {"votes.csv": "timestamp,comment-id,voter-id,vote\n"}, "votes.csv: the file holds no votes"),
        (
            replace(SMALL, convention="agree=+1;disagree=-1;pass=0").files()
            | {"format.json": '{"vote-convention": "agree=-1;disagree=1;pass=0"}'},
            "format.json: its vote-convention is not the one of summary.csv",
        ),
    ],
)
def test_a_bad_report_gets_one_clear_line_with_file_and_place(files: dict[str, str], complaint: str) -> None:
    assert complaint in refusal(files)


MANY = {"MOST_COMMENTS": 3, "MOST_PARTICIPANTS": 3, "MOST_TALLIES": 5}


@pytest.mark.parametrize(
    ("module", "bound", "complaint"),
    [
        (polis_comments, "MOST_COMMENTS", "comments.csv: line 6: there are more than 3 comments"),
        (polis_votes, "MOST_PARTICIPANTS", "participants-votes.csv: line 5: there are more than 3 participants"),
        (
            polis_votes,
            "MOST_TALLIES",
            "-votes.csv: line 3: the comments, times the groups, are more than 5",
        ),
    ],
)
def test_a_report_larger_than_any_conversation_is_refused_where_it_becomes_so(
    module: ModuleType, bound: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, bound, MANY[bound])
    assert complaint in refusal(SMALL.files())


def test_votes_on_more_comments_than_any_conversation_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polis_votes, "MOST_COMMENTS", 1)
    assert "votes.csv: line 6: there are more than 1 comments" in refusal(SMALL.files())
