"""What a digest says: the exchange that Crux comes from, and what would be wrong in sections, news and numbers."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.ledger.entries import Answer, Relation, Status
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.card import card
from bot.ledger.telling.digest import Digest, DigestSide, compose
from bot.ledger.telling.lines import AnswersTo, Line, SectionKind
from bot.ledger.telling.news import Cause, News, PersonMoved
from bot.ledger.telling.reasons import AwaitsNewWording, CredencesDiffer, CruxMover, CruxReason, Settled, SourceNote
from bot.ledger.telling.rest import Rest
from bot.ledger.telling.settles_most import SettlesMost
from tests.transcript import before_and_now, debate

AT = datetime(2026, 1, 2, tzinfo=UTC)

SEED_QUESTION = (
    "Is open-ended RL training of LLMs net positive for safety, because it favours chain-of-thought (CoT) systems?"
)
SEED = """
sides CoT systems without open-ended RL / Open-ended RL is net positive
Ana joins CoT systems without open-ended RL
Ben joins Open-ended RL is net positive
Ana  crux but disagrees  CoT systems require open-ended RL
Ana  claim  CoT systems are safer than black-box end-to-end models
Ana  claim  Simple LLMs without open-ended RL would be safer
Ana  claim  Priority number one should be not to exceed a dangerous level of capabilities
Ana parks #4
Ana  claim  “We shouldn’t build dangerous AI” is a useful statement
Ana parks #5
Ben  claim  RL is net positive because it favours easier-to-align CoT systems over harder-to-align base LLMs
Ben  claim  CoT prompting alone does not change the incentive to build base models
Ben  claim  Open-ended RL discourages models from reasoning strongly in the forward pass
Ben  concedes #1  CoT systems do not need open-ended RL
Ben  crux after #9  Without RL on the entire output a CoT system needs a more capable forward pass
Ben  agrees #2
Ben  disagrees #3
Ben  marks #1
Ben says #7 supports #6
Ben says #8 supports #6
Ben says #10 supports #6
Ana  defines CoT systems  the same as “compositional AI systems”
Ana  credits CoT systems to Ben
Ana  defines open-ended RL  see the definition given earlier in the exchange
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


def shown(text: str) -> dict[SectionKind, list[int]]:
    return {section.kind: [line.entry for line in section.lines] for section in digest(text).shown}


def line_of(text: str, entry: int) -> Line:
    (line,) = (line for section in digest(text).shown for line in section.lines if line.entry == entry)
    return line


def test_the_exchange_that_crux_comes_from() -> None:
    seed = digest(SEED)

    assert shown(SEED) == {
        SectionKind.ACCEPT: [2],
        SectionKind.REJECT: [1],
        SectionKind.DIVERGE: [3],
        SectionKind.TURNS_ON: [10],
    }
    assert seed.rest == Rest(await_side=4, parked=2, terms=2)
    assert seed.settling == SettlesMost(0, 1, (6, 7, 8, 10))
    assert line_of(SEED, 1).notes == (Settled(Answer.DISAGREE, 2, (CruxMover("Ben", 9),)),)


def test_a_first_digest_tells_of_nothing_as_new() -> None:
    assert digest(SEED).news == News()
    assert digest("ana  claim  Rents fall\nben agrees #1").news == News()


# Sections


def test_a_section_shows_its_three_most_decisive_lines_and_counts_the_rest() -> None:
    text = SIDED + "".join(f"ana  claim  Point {n}\nben agrees #{n}\ncy agrees #{n}\n" for n in range(1, 6))

    (section,) = digest(text).shown

    assert ([line.entry for line in section.lines], section.more, section.number) == ([1, 2, 3], 2, 5)


def test_what_it_turns_on_stands_there_alone_though_the_sides_diverge_on_it() -> None:
    text = "ana  crux  Zoning\nben disagrees #1\nben marks #1\nana  claim  Rents fall\nben disagrees #2"

    assert shown(text) == {SectionKind.DIVERGE: [2], SectionKind.TURNS_ON: [1]}
    assert digest(text).shown[0].number == 1


def test_the_lines_after_those_that_stand_elsewhere_move_up() -> None:
    cruxes = "".join(f"ana  crux  Crux {n}\nben disagrees #{n}\nben marks #{n}\n" for n in range(1, 4))
    claims = "".join(f"ana  claim  Point {n}\nben disagrees #{n}\n" for n in range(4, 9))

    diverge, turns_on = digest(cruxes + claims).shown

    assert ([line.entry for line in diverge.lines], diverge.more) == ([4, 5, 6], 2)
    assert [line.entry for line in turns_on.lines] == [1, 2, 3]


