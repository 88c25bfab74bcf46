"""The judge: whose request was said to have failed and stands all the same; which reminders and cards are there."""

import random
from collections import Counter

import pytest

from tests.chaos.closings import WrittenClosing
from tests.chaos.judge import KeptCard, Verdict, judge_cards, judge_reminders, judge_statements
from tests.chaos.people import Crowd
from tests.chaos.rescheduled import judge_rescheduled
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import Channel, Json

CHANNEL, WORDS, ANNA, BEN = 5_000, "Trams are quiet", 100, 101
FAILED = "Something went wrong on Crux's side (reference 1). Nothing was written down. Please try again."


@pytest.mark.parametrize(
    ("of_anna", "of_ben", "tagger", "is_wrong"),
    [
        ([FAILED], [], ANNA, True),
        ([FAILED], [None], BEN, False),
        ([FAILED], [None], ANNA, True),
        ([FAILED, FAILED], [FAILED], ANNA, True),
        ([FAILED, None], [], ANNA, False),
    ],
)
def test_words_stand_against_the_word_given_to_who_tagged_them(
    of_anna: list[str | None], of_ben: list[str | None], tagger: int, is_wrong: bool
) -> None:
    crowd, verdict = Crowd(LoopbackDiscord(), random.Random(1)), Verdict()
    crowd.asked[CHANNEL] = {WORDS}
    told = {(WORDS, ANNA): of_anna, (WORDS, BEN): of_ben}
    crowd.answers[CHANNEL] = {asked: answers for asked, answers in told.items() if answers}
    judge_statements(verdict, CHANNEL, Counter({WORDS: 1}), {(WORDS, tagger)}, crowd)
    assert bool(verdict.wrong) == is_wrong


def posted(number: int, text: str, button: str = "crux:page:1:abc") -> Json:
    """A message that Crux posts by itself."""
    row = {"type": 1, "components": [{"type": 2, "custom_id": button}]}
    return {"id": str(number), "nonce": str(number), "components": [{"type": 10, "content": text}, row]}


def channel(*messages: Json) -> dict[int, Channel]:
    return {CHANNEL: Channel(CHANNEL, "a debate", messages={int(message["id"]): message for message in messages})}


def reminder(number: int, outcome: str) -> Json:
    return posted(number, outcome, "crux:reopen:abc")


@pytest.mark.parametrize(
    ("there", "is_due", "lost", "doubled", "is_wrong"),
    [
        ([], True, 1, 0, True),
        ([], False, 0, 0, False),
        ([reminder(1, "Outcome number 1 stands")], True, 0, 0, False),
        ([reminder(1, "Outcome number 1 stands")], False, 0, 0, True),
        ([reminder(1, "Outcome number 1 stands"), reminder(2, "Outcome number 1 stands")], True, 0, 1, True),
        ([reminder(1, "Outcome number 2 stands")], True, 1, 0, True),
        ([posted(1, "Outcome number 1 stands")], True, 1, 0, True),
    ],
)
def test_each_closing_that_has_seen_its_day_has_one_reminder(
    there: list[Json], is_due: bool, lost: int, doubled: int, is_wrong: bool
) -> None:
    verdict, closing = Verdict(), WrittenClosing(CHANNEL, "Outcome number 1 stands", is_due)

    judge_reminders(verdict, channel(*there), [closing], {(CHANNEL, "Outcome number 1 stands")})

    assert (verdict.lost, verdict.doubled, bool(verdict.wrong)) == (lost, doubled, is_wrong)


def test_a_closing_that_was_promised_must_stand() -> None:
    verdict = Verdict()

    judge_reminders(verdict, channel(), [], {(CHANNEL, "Outcome number 1 stands")})

    assert verdict.wrong == [f"debate {CHANNEL}: “Outcome number 1 stands” was said to be closed"]


@pytest.mark.parametrize(
    ("there", "lost", "doubled", "is_wrong"),
    [
        ([posted(7, "Crux card · as of now\nSeal `12:abcd`: keep it")], 0, 0, False),
        ([], 1, 0, True),
        ([posted(6, "Crux card\nSeal `12:ab`"), posted(7, "Crux card\nSeal `12:ab`")], 0, 1, True),
        ([posted(6, "Crux card\nSeal `12:ab`")], 0, 0, True),
        ([posted(7, "Crux card\nSeal `11:ab`")], 0, 0, True),
    ],
)
def test_a_debate_has_one_card_which_is_the_one_that_is_kept_and_up_to_date(
    there: list[Json], lost: int, doubled: int, is_wrong: bool
) -> None:
    verdict = Verdict()

    judge_cards(verdict, channel(*there), [KeptCard(CHANNEL, message=7, last=12)])

    assert (verdict.lost, verdict.doubled, bool(verdict.wrong)) == (lost, doubled, is_wrong)


@pytest.mark.parametrize(
    ("there", "recorded", "lost", "doubled"),
    [
        ([posted(7, "A digest")], {7}, 0, 0),
        ([posted(7, "A digest"), posted(8, "Crux card")], {7}, 0, 0),
        ([], {7}, 1, 0),
        ([posted(7, "A digest"), posted(8, "A digest")], {7}, 0, 1),
    ],
)
def test_a_digest_on_whose_way_the_schedule_changed_is_recorded_or_taken_back(
    there: list[Json], recorded: set[int], lost: int, doubled: int
) -> None:
    verdict = Verdict()

    judge_rescheduled(verdict, channel(*there), {(CHANNEL, message) for message in recorded})

    assert (verdict.lost, verdict.doubled, bool(verdict.wrong)) == (lost, doubled, bool(lost or doubled))
