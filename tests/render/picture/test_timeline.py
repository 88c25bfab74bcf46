"""The timeline grows with the debate."""

from bot.ledger.telling.progress import progress
from bot.render.front_ends import DISCORD
from bot.render.picture.timeline import timeline
from tests.render.picture.debates import EVENTS
from tests.render.picture.drawings import words_in


def test_the_timeline_grows_with_the_debate_and_marks_its_concessions() -> None:
    seen = progress(EVENTS["two-people"])

    assert [step.agreed for step in seen.steps][-1] == 2
    assert [(c.concession, c.entry) for c in seen.concessions] == [(4, 2)], "what is granted alone is none"
    assert all(one.at < other.at for one, other in zip(seen.steps, seen.steps[1:], strict=False))
    assert len(seen.steps) <= 61


def test_a_debate_of_one_moment_has_a_timeline_too() -> None:
    (opened, *_) = EVENTS["empty"]

    assert "No claim or crux" in "".join(words_in(timeline(DISCORD, progress([opened]))))
