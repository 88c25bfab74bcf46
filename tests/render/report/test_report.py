"""What a report says: its tree, its rows; and that people's words are nothing but text in it."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from bot.ledger.entries import Degree, Relation
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import DebateClosed
from bot.ledger.record.replay import replay
from bot.ledger.standing.standing import standing
from bot.ledger.telling.digest import compose
from bot.render.front_ends import DISCORD
from bot.render.report import MapMarkup, report
from bot.render.report.html import page_tag
from bot.render.report.rows import rows
from bot.render.report.tree import Branch, argument_tree
from bot.words.language import language_of
from tests.exchange.ledgers import EVERYTHING, MERGED, sealed
from tests.exchange.test_ledger_markdown import hostile
from tests.render.report.pages import history_of, page_of
from tests.transcript import START, debate, events_of

SIDES = "sides Build / Wait\nana joins Build\nben joins Wait\n"
EVENTS = [line.event for line in sealed(EVERYTHING)]
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><!--",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028\u2029\u202eevil",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
)


def shape(branches: tuple[Branch, ...]) -> list[object]:
    """A tree as numbers: a way to another place is negative."""
    return [
        (-twig.number if twig.elsewhere else twig.number, *((shape(twig.branches),) if twig.branches else ()))
        for twig in branches
    ]


def test_the_tree_begins_with_the_question_and_shows_each_entry_in_one_place() -> None:
    ledger = debate(
        """
        ana  crux  Zoning is what holds us back
        ana  claim  Permits take years
        ben  claim  They do not
        ana says #2 supports #1
        ben says #3 attacks #2
        ben says #3 attacks #1
        ana  claim  Alone
        """
    )

    assert shape(argument_tree(DISCORD, ledger)) == [(0, [(1, [(2, [(3,)]), (-3,)])])]


def test_circles_end_where_they_would_begin_again() -> None:
    ledger = debate("ana  claim  A\nana  claim  B\nana says #1 supports #2\nana says #2 supports #1")

    assert shape(argument_tree(DISCORD, ledger)) == [(1, [(2, [(-1,)])])]


def test_what_an_entry_was_to_one_that_it_was_merged_with_is_neither_in_the_tree_nor_in_a_row() -> None:
    of_itself = (
        e.EntriesLinked(8, Relation.ATTACKS, 1),
        e.EntriesLinked(1, Relation.SUPPORTS, 2),
        e.CruxMarked(8, 2, 1, Degree.FULLY),
    )
    plain, linked = ([line.event for line in sealed(told)] for told in (MERGED, (*MERGED, *of_itself)))
    ledgers = [replay(events) for events in (plain, linked)]

    assert shape(argument_tree(DISCORD, ledgers[0])) == shape(argument_tree(DISCORD, ledgers[1]))
    for ledger, events in zip(ledgers, (plain, linked), strict=True):
        now = standing(ledger)
        digest, history = compose(ledger, None, events[-1].at), history_of(ledger, events)
        told = {row.number: row.links for row in rows(DISCORD, ledger, now, digest, history)}
        assert [text_of(link) for link in told[1]] == [
            "#9 supports it",
            "#3 concedes it",
            "#10 concedes it",
        ]
        assert [text_of(link) for link in told[2]] == []


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def test_a_chain_deeper_than_a_page_is_wide_goes_on_as_a_tree_of_its_own() -> None:
    chain = [*(f"ana  claim  C{n}" for n in range(40)), *(f"ana says #{n + 1} supports #{n}" for n in range(1, 40))]

    trees = argument_tree(DISCORD, debate("\n".join(chain)))

    assert [tree.number for tree in trees] == [1, 14, 27, 40][: len(trees)]
    assert {number for tree in trees for number in flat(tree)} == set(range(1, 41))


def flat(twig: Branch) -> list[int]:
    return [twig.number, *(number for below in twig.branches for number in flat(below))]


class Parts(HTMLParser):
    """A page's tags, attributes, text and scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
        if self._inside == "style":
            self.styles.append(data)


