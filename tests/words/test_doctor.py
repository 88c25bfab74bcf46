"""What `crux doctor` says of a database, and when that is a warning or a problem."""

from datetime import timedelta

import pytest

from bot.render.front_ends import TERMINAL
from bot.words import doctor, doctor_discord
from bot.words.doctor import Check, State

GIB = 1 << 30


@pytest.mark.parametrize(
    ("version", "state"),
    [(14, State.PROBLEM), (15, State.OK), (18, State.OK), (19, State.WARNING)],
)
def test_versions_of_postgresql(version: int, state: State) -> None:
    assert doctor.database_version(TERMINAL, version).state is state


@pytest.mark.parametrize(
    ("check", "state", "begins"),
    [
        (doctor.schema(TERMINAL, "0014", "0014"), State.OK, "the schema is that of this version"),
        (doctor.schema(TERMINAL, "0015", "0014"), State.PROBLEM, "the schema (0015) is newer"),
        (doctor.schema(TERMINAL, None, "0014"), State.PROBLEM, "the schema (none) is older"),
        (doctor.rights(TERMINAL, is_replica=True, may_create=True, may_write=True), State.PROBLEM, "the database is a"),
        (doctor.rights(TERMINAL, is_replica=False, may_create=False, may_write=False), State.PROBLEM, "the database's"),
        (doctor.rights(TERMINAL, is_replica=False, may_create=False, may_write=True), State.WARNING, "the database's"),
        (doctor.clock(TERMINAL, timedelta(seconds=4)), State.OK, "the database's clock"),
        (
            doctor.clock(TERMINAL, timedelta(seconds=-61)),
            State.WARNING,
            "the database's clock and this machine's",
        ),
        (doctor.connections(TERMINAL, 20, 20), State.OK, "20 connections are free"),
        (doctor.connections(TERMINAL, 1, 20), State.WARNING, "1 connection is free"),
        (doctor.letters(TERMINAL, "SQL_ASCII", "C"), State.PROBLEM, "the database keeps text as SQL_ASCII"),
        (doctor.letters(TERMINAL, "UTF8", "C"), State.WARNING, "the database's locale is C"),
        (doctor.letters(TERMINAL, "UTF8", "C.UTF-8"), State.OK, "words of every script"),
        (doctor.space(TERMINAL, GIB, None), State.OK, "the database takes 1024 MiB"),
        (doctor.space(TERMINAL, GIB, GIB - 1), State.PROBLEM, "the database takes 1024 MiB; its disk has 1024 MiB"),
        (doctor.space(TERMINAL, GIB, GIB), State.OK, "the database takes"),
        (
            doctor_discord.interactions_endpoint(TERMINAL, "https://x.example"),
            State.WARNING,
            "Discord posts what people do to a web address",
        ),
        (
            doctor.time_zones(TERMINAL, "2025.2", is_old=True),
            State.WARNING,
            "the time zones are those of",
        ),
        (doctor_discord.no_token(TERMINAL), State.PROBLEM, "no DISCORD_TOKEN is set"),
    ],
)
def test_each_finding(check: Check, state: State, begins: str) -> None:
    assert check.state is state
    assert check.what.startswith(begins)
    assert (check.next is None) == (state is State.OK)


def test_what_to_do_stands_below_what_is_wrong() -> None:
    first, second = doctor.line(TERMINAL, doctor_discord.no_token(TERMINAL)).splitlines()
    assert first.startswith("problem  no DISCORD_TOKEN")
    assert second.startswith("         → put the token")


def test_all_is_well_where_nothing_is_wrong() -> None:
    assert doctor.summary(TERMINAL, [doctor_discord.intents(TERMINAL)]) == "All is well."