def test_a_settled_crux_and_a_parked_one_are_not_what_it_turns_on() -> None:
    assert shown("ana  crux  Zoning\nben agrees #1\nben marks #1") == {SectionKind.ACCEPT: [1]}
    assert shown("ana  crux  Zoning\nben disagrees #1\nana parks #1") == {}


def test_the_most_shared_crux_comes_first_and_an_entry_once() -> None:
    text = "ana  crux  Zoning\nana  crux  Rents\nben disagrees #2\nben marks #2\nana marks #2 for #1\nana marks #1"

    assert shown(text)[SectionKind.TURNS_ON] == [2, 1]


def test_without_sides_the_room_is_shown_with_what_most_accept_and_what_is_contested() -> None:
    people = ("ana", "ben", "cy", "dee", "eve", "fay")
    accepted = "ana  claim  Lights\n" + "".join(f"{person} agrees #1\n" for person in people[1:])
    contested = "ana  claim  Dogs\n" + "".join(
        f"{person} {'agrees' if place % 2 else 'disagrees'} #2\n" for place, person in enumerate(people[1:])
    )

    seen = digest(accepted + contested)

    assert shown(accepted + contested) == {SectionKind.ACCEPT: [1], SectionKind.CONTESTED: [2]}
    assert (seen.sides, seen.room, seen.unsided) == ((), 6, 0)


def test_sides_are_told_with_their_people_and_the_number_by_which_they_are_joined() -> None:
    seen = digest(SIDED + "dee  claim  Rents fall")

    assert seen.sides == (DigestSide("Build", 1, 1), DigestSide("Wait", 2, 2))
    assert (seen.room, seen.unsided) == (None, 1)


# Lines


def test_a_line_says_what_it_answers_in_words_unless_those_stand_in_the_digest() -> None:
    text = """
    ana  claim  Rents fall when we build
    ana  claim  There is no evidence of that
    ana says #2 attacks #1
    ben agrees #2
    """

    assert line_of(text, 2).answers_to == AnswersTo(Relation.ATTACKS, 1, "Rents fall when we build")
    assert line_of(text + "ben agrees #1", 2).answers_to == AnswersTo(Relation.ATTACKS, 1)


def test_what_a_line_attacks_is_told_before_what_it_supports_and_nothing_of_what_was_withdrawn() -> None:
    text = """
    ana  claim  Rents fall
    ana  claim  Wages rise
    ana  claim  There is no evidence of that
    ana says #3 supports #1
    ana says #3 attacks #2
    ben agrees #3
    """

    assert line_of(text, 3).answers_to == AnswersTo(Relation.ATTACKS, 2, "Wages rise")
    assert line_of(text + "ana withdraws #2", 3).answers_to == AnswersTo(Relation.SUPPORTS, 1, "Rents fall")


CRUX = (
    SIDED
    + """
ana  crux  Zoning is what holds us back
ben disagrees #1
cy disagrees #1
ben marks #1
ana  claim  Permits take years
ana says #2 supports #1
ana  claim  Towns with free zoning build more
ana says #3 supports #1
cy agrees #3
cy  claim  Money is what is missing
ben agrees #4
cy says #4 attacks #1
ben  claim  Nobody applies for permits
ben says #5 attacks #1
"""
)


def best(text: str) -> list[tuple[int | None, int, bool]]:
    reason = line_of(text, 1).reason
    assert isinstance(reason, CruxReason)
    return [(one.side, one.entry, one.elsewhere) for one in reason.best]


def test_a_crux_has_the_reason_that_each_side_agrees_with_most() -> None:
    assert best(CRUX) == [(0, 2, False), (1, 4, False)]


def test_a_reason_that_stands_in_the_digest_is_not_said_twice() -> None:
    assert best(CRUX + "ana agrees #4") == [(0, 2, False), (1, 4, True)]


def test_a_side_has_no_reason_that_it_does_not_agree_with() -> None:
    assert best(CRUX + "ana unsure #2\nana disagrees #3") == [(1, 4, False)]


