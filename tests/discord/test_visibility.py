"""Who sees a channel, as Discord has it: roles, then what a channel gives and takes, everybody's first."""

import pytest

from bot.discord.visibility import (
    ADMINISTRATOR,
    MANAGE_THREADS,
    VIEW,
    Member,
    Overwrite,
    ServerRights,
    place_of,
    seen_by,
    seen_by_all_of,
)
from bot.store.reading.server_debates import Place

GUILD, MEMBERS, BOARD, MUTED, BOSS = 7, 71, 72, 73, 74
OPEN, FOR_MEMBERS, FOR_BOARD, NOT_FOR_MUTED, FOR_ONE = 1, 2, 3, 4, 5
ANA = 900
SHOWN, HIDDEN = Overwrite(allow=VIEW), Overwrite(deny=VIEW)

RIGHTS = ServerRights(
    GUILD,
    {GUILD: VIEW, MEMBERS: 0, BOARD: MANAGE_THREADS, MUTED: 0, BOSS: ADMINISTRATOR},
    {
        OPEN: {},
        FOR_MEMBERS: {GUILD: HIDDEN, MEMBERS: SHOWN},
        FOR_BOARD: {GUILD: HIDDEN, BOARD: SHOWN},
        NOT_FOR_MUTED: {MUTED: HIDDEN},
        FOR_ONE: {GUILD: HIDDEN, ANA: SHOWN},
    },
)


def seen(*roles: int, user: int = 1, administrator: bool = False) -> set[int]:
    member = Member(user, roles, administrator)
    return {channel for channel in (*RIGHTS.channels, 99) if seen_by(RIGHTS, member, ())(Place(channel))}


def test_a_member_sees_what_everybody_a_role_or_they_alone_are_shown() -> None:
    assert seen() == {OPEN, NOT_FOR_MUTED}
    assert seen(MEMBERS) == {OPEN, FOR_MEMBERS, NOT_FOR_MUTED}
    assert seen(MEMBERS, BOARD) == {OPEN, FOR_MEMBERS, FOR_BOARD, NOT_FOR_MUTED}
    assert seen(MUTED) == {OPEN}
    assert seen(user=ANA) == {OPEN, NOT_FOR_MUTED, FOR_ONE}


def test_who_may_everything_sees_every_channel_that_there_is() -> None:
    assert seen(BOSS) == seen(administrator=True) == set(RIGHTS.channels)


def test_a_thread_is_seen_with_its_channel_and_a_private_one_by_who_manages_threads_or_is_in_it() -> None:
    public, private = Place(50, FOR_BOARD), Place(51, OPEN, private=True)

    assert not seen_by(RIGHTS, Member(1), ())(public)
    assert seen_by(RIGHTS, Member(1, (BOARD,)), ())(public)
    assert not seen_by(RIGHTS, Member(1, (MEMBERS,)), ())(private)
    assert seen_by(RIGHTS, Member(1, (BOARD,)), ())(private)
    assert seen_by(RIGHTS, Member(1), (51,))(private)


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        (OPEN, {OPEN}),
        (FOR_MEMBERS, {OPEN, FOR_MEMBERS}),
        (FOR_BOARD, {OPEN, FOR_BOARD}),
        (FOR_ONE, {OPEN, FOR_ONE}),
        (99, set()),
    ],
)
def test_to_everybody_who_sees_a_channel_only_that_is_shown_which_all_of_them_see(
    audience: int, shown: set[int]
) -> None:
    assert {channel for channel in RIGHTS.channels if seen_by_all_of(RIGHTS, Place(audience))(Place(channel))} == shown


def test_a_private_thread_is_shown_to_nobody_but_in_itself() -> None:
    private = Place(51, OPEN, private=True)

    assert not seen_by_all_of(RIGHTS, Place(OPEN))(private)
    assert seen_by_all_of(RIGHTS, private)(private)
    assert seen_by_all_of(RIGHTS, private)(Place(52, OPEN))


def test_where_a_thread_is_stands_in_what_discord_says_of_it() -> None:
    assert place_of({"id": "51", "parent_id": "1", "type": 12}) == Place(51, 1, private=True)
    assert place_of({"id": "52", "parent_id": "1", "type": 11}) == Place(52, 1)
