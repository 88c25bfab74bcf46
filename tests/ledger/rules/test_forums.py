"""Which posts of a forum are debates, and which tags a forum and its posts have."""

import pytest

from bot.ledger.forums import MOST_TAGS, AvailableTag, Forum, Post
from bot.ledger.refusals import NoSuchForumTag
from bot.ledger.rules.forums import applied_with, arranged, becomes_debate, chosen_tag, tag_on, title_mark
from bot.ledger.standing.debate_tag import DebateTag

NAMES = {
    DebateTag.DIVERGING: "Diverging",
    DebateTag.COMMON_GROUND: "Common ground",
    DebateTag.SETTLED: "Settled",
    DebateTag.NEEDS_ANSWERS: "Needs answers",
}
IN_GERMAN = dict(zip(NAMES, ("Strittig", "Gemeinsamer Nenner", "Geklärt", "Antworten gesucht"), strict=True))
OWN = dict(zip(NAMES, (11, 12, 13, 14), strict=True))
FORUM = Forum(5, 7, 100, tags=OWN)
HELP, NEWS = AvailableTag(1, "Help"), AvailableTag(2, "News", moderated=True)


def post(number: int, *tags: int) -> Post:
    return Post(number, 7, 5, "Should we build?", 50, tags)


def test_a_post_is_a_debate_where_it_is_newer_and_has_the_chosen_tag() -> None:
    chosen = Forum(5, 7, 100, chosen=1)

    assert becomes_debate(FORUM, post(101))
    assert not becomes_debate(FORUM, post(100))
    assert becomes_debate(chosen, post(101, 2, 1))
    assert not becomes_debate(chosen, post(101, 2))


def test_a_tag_is_chosen_by_its_name_whatever_its_case() -> None:
    assert chosen_tag((HELP, NEWS), " ") is None
    assert chosen_tag((HELP, NEWS), "news") == 2
    with pytest.raises(NoSuchForumTag) as refused:
        chosen_tag((HELP, NEWS), "Debate")
    assert refused.value.names == ("Help", "News")


def test_a_forum_gets_its_tags_behind_those_of_others() -> None:
    wanted = arranged((HELP, NEWS), {}, NAMES, moderated=True)

    assert wanted.tags[:2] == (HELP, NEWS)
    assert wanted.tags[2:] == tuple(AvailableTag(None, name, True) for name in NAMES.values())
    there = tuple(AvailableTag(n, tag.name) for n, tag in enumerate(wanted.tags))
    assert wanted.numbered(there) == dict(zip(NAMES, (2, 3, 4, 5), strict=True))


def test_a_tag_of_that_name_is_taken_as_it_is() -> None:
    there = AvailableTag(9, "settled", moderated=False)

    wanted = arranged((there,), {}, NAMES, moderated=True)

    assert wanted.tags[0] == there
    assert wanted.numbered((there,)) == {DebateTag.SETTLED: 9}


def test_without_room_for_all_the_others_stay_and_the_first_ones_are_made() -> None:
    full = tuple(AvailableTag(n, f"tag {n}") for n in range(MOST_TAGS - 1))

    wanted = arranged(full, {}, NAMES)

    assert wanted.tags == (*full, AvailableTag(None, "Diverging"))
    assert list(wanted.names) == [DebateTag.DIVERGING]


def test_in_another_language_they_are_renamed_but_for_one_that_somebody_has_named() -> None:
    own = tuple(AvailableTag(OWN[tag], name) for tag, name in NAMES.items())
    renamed = (AvailableTag(11, "Hot!"), *own[1:])

    wanted = arranged((HELP, *renamed), OWN, IN_GERMAN, tuple(NAMES.values()))

    assert [tag.name for tag in wanted.tags] == ["Help", "Hot!", "Gemeinsamer Nenner", "Geklärt", "Antworten gesucht"]
    assert [tag.id for tag in wanted.tags] == [1, 11, 12, 13, 14]
    assert wanted.numbered(wanted.tags) == OWN


@pytest.mark.parametrize(
    ("applied", "wanted"),
    [
        pytest.param((), (11,), id="none so far"),
        pytest.param((1, 2), (1, 2, 11), id="those of others stay"),
        pytest.param((14, 1), (1, 11), id="an earlier one goes"),
        pytest.param((11, 1), (11, 1), id="the right one keeps its place"),
        pytest.param((12, 11, 13), (11,), id="one alone"),
        pytest.param((1, 2, 3, 4, 5), (1, 2, 3, 4, 5), id="it gives way"),
        pytest.param((1, 2, 3, 4, 14), (1, 2, 3, 4, 11), id="the fifth place was its own"),
    ],
)
def test_a_post_has_one_of_them_beside_those_of_others(applied: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    assert applied_with(FORUM, applied, DebateTag.DIVERGING) == wanted
    assert applied_with(FORUM, wanted, DebateTag.DIVERGING) == wanted


def test_where_the_forum_lacks_the_tag_the_post_has_none() -> None:
    assert applied_with(Forum(5, 7, 100, tags={DebateTag.SETTLED: 13}), (13, 1), DebateTag.DIVERGING) == (1,)


def test_what_is_on_a_post_is_known_where_it_is_one_alone() -> None:
    assert tag_on(FORUM, (1, 13)) is DebateTag.SETTLED
    assert tag_on(FORUM, (1,)) is None
    assert tag_on(FORUM, (13, 14)) is None


def test_a_title_is_told_from_others_by_its_mark_whatever_blanks_it_has() -> None:
    assert title_mark(7, "Should we build?") == title_mark(7, " Should  we\nbuild?")
    assert title_mark(7, "Should we build?") != title_mark(7, "Should we ever build?")
    assert title_mark(7, "Should we build?") != title_mark(8, "Should we build?")
