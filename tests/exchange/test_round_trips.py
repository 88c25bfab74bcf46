"""The seed debate and three larger ones go out in each two-way format, come in again, and are what they were."""

import io
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import arguebuf
import pytest

from bot.exchange import kialo, ledger_json, ledger_lines, polis, polis_ledger
from bot.exchange.formats import Format
from bot.exchange.named_files import files_of_zip
from bot.exchange.new_ledger import Destination
from bot.exchange.pseudonyms.ledger import pseudonymous
from bot.ledger.entries import Status
from bot.ledger.ledger import NO_SERVER
from bot.ledger.pseudonymity import is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.record.taken_in import Taken
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from tests.exchange.debates import NAMES, debate
from tests.exchange.ledgers import START
from tests.exchange.read_lines import read_lines
from tests.exchange.test_kialo import DISCUSSION
from tests.exchange.test_polis_report import report_of, rows, tables
from tests.exchange.written import standing_in
from tests.transcript import events_of as transcript

every_debate = pytest.mark.parametrize("name", NAMES)

Stands = tuple[StandingClass | None, tuple[Tally, ...], tuple[Verdict, ...]]


def events_of(sealed: Iterable[SealedEvent]) -> list[Event]:
    return [line.event for line in sealed]


def by_number(events: Iterable[Event]) -> dict[int, Stands]:
    """Where each live and proposed entry stands."""
    return {line.entry.number: (line.cls, line.tallies, line.verdicts) for line in standing(replay(events)).entries}


def of_claims(events: Iterable[Event]) -> dict[str | None, Stands]:
    """Where each live claim and crux stands, by its words."""
    return {
        line.entry.statement: (line.cls, line.tallies, line.verdicts)
        for line in standing(replay(events)).entries
        if line.cls is not None and line.entry.status is Status.LIVE
    }


def as_lines(sealed: Sequence[SealedEvent]) -> str:
    ledger = replay(events_of(sealed))
    first = ledger_lines.first_line(ledger.debate.id, pseudonymous=is_pseudonymous(ledger.debate.guild))
    return (first + b"".join(map(ledger_lines.line, sealed))).decode()


def read_as_lines(text: str) -> list[SealedEvent]:
    sealed, ledger = read_lines(text)
    assert ledger == replay(events_of(sealed))
    return sealed


def through_polis(events: Iterable[Event]) -> list[Event]:
    """The debate that the report of a debate becomes."""
    conversation = polis.read(files_of_zip(io.BytesIO(report_of(events))))
    assert conversation.counted_otherwise == 0
    foreign = polis_ledger.ledger_of(conversation, "")
    return events_of(foreign.sealed(Destination(5, NO_SERVER), bytes, Taken()))


@every_debate
def test_json_and_ndjson_are_the_same_bytes_again_and_hold_the_same_events(name: str) -> None:
    sealed = list(debate(name))
    document, lines = ledger_json.dumps(sealed), as_lines(sealed)

    assert ledger_json.loads(document) == read_as_lines(lines) == sealed
    assert ledger_json.dumps(read_as_lines(lines)) == document
    assert as_lines(ledger_json.loads(document)) == lines


@every_debate
def test_under_pseudonyms_it_comes_in_again_and_stands_as_before(name: str) -> None:
    sealed = list(debate(name))
    disguised = pseudonymous(sealed)

    assert ledger_json.loads(ledger_json.dumps(disguised)) == read_as_lines(as_lines(disguised)) == disguised
    assert by_number(events_of(disguised)) == by_number(events_of(sealed))


@every_debate
def test_a_report_of_polis_comes_in_again_and_every_claim_stands_as_before(name: str) -> None:
    events = events_of(debate(name))
    before, again = of_claims(events), of_claims(through_polis(events))

    assert {words: stands for words, stands in again.items() if words in before} == before


