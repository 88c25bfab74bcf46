"""A ledger as Markdown: a report to read, in which people's words stay words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import ledger_markdown
from bot.exchange.formats import Format
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, GUILD, MERGED, MESSAGE, ledger
from tests.exchange.written import standing_in

REPORT = f"""\
# Should the city build?

Opened Jan 1, 2026.

- **Yes**: ana
- **No**: ben

**Before and after: how likely “yes” is**

- 6 people put both estimates
- towards yes: 3
- towards no: 1
- did not move: 2
- the middle estimate: 40 % before, 65 % after
- 1 person put only one estimate
- ana, shown with leave: 30 % before, 60 % after

## Claims

### \\#1 Rents fall when we build

- by ana, Jan 1, 2026, in the ledger, one side only
- agree: Yes (ana)
- unsure: on no side (someone)
- answered an earlier wording: No (ben)
- earlier wording: \\=Rents fall
- quotes: rents fall here (no longer in the message)
- <https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}> (edited since)

### \\#5 Nobody asked

- by ben, tagged by ana, Jan 1, 2026, declined

### \\#6 Who asked?

- by ben, tagged by ana, Jan 1, 2026, proposed

### \\#7 Never mind

- by ana, Jan 1, 2026, withdrawn

### \\#8 It costs a lot

- by ana, Jan 1, 2026, merged, goes on as \\#2

## Cruxes

### \\#2 It is dear

- by ben, tagged by ana, Jan 1, 2026, in the ledger, both accept
- agree: Yes (ana); No (ben)
- crux of ben for the question (fully)
- attacks \\#1
- <https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE + 1}> (deleted since)

## Concessions

### \\#3 It is

- by ana, Jan 1, 2026, in the ledger
- concedes the point on \\#2: now agree

## Parked

### \\#4 Cranes are loud

- claim, by ben, Jan 1, 2026, in the ledger, too few answers
- parked by ben, and ana agreed

## Definitions

- **rent** (ben; adopted by ana): what people pay, <https://discord.com/channels/{GUILD}/{DEBATE}/{MESSAGE}>
"""


def test_the_report_says_who_answered_what() -> None:
    assert standing_in(Format.MARKDOWN, ledger()) == REPORT


def test_a_closed_debate_says_what_it_came_to() -> None:
    closed = e.DebateClosed("2027-03-01", "✓ #1\nThe *rest*, too", "#2")

    assert """
**Settled**

- ✓ \\#1 Rents fall when we build
- The \\*rest\\*, too

**Still open**

- \\#2 It is dear

To be looked at again on Mar 1, 2027.

## Claims
""" in standing_in(Format.MARKDOWN, ledger((*EVERYTHING, e.DebateReopened(), closed)))


def test_what_was_erased_is_said_to_be() -> None:
    report = standing_in(
        Format.MARKDOWN, ledger((e.DebateOpened(GUILD, True, None), e.ParticipantMet(1, None, None), *_claim(None)))
    )

    assert "# (erased)" in report
    assert "### \\#1 (erased)" in report
    assert "- by someone" in report


def test_no_line_names_a_merged_entry_without_the_one_that_it_goes_on_as() -> None:
    report = standing_in(Format.MARKDOWN, ledger(MERGED))

    named = [line for line in report.splitlines() if re.search(r"#[28]\b", line) and not line.startswith("###")]
    assert named == [
        "- crux of ben for \\#1, was \\#8 (fully)",
        "- supports \\#1, was \\#8",
        "- concedes the point on \\#1, was \\#2: now agree",
        "- concedes the point on \\#1, was \\#8: now agree",
    ]
    assert report.count("merged, goes on as \\#1") == 2


def test_what_an_entry_was_to_one_that_it_was_merged_with_is_not_said() -> None:
    extra = (
        e.EntriesLinked(8, Relation.ATTACKS, 1),
        e.EntriesLinked(1, Relation.SUPPORTS, 2),
        e.CruxMarked(8, 2, 1, Degree.FULLY),
    )

    assert standing_in(Format.MARKDOWN, ledger((*MERGED, *extra))) == standing_in(Format.MARKDOWN, ledger(MERGED))


def test_what_is_granted_for_the_arguments_sake_is_not_said_to_move_anybody() -> None:
    granted = e.EntryTagged(
        2, Kind.CONCESSION, 1, 1, False, concedes=1, scope=Scope.ARGUMENT, conceded_answer=Answer.AGREE, statement="Yes"
    )

    report = standing_in(Format.MARKDOWN, ledger((*CHANGES, granted)))

    assert "- grants \\#1 for the argument's sake\n" in report


def _claim(statement: str | None, passage: str | None = None) -> tuple[e.Change, ...]:
    return (e.EntryTagged(1, Kind.CLAIM, 1, 1, False, statement=statement, passage=passage),)


def hostile(words: str) -> Ledger:
    """A ledger in which people wrote these words wherever they can."""
    return ledger(
        (
            e.DebateOpened(GUILD, True, words),
            e.ParticipantMet(1, "1", words),
            e.SideNamed(1, words),
            e.SideJoined(1, 1),
            *_claim(words, words),
            e.EntryReworded(1, 2, words),
            e.TermDefined(1, 1, 1, term=words, meaning=words),
        )
    )


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("# not a heading", "\\# not a heading"),
        ("[x](http://evil)", "\\[x\\](http:\u200b//evil)"),
        ("![x](y)", "!\\[x\\](y)"),
        ("<b>bold</b>", "\\<b\\>bold\\</b\\>"),
        ("a | b", "a \\| b"),
        ("**x** _y_ ~z~ `c`", "\\*\\*x\\*\\* \\_y\\_ \\~z\\~ \\`c\\`"),
        ("&lt;script&gt;", "\\&lt;script\\&gt;"),
        ("$x$", "\\$x\\$"),
        ("www.evil.example", "www\u200b.evil.example"),
        ("javascript:alert", "javascript:\u200balert"),
        ("@everyone", "@\u200beveryone"),
        ("one\n\n---\ntwo", "one --- two"),
        ("- item", "\\- item"),
        ("back\\slash", "back\\\\slash"),
        ("why: because", "why: because"),
    ],
)
def test_peoples_words_stay_words(words: str, kept: str) -> None:
    assert ledger_markdown.escaped(words) == kept


OURS = re.compile(r"# |## |### \\#\d+ |- |Opened |$")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80))
def test_no_words_make_lines_headings_links_tables_or_html_of_their_own(words: str) -> None:
    plain, attacked = standing_in(Format.MARKDOWN, hostile("x")), standing_in(Format.MARKDOWN, hostile(words))

    assert len(attacked.splitlines()) == len(plain.splitlines())
    assert all(OURS.match(line) for line in attacked.splitlines())
    body = attacked.replace("**", "").replace("- \\", "\\")
    words_only = re.sub(r"^(#+ \\#\d+ |#+ |- )", "", re.sub(r"\\.", "", body), flags=re.MULTILINE)
    assert not set("<>[]|`*_~#&$") & set(words_only)


def test_a_small_ledger_has_no_empty_parts() -> None:
    report = standing_in(Format.MARKDOWN, ledger(CHANGES))

    assert re.findall(r"^## .*", report, re.MULTILINE) == ["## Claims"]
