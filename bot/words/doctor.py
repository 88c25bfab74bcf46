"""What `crux doctor` found: a line each, with what to do where something is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.words.front_end import FrontEnd
from bot.words.lists import joined


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, and what to do next; None where nothing is to be done."""

    about: str
    state: State
    what: str
    next: str | None = None


def line(front: FrontEnd, check: Check) -> str:
    """A check as it is printed, with what to do next below it."""
    states = {State.OK: front.say("ok"), State.WARNING: front.say("warning"), State.PROBLEM: front.say("problem")}
    width = max(map(len, states.values())) + 2
    first = f"{states[check.state]:<{width}}{check.what}"
    return first if check.next is None else f"{first}\n{'':<{width}}→ {check.next}"


def summary(front: FrontEnd, checks: Sequence[Check]) -> str:
    """How many there are of what."""
    problems = sum(check.state is State.PROBLEM for check in checks)
    warnings = sum(check.state is State.WARNING for check in checks)
    if not problems and not warnings:
        return front.say("All is well.")
    said = (
        front.count("{number} problem", "{number} problems", problems),
        front.count("{number} warning", "{number} warnings", warnings),
    )
    return joined(front.catalogue, said)


# Schedules


def schedule_paused(front: FrontEnd, debate: int, reason: str) -> Check:
    """A schedule that posts nothing."""
    return Check(
        f"schedule {debate}",
        State.WARNING,
        front.say("debate {debate}: its digests are paused: {reason}", debate=debate, reason=reason),
        front.say(
            "see to the cause: a pause that Discord caused ends by itself then, others by {ways.schedule_digest} there"
        ),
    )


def schedules_run(front: FrontEnd) -> Check:
    """No schedule is paused."""
    return Check("schedules", State.OK, front.say("no schedule is paused"))


# The database


def database_away(front: FrontEnd, host: str, port: int, reason: str) -> Check:
    """The database cannot be reached, or does not let Crux in."""
    return Check(
        "database",
        State.PROBLEM,
        front.say(
            "the database at {host}, port {port}, cannot be used ({reason})", host=host, port=port, reason=reason
        ),
        front.say("see that PostgreSQL runs there, and that user, password and name in DATABASE_URL are right"),
    )


OLDEST, NEWEST = 15, 18
"""The versions of PostgreSQL that Crux is tested with."""


def database_version(front: FrontEnd, version: int) -> Check:
    """Which PostgreSQL it is."""
    what = front.say("PostgreSQL {version}", version=version)
    if version < OLDEST:
        remedy = front.say("move to PostgreSQL {oldest} or newer", oldest=OLDEST)
        return Check("version", State.PROBLEM, what, remedy)
    if version > NEWEST:
        remedy = front.say("Crux is tested up to {newest}: see whether there is a newer Crux", newest=NEWEST)
        return Check("version", State.WARNING, what, remedy)
    return Check("version", State.OK, what)


def schema(front: FrontEnd, revision: str | None, newest: str) -> Check:
    """Whether the database has the schema of this version."""
    if revision == newest:
        return Check("schema", State.OK, front.say("the schema is that of this version ({revision})", revision=newest))
    if revision is not None and revision > newest:
        return Check(
            "schema",
            State.PROBLEM,
            front.say("the schema ({revision}) is newer than this Crux ({newest})", revision=revision, newest=newest),
            front.say("run the newer version of Crux that has migrated it"),
        )
    return Check(
        "schema",
        State.PROBLEM,
        front.say(
            "the schema ({revision}) is older than this version's ({newest})",
            revision=revision or front.say("none"),
            newest=newest,
        ),
        front.say("end every process of the older version, then run `crux migrate`"),
    )