def test_how_sure_the_sides_are_is_noted_unless_they_diverge_anyway() -> None:
    start = "ana  claim  Rents fall\nana agrees #1 90%\n"

    assert line_of(start + "ben agrees #1 60%", 1).notes == (CredencesDiffer((90.0, 60.0), far_apart=True),)
    assert line_of(start + "ben agrees #1 61%", 1).notes == (CredencesDiffer((90.0, 61.0), far_apart=False),)
    assert line_of(start + "ben agrees #1 90%", 1).notes == ()
    assert line_of(start + "ben agrees #1", 1).notes == ()
    assert line_of(start + "ben disagrees #1 20%", 1).notes == ()


def test_who_has_yet_to_answer_a_new_wording_is_noted() -> None:
    text = SIDED + "ana  claim  Rents fall\nben agrees #1\ncy agrees #1\nana  rewords #1  Rents halve"

    (line,) = digest(text).lines(SectionKind.ONE_SIDED)

    (note,) = line.notes
    assert isinstance(note, AwaitsNewWording)
    assert note.people.names == ("ben", "cy")


def test_an_entry_whose_message_changed_or_went_says_so() -> None:
    text = "ana  claim  Rents fall\nben agrees #1\nmessage of #1 edited\npassage of #1 lost"

    assert line_of(text, 1).notes == (SourceNote.EDITED, SourceNote.PASSAGE_LOST)
    gone = line_of(text + "\nmessage of #1 deleted", 1)
    assert gone.source is None
    assert SourceNote.DELETED in gone.notes


# The rest in numbers


def test_what_is_parked_or_awaits_its_author_stands_nowhere_else() -> None:
    parked = digest("ana  claim  Rents fall\nben disagrees #1\nana parks #1\nben also parks #1")
    proposed = digest("ana  claim  Rents fall\nben agrees #1\nben proposes for ana  claim  Wages rise")

    assert (parked.shown, parked.rest) == ((), Rest(parked=1))
    assert proposed.rest == Rest(proposed=1)


def test_what_awaits_a_side_is_told_apart_from_what_a_side_is_undecided_on() -> None:
    text = (
        SIDED
        + """
    ana  claim  Rents fall
    ana  claim  Wages rise
    ben agrees #2
    cy disagrees #2
    dee  claim  Streets fill
    ana  claim but unsure  Noise grows
    ben unsure #4
    cy unsure #4
    """
    )

    assert digest(text).rest == Rest(await_side=1, one_sided=1, few_answers=1, undecided=1)


def test_where_nothing_is_open_nothing_would_settle_anything() -> None:
    assert digest("ana  claim  Rents fall\nben agrees #1").settling is None


def test_in_a_closed_debate_nobody_is_told_what_answers_would_settle() -> None:
    ledger = debate(SEED)
    closed = replace(ledger, debate=replace(ledger.debate, closed_at=AT))

    assert compose(closed, None, AT).settling is None
    assert card(closed).settling is None


# What is new


def news(text: str) -> News:
    return digest(text).news


def test_who_moved_is_told_first_whoever_conceded_before_all() -> None:
    text = """
    ana  claim  Rents fall
    ben disagrees #1
    ben  claim  Streets fill
    ana agrees #2
    digest
    ana disagrees #2
    ben  concedes #1  You are right
    """

    conceded, changed = news(text).people

    assert conceded == PersonMoved(2, "ben", 1, Answer.DISAGREE, Answer.AGREE, conceded_in=3)
    assert changed == PersonMoved(1, "ana", 2, Answer.AGREE, Answer.DISAGREE)
    assert news(text).entries == 0


def test_who_is_surer_than_before_has_moved_too() -> None:
    text = "ana  claim  Rents fall\nben agrees #1 60%\ndigest\nben agrees #1 80%"

    assert news(text).people == (PersonMoved(2, "ben", 1, Answer.AGREE, Answer.AGREE, (60, 80)),)


def test_what_is_granted_for_the_arguments_sake_is_a_new_entry_and_moves_nobody() -> None:
    text = "ana  claim  Rents fall\nben disagrees #1\ndigest\nben  concedes for argument #1  Let us say so"

    assert (news(text).people, news(text).entries) == ((), 1)


def test_who_moved_on_a_crux_that_the_sides_now_agree_on_settled_it() -> None:
    text = "ana  crux  Zoning\nben disagrees #1\nben marks #1\ndigest\nben agrees #1"

    (moved,) = news(text).people

    assert moved.settles


