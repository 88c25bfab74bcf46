"""Votes: three real conversations stand as two other implementations say, and bad files get one clear line."""

import csv
import json
import re
from pathlib import Path

import pytest

from bot.exchange import vote_bounds, votes
from bot.exchange.file_text import text_of
from bot.exchange.votes import as_rows, as_table, read_votes, standing_of
from bot.ledger.file_problems import FileError
from bot.render.front_ends import TERMINAL
from bot.words.files import said

SHARED = Path(__file__).parents[3] / "shared"
POLIS = SHARED / "polis"
FIELD = SHARED / "field" / "votes"

HEADER = "participant,group,comment,vote\n"


def standings(text: str) -> list[dict[str, object]]:
    return as_rows(standing_of(read_votes(text)))


@pytest.mark.skipif(not POLIS.exists(), reason="the Polis conversations do not lie beside the checkout")
@pytest.mark.parametrize("conversation", ["biodiversity-nz", "brexit-consensus", "london-youth-policing"])
def test_a_real_conversation_stands_as_expected_on_every_claim(conversation: str) -> None:
    folder = POLIS / conversation
    members = json.loads((folder / "expected.json").read_text())["side_members"]
    found = {row["comment"]: row for row in standings(text_of((folder / "votes.csv").read_bytes()))}

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
    assert "both reject" in as_table(TERMINAL, standing_of(votes))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: the column 'participant' is missing"),
        (HEADER, "holds no votes"),
        ("participant,group,comment\n1,a,2\n", "the column 'vote' is missing"),
        ("participant,group,comment,vote,vote\n1,a,2,1,1\n", "line 1: the header names 'vote' twice"),
        (HEADER + "1,a,2,yes\n", "line 2: the vote must be 1 or agree, -1 or disagree, 0 or unsure or pass; not 'yes'"),
        (HEADER + "1,a,2,nan\n", "line 2: the vote must be .* not 'nan'"),
        (HEADER + "1,a,2,1\n1,a,2,0.7\n", "line 3: the vote must be .* not '0.7'"),
        (HEADER + "1,a,2,\n", "line 2: the vote must be .* not ''"),
        (HEADER + "1,a,2,1\n1,b,3,1\n", "line 3: participant '1' is in two groups"),
        (HEADER + ",a,2,1\n", "line 2: participant and comment must not be empty"),
        (HEADER + "1,a,2,1,1\n", "line 2: 5 cells, the header has 4"),
        (HEADER + "1,a,2\n", "line 2: 3 cells, the header has 4"),
        (HEADER + '1,a,"2\n3",1\n1,a,2,up\n', "line 4: the vote must be"),
    ],
)
def test_a_bad_file_gets_one_clear_line(text: str, complaint: str) -> None:
    with pytest.raises(FileError) as refused:
        read_votes(text)

    assert re.search(complaint, said(TERMINAL, refused.value))


@pytest.mark.parametrize(
    ("written", "vote"),
    [
        *((agree, 1) for agree in ("1", "+1", "1.0", "+1.00", "1.", "agree", "Agree", "AGREE", " 1 ")),
        *((disagree, -1) for disagree in ("-1", "-1.0", "\u22121", "disagree", "Disagree")),
        *((unsure, 0) for unsure in ("0", "0.0", "-0", "-0.0", "+0", "pass", "unsure", "Pass")),
    ],
)
def test_a_vote_is_understood_however_it_is_written(written: str, vote: int) -> None:
    assert read_votes(HEADER + f"1,a,x,{written}\n").votes == {"x": {"1": vote}}


def test_a_decimal_comma_is_understood_where_semicolons_separate() -> None:
    assert read_votes("participant;group;comment;vote\n1;a;x;-1,0\n").votes == {"x": {"1": -1}}


def test_a_comment_named_by_thousands_of_digits_is_a_name() -> None:
    (row,) = standings(HEADER + f"ann,a,{'9' * 5000},1\n")

    assert row["comment"] == "9" * 5000


def test_comments_are_numbers_in_json_only_where_each_keeps_its_own_name() -> None:
    plain = standings(HEADER + "1,a,1,1\n1,a,10,1\n1,a,2,1\n")
    padded = standings(HEADER + "1,a,1,1\n1,a,01,1\n1,a,001,1\n1,a,10,1\n")

    assert [row["comment"] for row in plain] == [1, 2, 10]
    assert {row["comment"] for row in padded} == {"1", "01", "001", "10"}


def test_names_are_one_however_their_letters_are_composed() -> None:
    composed, taken_apart = "Caf\u00e9", "Cafe\u0301"
    votes = read_votes(HEADER + f"{composed},{composed},{composed},1\n{taken_apart},{taken_apart},{taken_apart},-1\n")

    assert votes.groups == {composed: composed}
    assert votes.votes == {composed: {composed: -1}}


def test_without_any_group_everybody_is_one_room_and_there_is_no_consensus() -> None:
    rows = standings(
        HEADER
        + "".join(f"{person},,all,1\n" for person in range(4))
        + "".join(f"{person},,none,-1\n" for person in range(4))
        + "".join(f"{person},,some,{1 if person % 2 else -1}\n" for person in range(4))
        + "".join(f"{person},,unsure,0\n" for person in range(4))
        + "1,,few,1\n"
    )

    assert {row["comment"]: (row["class"], row["consensus"]) for row in rows} == {
        "all": ("room holds", None),
        "none": ("room rejects", None),
        "some": ("contested", None),
        "unsure": ("open", None),
        "few": ("untested", None),
    }
    assert rows[0]["sides"] == {"room": {"agree": 4, "disagree": 0, "unsure": 0, "members": 4, "verdict": "holds"}}