class Report:
    """The tables of a report, by the words of its comments, without those that moderators rejected."""

    def __init__(self, events: Sequence[Event], called: Mapping[str, str] | None = None) -> None:
        """`called` is which numbers people have had before."""
        written = {name: rows(table) for name, table in tables(events).items()}
        words = {row["comment-id"]: row["comment-body"] for row in written["comments.csv"] if row["moderated"] != "-1"}
        before = called or {}
        self.votes = [
            (row["timestamp"], words[row["comment-id"]], before.get(row["voter-id"], row["voter-id"]), row["vote"])
            for row in written["votes.csv"]
            if row["comment-id"] in words
        ]
        matrix = {
            before.get(row["participant"], row["participant"]): (
                row["group-id"],
                {words[number]: row[number] for number in words if row[number]},
            )
            for row in written["participant-votes.csv"]
        }
        self.who_votes_or_is_in_a_group = {who: told for who, told in matrix.items() if any(told)}


def numbers_before(events: Iterable[Event]) -> dict[str, str]:
    """Which number each person had in the report that they came from: it is what they are called."""
    people = replay(events).participants
    return {str(number): (person.name or "").removeprefix("P") for number, person in people.items()}


@every_debate
def test_the_report_of_what_came_in_has_the_same_votes_and_then_the_same_bytes(name: str) -> None:
    events = events_of(debate(name))
    again = through_polis(events)
    first, second = Report(events), Report(again, numbers_before(again))

    assert sorted(second.votes) == sorted(first.votes)
    assert second.who_votes_or_is_in_a_group == first.who_votes_or_is_in_a_group
    assert report_of(through_polis(again)) == report_of(again)


def test_whoever_has_answered_earlier_wordings_alone_is_no_member_of_their_side_in_a_report_of_polis() -> None:
    events = transcript("""
        sides Build / Wait
        ana joins Build
        ben joins Wait
        cy joins Wait
        ana  claim  Rents fall
        cy  disagrees #1
        ana  rewords #1  Rents fall when we build
        ben  agrees #1
    """)
    (_, before, _), (_, again, _) = (
        of_claims(told)["Rents fall when we build"] for told in (events, through_polis(events))
    )

    assert [tally.members for tally in before] == [1, 2]
    assert [tally.members for tally in again] == [1, 1]


# Kialo is read, not written: what comes of a discussion is what another reader finds in it


def discussion(claims: int) -> str:
    """Each claim speaks for or against the one of half its number; the last but one also against the last."""
    numbers, lines = {1: "1."}, ["Discussion Title: Should the city build?", "", "1. The city should build."]
    replies: Counter[int] = Counter()
    for claim in range(2, claims + 1):
        above = claim // 2
        replies[above] += 1
        numbers[claim] = f"{numbers[above]}{replies[above]}."
        stance = "Pro" if claim % 3 else "Con"
        lines.append(f"{numbers[claim]} {stance}: Reason {claim} \\(of [many](https://example.org/{claim})\\)")
    return "\n".join((*lines, f"{numbers[claims]}1. Con: -> See {numbers[claims - 1]}", ""))


Argument = tuple[str, str, str]


def arguments(graph: Any) -> Counter[Argument]:
    """What arguebuf finds to support or to attack something, by the words of both."""
    found = Counter[Argument]()
    for scheme in graph.scheme_nodes.values():
        (source,), (target,) = graph.incoming_nodes(scheme), graph.outgoing_nodes(scheme)
        kind = type(scheme.scheme).__name__
        if kind != "Rephrase":  # of a reply that does not say for or against
            found[" ".join(source.plain_text.split()), kind, " ".join(target.plain_text.split())] += 1
    return found


@pytest.mark.parametrize("text", [DISCUSSION, discussion(300)], ids=["small", "large"])
def test_a_discussion_of_kialo_has_the_same_arguments_once_it_is_in_and_out_again(text: str) -> None:
    ledger_file = ledger_json.dumps(kialo.read(text, START).sealed(Destination(5, NO_SERVER), bytes, Taken()))
    out = json.loads(standing_in(Format.AIF, replay(events_of(ledger_json.loads(ledger_file)))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of each node that says who said something
        ours = arguments(arguebuf.load.aif(out))

    assert ours == arguments(arguebuf.load.kialo(io.StringIO(text)))
    assert ours.total() == ledger_file.count('"entries linked"')