def rights(front: FrontEnd, *, is_replica: bool, may_create: bool, may_write: bool) -> Check:
    """What the role may do."""
    if is_replica:
        return Check(
            "rights",
            State.PROBLEM,
            front.say("the database is a replica, which nobody can write to"),
            front.say("set DATABASE_URL to the primary; a replica belongs into CRUX_REPLICA_URL"),
        )
    if not may_write:
        return Check(
            "rights",
            State.PROBLEM,
            front.say("the database's role may not write into every table"),
            front.say(
                "let the role that made the tables be the one in DATABASE_URL, or grant it INSERT, UPDATE, DELETE"
            ),
        )
    if not may_create:
        return Check(
            "rights",
            State.WARNING,
            front.say("the database's role may not make tables, so the next version cannot migrate with it"),
            front.say("grant it CREATE on the schema public, or run `crux migrate` with another role"),
        )
    return Check("rights", State.OK, front.say("the database's role may do all that Crux does"))


CLOCKS_DIFFER = timedelta(seconds=5)
"""From where on two clocks are not the same."""


def clock(front: FrontEnd, ahead: timedelta) -> Check:
    """Whether the database's clock is ours."""
    seconds = round(abs(ahead.total_seconds()))
    if abs(ahead) < CLOCKS_DIFFER:
        return Check("clock", State.OK, front.say("the database's clock and this machine's are the same"))
    return Check(
        "clock",
        State.WARNING,
        front.count(
            "the database's clock and this machine's are {number} second apart",
            "the database's clock and this machine's are {number} seconds apart",
            seconds,
        ),
        front.say("have both kept by NTP: digests are posted by this machine's"),
    )


def connections(front: FrontEnd, free: int, wanted: int) -> Check:
    """Whether the server has room for a bot's connections."""
    what = front.count("{number} connection is free", "{number} connections are free", free)
    if free >= wanted:
        return Check("connections", State.OK, what)
    return Check(
        "connections",
        State.WARNING,
        what,
        front.say(
            "a process of Crux opens up to {wanted}: raise max_connections, lower CRUX_POOL_SIZE, or use PgBouncer",
            wanted=wanted,
        ),
    )


def letters(front: FrontEnd, encoding: str, character_type: str) -> Check:
    """Whether words of every script are kept and found."""
    if encoding != "UTF8":
        return Check(
            "letters",
            State.PROBLEM,
            front.say("the database keeps text as {encoding}, which lacks most scripts", encoding=encoding),
            front.say("back up, make a database with the encoding UTF8, and restore into it"),
        )
    if character_type in ("C", "POSIX"):
        return Check(
            "letters",
            State.WARNING,
            front.say("the database's locale is {locale}: words beyond ASCII are not found", locale=character_type),
            front.say("back up, make a database with the locale C.UTF-8, and restore into it"),
        )
    return Check("letters", State.OK, front.say("words of every script are kept and found"))


MEBIBYTE = 1 << 20

LEAST_FREE = 1024 * MEBIBYTE
"""Bytes below which a disk counts as nearly full."""


def space(front: FrontEnd, size: int, free: int | None) -> Check:
    """How large the database is, and how much room its disk has; None where that is another machine's."""
    used = round(size / MEBIBYTE)
    if free is None:
        return Check("space", State.OK, front.say("the database takes {used} MiB", used=used))
    left = round(free / MEBIBYTE)
    what = front.say("the database takes {used} MiB; its disk has {left} MiB left", used=used, left=left)
    if free < LEAST_FREE:
        return Check("space", State.PROBLEM, what, front.say("make room there: PostgreSQL stops when its disk is full"))
    return Check("space", State.OK, what)


# This machine


def time_zones(front: FrontEnd, release: str, *, is_old: bool) -> Check:
    """How old the rules of time zones are."""
    what = front.say("the time zones are those of tzdata {release}", release=release)
    if not is_old:
        return Check("tzdata", State.OK, what)
    remedy = front.say("install a newer Crux: where a zone has changed its rules since, digests come an hour off")
    return Check("tzdata", State.WARNING, what, remedy)