def test_a_group_may_be_named_as_what_is_no_number() -> None:
    assert read_votes(HEADER + "1,nan,x,1\n2,null,x,1\n").groups == {"1": "nan", "2": "null"}


def test_the_table_has_the_words_of_a_digest_and_its_columns_stand_under_their_heads() -> None:
    votes = read_votes(
        HEADER
        + "".join(f"{person},trams,{comment},1\n" for person in (1, 2) for comment in ("both", "split", "one"))
        + "3,cars,both,1\n4,cars,both,1\n3,cars,split,-1\n4,cars,split,-1\n3,cars,one,0\n"
    )

    assert as_table(TERMINAL, standing_of(votes)).splitlines() == [
        "comment  where it stands  consensus  agree/disagree/unsure of members, by group",
        "   both  both accept          0.562  cars 2/0/0 of 2 accepts  trams 2/0/0 of 2 accepts",
        "  split  still diverge        0.188  cars 0/2/0 of 2 rejects  trams 2/0/0 of 2 accepts",
        "    one  one side only        0.250  cars 0/0/1 of 2 undecided  trams 2/0/0 of 2 accepts",
    ]


def test_without_groups_the_table_says_what_most_think_and_no_consensus() -> None:
    votes = read_votes(HEADER + "".join(f"{person},,x,1\n" for person in range(3)))

    assert as_table(TERMINAL, standing_of(votes)).splitlines()[1] == (
        "      x  most accept              -  room 3/0/0 of 3 accepts"
    )


# Inputs in the manner of public reports, which are kept beside the checkout

UNDERSTOOD = {
    "leading_zero": {"01", "1", "001"},
    "nfc_nfd": {1},
    "nogroup": {1},
    "floats": {1},
    "plus": {1},
    "words": {1},
    "semicolon": {1},
    "tab": {1},
    "utf16": {1},
    "repeat": {1},
}
REFUSED = {
    "unquoted_comma_last_column": "line 2: 5 cells, the header has 4",
    "extra_field": "line 2: 5 cells, the header has 4",
    "dupcol": "line 1: the header names 'vote' twice",
    "nan": "line 4: the vote must be",
    "short_row": "line 2: 3 cells, the header has 4",
    "late_error": "line 7: not CSV: the quote that begins here is not closed",
    "unbalanced_quote": "line 2: not CSV: the quote that begins here is not closed",
}
beside_the_checkout = pytest.mark.skipif(not FIELD.exists(), reason="the field's inputs do not lie beside the checkout")


@beside_the_checkout
@pytest.mark.parametrize("name", UNDERSTOOD)
def test_an_input_of_the_field_is_understood(name: str) -> None:
    rows = standings(text_of((FIELD / f"{name}.csv").read_bytes()))

    assert {row["comment"] for row in rows} == UNDERSTOOD[name]


@beside_the_checkout
@pytest.mark.parametrize("name", REFUSED)
def test_an_input_of_the_field_is_refused(name: str) -> None:
    with pytest.raises(FileError) as refused:
        read_votes(text_of((FIELD / f"{name}.csv").read_bytes()))

    assert said(TERMINAL, refused.value).startswith(REFUSED[name])


@pytest.mark.parametrize(
    ("bound", "rows", "complaint"),
    [
        (
            "MOST_PARTICIPANTS",
            "1,a,1,1\n2,a,1,1\n3,a,1,1\n1,a,2,1\n4,a,1,1\n",
            "line 6: there are more than 3 participants",
        ),
        ("MOST_COMMENTS", "1,a,1,1\n1,a,2,1\n1,a,3,1\n2,a,1,1\n1,a,4,1\n", "line 6: there are more than 3 comments"),
        (
            "MOST_TALLIES",
            "1,a,1,1\n2,b,1,1\n1,a,1,1\n1,a,2,1\n",
            "line 5: the comments, times the groups, are",
        ),
    ],
)
def test_a_file_larger_than_any_conversation_is_refused_where_it_becomes_so(
    bound: str, rows: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(votes, bound, 3)
    with pytest.raises(FileError) as refused:
        read_votes(HEADER + rows)
    assert complaint in said(TERMINAL, refused.value)


def test_too_many_tallies_are_told_with_the_line_that_makes_them_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with an earlier one, though the rows are looked at together."""
    monkeypatch.setattr(votes, "MOST_TALLIES", 6)
    rows = ["ana,a,1,1", "ana,a,2,1", "ana,a,3,1", "ana,a,4,1", "ben,b,1,1", "ana,a,5,1"]

    with pytest.raises(FileError) as refused:
        read_votes(HEADER + "\n".join(rows))

    assert said(TERMINAL, refused.value).startswith("line 6: the comments, times the groups, are more than 6")


def test_the_largest_conversations_are_far_within_the_bounds() -> None:
    assert vote_bounds.MOST_PARTICIPANTS >= 10 * 50_000
    assert vote_bounds.MOST_COMMENTS >= 5 * 10_000
    assert vote_bounds.MOST_TALLIES >= 5 * 10_000 * 5