def test_an_entry_that_stands_elsewhere_says_why() -> None:
    reworded = news("ana  claim  Rents fall\nben agrees #1\ndigest\nana  rewords #1  Rents halve")
    answered = news("ana  claim  Rents fall\nben  claim  Wages rise\ndigest\nben agrees #1")

    (of_wording,), (of_answers,) = reworded.classes, answered.classes
    assert (of_wording.after, of_wording.cause) == (StandingClass.ONE_SIDED, Cause.NEW_WORDING)
    assert (of_answers.after, of_answers.cause) == (StandingClass.COMMON_GROUND, Cause.NEW_ANSWERS)


def test_where_nothing_happened_nothing_is_new() -> None:
    assert news("ana  claim  Rents fall\ndigest").says_nothing


def test_what_answers_a_merged_entry_answers_the_one_that_it_goes_on_as() -> None:
    ledger = debate(
        """
        ana  claim  Rents fall
        ana  claim  Rents go down
        ana  claim  Quality suffers
        ben agrees #2
        ben agrees #3
        ana says #3 attacks #1
        """
    )
    merged = {**ledger.entries, 1: replace(ledger.entries[1], status=Status.MERGED, merged_into=2)}
    now = replace(ledger, entries=merged)

    told = compose(now, None, AT)

    (answers,) = {line.answers_to for line in lines(told) if line.entry == 3}
    assert answers == AnswersTo(Relation.ATTACKS, 2, was=1)


def lines(told: Digest) -> list[Line]:
    return [line for section in told.shown for line in section.lines]


def merged(text: str, one: int, into: int) -> Digest:
    """The digest of a debate in which an entry was merged into another one."""
    ledger = debate(text)
    gone = replace(ledger.entries[one], status=Status.MERGED, merged_into=into)
    return compose(replace(ledger, entries={**ledger.entries, one: gone}), None, AT)


CLAIMED = "ana  claim  Rents fall\nana  claim  Rents go down\nana  claim  Quality suffers\n"


def test_what_an_entry_was_to_one_that_was_merged_into_it_is_not_told() -> None:
    told = merged(f"{CLAIMED}ben agrees #1\nben agrees #3\nana says #1 attacks #2\nana marks #1 for #2", 2, into=1)

    assert {line.entry: line.answers_to for line in lines(told)} == {1: None, 3: None}
    assert told.cruxes == ()


def test_what_was_said_of_the_surviving_entry_itself_needs_no_former_number() -> None:
    told = merged(f"{CLAIMED}ben agrees #2\nben agrees #3\nana says #3 attacks #1\nana says #3 attacks #2", 1, into=2)

    assert {line.entry: line.answers_to for line in lines(told)}[3] == AnswersTo(Relation.ATTACKS, 2)


def test_a_crux_for_a_merged_entry_is_told_of_the_surviving_one_and_of_what_that_was() -> None:
    cruxes = f"{CLAIMED}ben disagrees #2\nben disagrees #3\nana marks #3 for #1\nben marks #3 for #1"

    def target(told: Digest) -> tuple[int | None, int | None]:
        (why,) = (line.reason for line in lines(told) if isinstance(line.reason, CruxReason))
        return why.target, why.target_was

    assert target(merged(cruxes, 1, into=2)) == (2, 1)
    assert target(merged(f"{cruxes}\ncy marks #3 for #2", 1, into=2)) == (2, None)


def test_the_best_reason_of_a_side_says_what_it_was_when_it_was_given() -> None:
    told = merged(f"{CLAIMED}ben disagrees #3\nben marks #3\nana marks #3\nana says #1 supports #3", 1, into=2)

    (why,) = (line.reason for line in lines(told) if isinstance(line.reason, CruxReason))
    assert [(best.entry, best.was) for best in why.best] == [(2, 1)]


def test_who_conceded_an_entry_that_was_merged_since_moved_on_the_one_that_it_goes_on_as() -> None:
    before = debate("ana  claim  Rents fall\nana  claim  Rents go down\nben disagrees #1")
    ledger = debate(
        "ana  claim  Rents fall\nana  claim  Rents go down\nben disagrees #1\nben  concedes #1  You are right"
    )
    merged = {**ledger.entries, 1: replace(ledger.entries[1], status=Status.MERGED, merged_into=2)}

    (move,) = compose(replace(ledger, entries=merged), before, AT).news.people

    assert (move.entry, move.was, move.before, move.after) == (2, 1, Answer.DISAGREE, Answer.AGREE)
