"""A ledger under pseudonyms: nobody is found in it, in any format, and it is a ledger of its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.exchange import ledger_json
from bot.exchange.formats import Format
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.pseudonyms.changes import TEXTS, Words, check
from bot.exchange.pseudonyms.ledger import pseudonymous
from bot.exchange.pseudonyms.people import pseudonyms
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent, SealedText
from bot.ledger.record.events import CHANGES
from bot.ledger.record.replay import replay
from bot.ledger.record.verb import Change
from tests.exchange import ledgers as plain
from tests.exchange.pseudonyms.ledgers import DISGUISES, EARLIER, HOSTILE, NAMES, NEEDLES, USERS, bare, sealed
from tests.exchange.read_lines import read_lines
from tests.exchange.written import written

PEOPLE = {1: "A1", 2: "B1", 4: "B2"}


@pytest.fixture(scope="module")
def original() -> list[SealedEvent]:
    return sealed()


@pytest.fixture(scope="module")
def disguised(original: list[SealedEvent]) -> list[SealedEvent]:
    return pseudonymous(original)


def test_the_ledger_has_every_verb_and_a_disguise_in_each_of_its_texts() -> None:
    assert {change.verb for change in HOSTILE} == set(CHANGES)
    for change in HOSTILE:
        for field, becomes in TEXTS.get(type(change), {}).items():
            words = getattr(change, field)
            if isinstance(becomes, Words) and words is not None:
                assert any(needle in bare(words) for needle in NEEDLES), change
    assert all(any(needle in bare(disguise) for needle in (*NEEDLES, "#the", "777777")) for disguise in DISGUISES)


def test_everybody_has_one_pseudonym_in_all_of_the_file(disguised: list[SealedEvent]) -> None:
    ledger = replay(line.event for line in disguised)

    assert {number: person.name for number, person in ledger.participants.items()} == {**PEOPLE, 3: None}
    assert {number: person.user for number, person in ledger.participants.items()} == {1: 1, 2: 2, 3: None, 4: 4}
    asked = [line.event.change.question for line in disguised if isinstance(line.event.change, e.QuestionAsked)][1:-1]
    told = dict(zip(DISGUISES, asked, strict=True))
    assert told["Zoë Łuczakowa"] == told["ZOË ŁUCZAKOWA"] == told["@zoe_luczakowa"] == told["Luczakowa"] == "A1"
    assert told["[Zoë Łuczakowa](https://example.org/zoe)"] == "[A1](link)"
    assert told["Bénédicte's"] == "B1's"
    assert told["وفاطمة قالت"] == "وB1 قالت"
    assert told["田中さくらは"] == "B2は"
    assert told[f"<@{USERS[1]}> <@!777777777777777777>"] == "A1 (mention)"
    assert told["#the-hideout"] == "(channel)"


def test_it_is_a_ledger_of_its_own_that_says_what_it_is(disguised: list[SealedEvent]) -> None:
    file = ledger_json.dumps(disguised)
    assert json.loads(file)["pseudonymous"] is True
    assert ledger_json.read(file) == (disguised, None)

    lines = written(Format.LINES, disguised).decode()
    assert json.loads(lines.splitlines()[0])["pseudonymous"] is True
    read, ledger = read_lines(lines)
    assert read == disguised
    assert ledger == replay(line.event for line in disguised)

    assert "pseudonyms: A1, A2, B1" in written(Format.MARKDOWN, disguised).decode()
    assert "pseudonyms: A1, A2, B1" in written(Format.HTML, disguised).decode()


def test_a_file_that_does_not_say_what_it_is_is_refused(disguised: list[SealedEvent]) -> None:
    file, lines = ledger_json.dumps(disguised), written(Format.LINES, disguised).decode()

    with pytest.raises(LedgerFileError, match="pseudonymous"):
        ledger_json.loads(file.replace('"pseudonymous": true,\n', ""))
    with pytest.raises(LedgerFileError, match="pseudonymous"):
        read_lines(lines.replace(',"pseudonymous":true', ""))


def test_it_follows_from_what_it_says_alone(original: list[SealedEvent], disguised: list[SealedEvent]) -> None:
    other = sealed(tuple(_of_other_people(HOSTILE)), salts=5)
    later = [
        replace(line, event=replace(line.event, debate=7, at=line.event.at + timedelta(hours=1))) for line in other
    ]

    assert pseudonymous(later) == disguised == pseudonymous(original)


def _of_other_people(changes: tuple[Change, ...]) -> Iterator[Change]:
    """The same where people and messages have other numbers."""
    for change in changes:
        texts = {field: getattr(change, field) for field in change.form.texts}
        now: dict[str, object] = {
            field: re.sub("|".join(map(str, USERS.values())), lambda user: str(int(user[0]) + 50), words)
            for field, words in texts.items()
            if words is not None
        }
        if getattr(change, "message", None) is not None:
            now |= {"channel": 5, "message": change.message - 9}  # type: ignore[attr-defined]
        yield replace(change, **now) if now else change


def test_under_pseudonyms_it_is_itself(disguised: list[SealedEvent]) -> None:
    assert pseudonymous(disguised) == disguised


def test_moments_are_days_and_a_signature_is_of_its_digests_day() -> None:
    changes = plain.EVERYTHING
    lines = [
        replace(line, event=replace(line.event, at=line.event.at + timedelta(hours=20)))
        if isinstance(line.event.change, e.DigestSigned)
        else line
        for line in plain.sealed(changes)
    ]

    moments = [line.event.at.isoformat() for line in pseudonymous(lines)]

    assert set(moments) == {"2026-01-01T00:00:00+00:00"}
    assert ledger_json.loads(ledger_json.dumps(pseudonymous(lines)))


def test_what_is_erased_stays_so_and_its_reason_is_found_without_the_messages() -> None:
    changes = (
        *plain.EVERYTHING[:6],
        e.TermDefined(1, 1, 1, plain.DEBATE, plain.MESSAGE, None, None),
        e.SourceDeleted(1),
    )
    lines = plain.sealed(changes)
    gone = {name: SealedText(None, None, bytes(32)) for name in ("term", "meaning")}
    lines[6] = replace(lines[6], texts=gone)

    disguised = pseudonymous(lines)

    assert disguised[6].texts["term"].is_erased
    assert disguised[6].texts["term"].commitment not in (bytes(32), disguised[6].texts["meaning"].commitment)
    assert disguised[7].event.change == e.SourceDeleted(1, "meaning 7; term 7")
    assert ledger_json.loads(ledger_json.dumps(disguised)) == disguised


def test_words_that_grow_by_it_stay_within_their_limit() -> None:
    changes = (*plain.CHANGES[:4], e.EntryTagged(1, plain.Kind.CLAIM, 1, 1, False, statement="x@y " * 75))

    tagged = pseudonymous(plain.sealed(changes))[-1].event.change

    assert isinstance(tagged, e.EntryTagged)
    assert tagged.statement is not None
    assert len(tagged.statement) <= 300


def test_a_verb_whose_texts_nobody_thought_of_fails() -> None:
    class Sung(e.QuestionAsked):
        pass

    with pytest.raises(TypeError, match="it is not known what 'question' becomes in a pseudonymous ledger"):
        check({"sung": Sung})


@pytest.mark.parametrize(
    ("on", "sides", "called"),
    [
        ({1: 1, 2: 2, 3: 1, 4: None}, (1, 2), {1: "A1", 2: "B1", 3: "A2", 4: "P1"}),
        # A side that nobody is on has no letter while two others have people.
        ({1: 3, 2: 2}, (1, 2, 3), {1: "B1", 2: "A1"}),
        # Without declared sides.
        ({4: None, 7: None}, (), {4: "A1", 7: "B1"}),
        ({4: None, 7: None, 9: None}, (), {4: "P1", 7: "P2", 9: "P3"}),
        # Side P is the sixteenth.
        ({number: number if number < 17 else None for number in range(1, 18)}, range(1, 17), {16: "P1", 17: "PP1"}),
    ],
)
def test_the_letter_is_that_of_the_side(
    on: dict[int, int | None], sides: tuple[int, ...], called: dict[int, str]
) -> None:
    people = {number: Participant(number, number, "x", side) for number, side in on.items()}

    found = pseudonyms(people, sides)

    assert found.items() >= called.items()
    assert len(set(found.values())) == len(people)
    assert all(re.fullmatch("[A-Z]+[0-9]+", pseudonym) for pseudonym in found.values())


def test_whoever_counts_nowhere_has_the_letter_of_their_side_all_the_same() -> None:
    people = {1: Participant(1, 1, "x", 1, uncounted=True), 2: Participant(2, 2, "y", 2), 3: Participant(3, 3, "z", 3)}

    assert pseudonyms(people, (1, 2, 3)) == {1: "C1", 2: "A1", 3: "B1"}


def test_the_names_that_somebody_had_are_theirs_too() -> None:
    assert EARLIER not in NAMES.values()
    assert any(change == e.ParticipantRenamed(2, EARLIER) for change in HOSTILE)
