"""Votes: three real conversations stand as two other implementations say, and bad files get one clear line."""

import csv
import json
import re
from pathlib import Path

import pytest

from bot.exchange.votes import VotesError, as_rows, as_table, read_votes, standing_of
from bot.render.front_ends import TERMINAL
from bot.words.files import said

POLIS = Path(__file__).parents[3] / "shared" / "polis"


@pytest.mark.skipif(not POLIS.exists(), reason="the Polis conversations do not lie beside the checkout")
@pytest.mark.parametrize("conversation", ["biodiversity-nz", "brexit-consensus", "london-youth-policing"])
def test_a_real_conversation_stands_as_expected_on_every_claim(conversation: str) -> None:
    folder = POLIS / conversation
    members = json.loads((folder / "expected.json").read_text())["side_members"]
    rows = as_rows(standing_of(read_votes((folder / "votes.csv").read_text())))
    found = {row["comment"]: row for row in rows}

    with (folder / "expected_claims.csv").open() as file:
        for expected in csv.DictReader(file):
            row = found[int(expected["comment"])]
            assert row["class"] == expected["cls"]
            assert row["consensus"] == pytest.approx(float(expected["gic_agree"]), abs=2e-6)
            assert row["sides"] == {
                side: {
                    "agree": int(expected[f"{side}_agree"]),
                    "disagree": int(expected[f"{side}_disagree"]),
                    "unsure": int(expected[f"{side}_pass"]),
                    "members": count,
                    "verdict": expected[f"{side}_verdict"],
                }
                for side, count in members.items()
            }


def test_a_later_vote_replaces_an_earlier_one_and_those_in_no_group_count_for_none() -> None:
    votes = read_votes("participant,group,comment,vote\r\n1,a,x,1\r\n1,a,x,-1\r\n2,,x,1\r\n3,b,x,-1\r\n")

    (row,) = as_rows(standing_of(votes))

    assert row["comment"] == "x"
    assert row["class"] == "common ground (rejected)"
    assert "common ground (rejected)" in as_table(TERMINAL, standing_of(votes))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: the column 'participant' is missing"),
        ("participant,group,comment,vote\n", "holds no votes"),
        ("participant,group,comment\n1,a,2\n", "the column 'vote' is missing"),
        ("participant,group,comment,vote\n1,a,2,yes\n", "line 2: the vote must be 1"),
        ("participant,group,comment,vote\n1,a,2,1\n1,b,3,1\n", "line 3: participant '1' is in two groups"),
        ("participant,group,comment,vote\n,a,2,1\n", "line 2: participant and comment must not be empty"),
    ],
)
def test_a_bad_file_gets_one_clear_line(text: str, complaint: str) -> None:
    with pytest.raises(VotesError) as refused:
        read_votes(text)

    assert re.search(complaint, said(TERMINAL, refused.value))


def test_a_comment_named_by_thousands_of_digits_is_a_name() -> None:
    text = f"participant,group,comment,vote\nann,a,{'9' * 5000},1\n"

    (row,) = as_rows(standing_of(read_votes(text)))

    assert row["comment"] == "9" * 5000