def hash_of(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_lets_the_page_run_its_own_script_and_style_and_nothing_else() -> None:
    parts = Parts(page_of(EVENTS))

    (policy,) = (a["content"] for tag, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'{hash_of(parts.scripts[-1])}'"
    assert rules["style-src"] == f"'{hash_of(parts.styles[-1])}'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert not any(name.startswith("on") or name == "style" for _, attrs in parts.tags for name in attrs)
    loaded = [attrs for _, attrs in parts.tags if "src" in attrs or (attrs.get("href", "#")[0] != "#")]
    assert all(attrs["href"].startswith("https://discord.com/channels/") for attrs in loaded)
    assert all(attrs["rel"] == "noreferrer noopener" for attrs in loaded)


def test_each_id_is_there_once_and_every_way_within_the_page_leads_somewhere() -> None:
    parts = Parts(page_of(EVENTS))

    ids = [attrs["id"] for _, attrs in parts.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    ways = {attrs["href"][1:] for _, attrs in parts.tags if attrs.get("href", "").startswith("#")}
    assert ways <= set(ids)


def test_the_same_ledger_gives_the_same_page_and_names_no_persons_number_on_discord() -> None:
    page = page_of(EVENTS)

    assert page == page_of(EVENTS)
    users = {str(event.change.user) for event in EVENTS if hasattr(event.change, "user") and event.change.user}
    assert users
    shown = unescape(page)
    assert [user for user in users if re.search(rf"(?<!\d){user}(?!\d)", shown) and len(user) > 3] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_and_nothing_else(words: str) -> None:
    plain, attacked = (Parts(written(hostile(said))) for said in ("x", words))

    assert [tag for tag, _ in attacked.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(attrs) for _, attrs in attacked.tags] == [sorted(attrs) for _, attrs in plain.tags]
    assert len(attacked.scripts) == 2
    json.loads(attacked.scripts[0])
    assert attacked.scripts[1] == plain.scripts[1]


def written(ledger: Ledger) -> str:
    history, digest = history_of(ledger, EVENTS), compose(ledger, None, START)
    return "".join(report(DISCORD, ledger, history, MapMarkup(), digest, standing(ledger), START))


def test_what_was_erased_and_who_was_forgotten_is_said_so() -> None:
    page = page_of(events_of("ana  claim  Rents fall"))
    forgotten = written(hostile("x"))

    assert "Rents fall" in page
    assert "(erased)" in forgotten or "someone" in forgotten or "x" in forgotten


def test_every_entry_is_there_with_its_history_even_what_was_taken_back() -> None:
    parts = Parts(page_of(EVENTS))

    data = json.loads(parts.scripts[0])
    rows = [attrs for tag, attrs in parts.tags if "data-n" in attrs]
    entries = {event.entry for event in EVENTS if event.entry is not None}
    assert {int(attrs["data-n"]) for attrs in rows} == entries
    assert {int(number) for number in data["history"]} == entries
    assert [what for _, _, what in data["history"]["8"]][-4:] == [
        "said that it restates #2",
        "merged it into #2",
        "brought it back",
        "merged it into #2",
    ]
    assert [attrs["data-n"] for attrs in rows if "gone" in attrs["class"]] == ["5", "7", "8"]


def test_a_report_opens_with_what_a_closed_debate_came_to() -> None:
    argued = events_of(SIDES + "ana  claim  Rents fall\nben agrees #1\nben  claim  Streets fill\nana disagrees #2")
    closed = DebateClosed(settled="✓ #1\nWe shook <hands>", still_open="#2", look_again="2026-04-01")
    page = page_of([*argued, replace(argued[-1], sequence=argued[-1].sequence + 1, actor=1, change=closed)])

    opening = page[page.index('<div class="opening">') : page.index("<h2>Both accept</h2>")]
    said = [" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in opening.splitlines()]
    assert [line for line in said if line][2:] == [
        "Settled",
        "✓ #1 Rents fall",
        "We shook <hands>",
        "Still open",
        "#2 Streets fill",
        "To be looked at again on Apr 1, 2026.",
    ]


@pytest.mark.parametrize(
    ("locale", "tag"),
    [("en-US", '<html lang="en">'), ("fr-CA", '<html lang="fr">'), ("ar", '<html lang="ar" dir="rtl">')],
)
def test_a_page_says_in_which_language_and_direction_it_is(locale: str, tag: str) -> None:
    assert page_tag(replace(DISCORD, language=language_of(locale))) == tag


def test_a_report_begins_with_its_language() -> None:
    assert page_of(EVENTS).startswith('<!doctype html>\n<html lang="en">\n<head>')


def test_how_people_moved_is_told_with_the_outcome_and_a_name_is_text() -> None:
    renamed = e.ParticipantRenamed(1, HOSTILE[1])
    page = page_of([line.event for line in sealed((*EVERYTHING, renamed))])

    assert (
        '<h2>Before and after: how likely “yes” is</h2>\n<ul class="plain">\n<li>6 people put both estimates</li>'
        in page
    )
    assert "<li><bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>, shown with leave: 30 % before, 60 % after</li>" in page
    assert "Before and after" not in page_of([line.event for line in sealed(EVERYTHING[:20])])
