"""Labels of buttons: they fit, and name the entry where several stand in a row."""

from bot.ledger.entries import Answer
from bot.render.front_ends import DISCORD
from bot.words import buttons


def test_a_stance_names_its_entry_where_there_are_several() -> None:
    assert [buttons.answer(DISCORD, answer) for answer in Answer] == ["Agree", "Disagree", "Unsure"]
    assert buttons.answer_to(DISCORD, 3, Answer.UNSURE) == "#3 Unsure"


def test_a_stance_names_its_credence_or_that_it_has_none() -> None:
    assert buttons.answer_and_credence(DISCORD, Answer.DISAGREE, 90) == "Disagree, 90 % likely"
    assert buttons.answer_and_credence(DISCORD, Answer.AGREE, None) == "Agree, no number"


def test_a_side_with_a_long_name_fits_its_button() -> None:
    assert buttons.join(DISCORD, "Build") == "Join: Build"
    assert len(buttons.join(DISCORD, "x" * 80)) == DISCORD.dialect.limits.label


def test_what_a_button_leads_to() -> None:
    assert buttons.merge(DISCORD, 3, 1) == "Merge #3 into #1"
    assert buttons.join_letter(DISCORD, "A") == "Join A"
