"""What a digest says: the exchange that Crux comes from, and sentences that would be wrong otherwise."""

from datetime import UTC, datetime

from bot.ledger.telling.digest import Digest, compose
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.reasons import SourceNote
from bot.render.front_ends import TERMINAL
from bot.words import digest as words
from tests.transcript import before_and_now

AT = datetime(2026, 1, 2, tzinfo=UTC)

SEED = """
sides CoT systems without open-ended RL / Open-ended RL is net positive
first joins CoT systems without open-ended RL
second joins Open-ended RL is net positive
first  crux but disagrees  CoT systems require open-ended RL
first  claim  CoT systems are safer than black-box end-to-end models
first  claim  Simple LLMs without open-ended RL would be safer
first  claim  Priority number one should be not to exceed a dangerous level of capabilities
first parks #4
first  claim  “We shouldn’t build dangerous AI” is a useful statement
first parks #5
second  claim  RL is net positive because it favours easier-to-align CoT systems over harder-to-align base LLMs
second  claim  CoT prompting alone does not change the incentive to build base models
second  claim  Open-ended RL discourages models from reasoning strongly in the forward pass
second  concedes #1  CoT systems do not need open-ended RL
second  crux after #9  Without RL on the entire output a CoT system needs a more capable forward pass
second  agrees #2
second  disagrees #3
second  marks #1
first  defines CoT systems  the same as “compositional AI systems”
first  credits CoT systems to second
first  defines open-ended RL  see the definition given earlier in the exchange
"""

SIDED = """
sides Build / Wait
ana joins Build
ben joins Wait
cy joins Wait
"""


def digest(text: str) -> Digest:
    before, now = before_and_now(text)
    return compose(now, before, AT)


def headline(text: str) -> str:
    return words.headline(TERMINAL, digest(text).headline)


def told(text: str, title: str) -> dict[int | None, str]:
    return {
        line.entry: words.said(TERMINAL, line).reason
        for section in digest(text).sections
        if words.title(TERMINAL, section.kind) == title
        for line in section.lines
    }


def test_the_exchange_that_crux_comes_from() -> None:
    no, yes = "“CoT systems without open-ended RL”", "“Open-ended RL is net positive”"

    assert told(SEED, "Agree") == {2: "Both sides hold this", 1: "Both sides reject this"}
    assert told(SEED, "Still diverge") == {3: f"{no} holds it; {yes} rejects it"}
    assert told(SEED, "One side only") == dict.fromkeys((6, 7, 8, 10), f"{yes} holds it; awaits {no}")
    assert set(told(SEED, "Parked")) == {4, 5}
    assert told(SEED, "Moved") == {9: "second concedes the point on #1; still holds #10"}
    assert told(SEED, "Cruxes") == {
        1: "Crux, settled: named by both sides; second conceded it in #9",
        10: "Crux, open: named by second",
    }
    assert headline(SEED) == "2 points agreed, 1 still apart."
    assert digest(SEED).sections[-1].kind is SectionKind.DEFINITIONS


def test_what_attacks_a_concession_is_not_what_its_author_still_holds() -> None:
    text = "ana  claim  Rents fall\nben  concedes #1  True\nana  claim  Wages rise\nana says #3 attacks #2"

    assert told(text, "Moved") == {2: "ben concedes the point on #1"}


def test_three_sides_all_hold_it_and_the_headline_speaks_of_no_two() -> None:
    sides = "sides A / B / C\nana joins A\nben joins B\ncy joins C\nana  claim  Rents fall\n"

    assert told(sides + "ben agrees #1\ncy agrees #1", "Agree") == {1: "All 3 sides hold this"}
    assert headline(sides) == "The sides neither agree nor diverge on anything yet."


def test_the_counts_stand_where_a_side_is_more_than_one_person() -> None:
    text = SIDED + "ana  claim  Rents fall\nben agrees #1\ncy agrees #1"

    assert told(text, "Agree") == {1: "Both sides hold this: 1 of 1 vs 2 of 2"}


def test_a_headline_for_a_debate_that_has_hardly_begun() -> None:
    assert headline("sides Build / Wait") == "No claim or crux stands in the ledger yet."
    assert headline("ana  claim  Rents fall") == "Nobody is on a side yet: /side join takes one."


def test_a_double_crux_for_another_entry_is_not_what_the_question_turns_on() -> None:
    on_question = "ana  crux  Zoning holds us back\nben disagrees #1\nben marks #1"
    on_entry = (
        "ana  claim  Rents fall\nben disagrees #1\nana  crux for #1  Zoning\nben disagrees #2\nben marks #2 for #1"
    )

    assert headline(on_question) == "It turns on #1: 0 points agreed, 1 still apart."
    assert headline(on_entry) == "0 points agreed, 2 still apart."


def test_who_has_yet_to_answer_a_new_wording_is_named() -> None:
    text = SIDED + "ana  claim  Rents fall\nben agrees #1\ncy agrees #1\nana  rewords #1  Rents halve"

    assert told(text, "One side only") == {
        1: "“Build” holds it; awaits “Wait”; reworded: ben and cy have yet to answer the new wording"
    }


def test_a_reworded_entry_that_stands_elsewhere_says_why() -> None:
    text = "ana  claim  Rents fall\nben agrees #1\ndigest\nana  rewords #1  Rents halve"

    assert told(text, "Moved since last time") == {1: "Now one-sided (was common ground): new wording"}


def test_how_sure_the_sides_are_stands_beside_what_they_answer() -> None:
    start = "ana  claim  Rents fall\nana agrees #1 90%\n"

    assert told(start + "ben agrees #1 60%", "Agree") == {1: "Both sides hold this; not equally sure: 90 % vs 60 %"}
    assert told(start + "ben agrees #1 61%", "Agree") == {1: "Both sides hold this; how likely: 90 % vs 61 %"}
    assert told(start + "ben agrees #1 90%", "Agree") == {1: "Both sides hold this"}
    assert told(start + "ben agrees #1", "Agree") == {1: "Both sides hold this"}
    assert "sure" not in told(start + "ben disagrees #1 10%", "Still diverge")[1]


def test_an_entry_whose_message_changed_or_went_says_so() -> None:
    text = "ana  claim  Rents fall\nben agrees #1\nmessage of #1 edited\npassage of #1 lost"

    assert told(text, "Agree") == {
        1: "Both sides hold this; edited since it was tagged; its passage is no longer in the message"
    }
    (gone,) = digest(text + "\nmessage of #1 deleted").sections[0].lines
    assert gone.source is None
    assert SourceNote.DELETED in gone.notes


def test_what_is_parked_stands_nowhere_else() -> None:
    text = "ana  claim  Rents fall\nben disagrees #1\ndigest\nana parks #1\nben also parks #1"

    assert [section.kind for section in digest(text).sections] == [SectionKind.PARKED]
    assert told(text, "Parked") == {1: "Set aside by ana and ben"}


def test_a_proposal_awaits_its_author_and_stands_nowhere_else() -> None:
    text = "ana  claim  Rents fall\nben agrees #1\nben proposes for ana  claim  Wages rise"

    assert told(text, "Awaiting the author") == {2: "Proposed as claim by ben; ana has not confirmed it"}
    assert [section.kind for section in digest(text).sections] == [SectionKind.AGREE, SectionKind.AWAITING]
