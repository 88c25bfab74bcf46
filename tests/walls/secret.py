"""A debate that others must not see, full of words, names and numbers that occur nowhere else."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bot.actions import cards, cruxes, debates, digests, parking, proposals, schedules, sides, stances, tags, terms
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.ledger.entries import Answer, Kind
from bot.store.sessions import Sessions
from bot.store.tables import metadata

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOBODY = 987_654_321_000_000_009
"""A person of the secret debate who takes no part in any attack."""
MESSAGE = 987_654_321_000_000_001
POSTED = 987_654_321_000_000_002

MARKERS = (
    "xylocopa",
    "quetzal",
    "zugunruhe",
    "ptarmigan",
    "wolverine",
    "jabberwock",
    "vervet",
    str(NOBODY),
    str(POSTED),
)
"""Whoever is on the other side of the wall must never be shown any of these."""

FRAGMENT = "xyloco"
"""What somebody might guess of the secret words: short of a marker, so that an echo of it is no leak."""

ENTRY = 4
"""A number that only the secret debate has an entry of."""
PROPOSED = 5
DEFINITION = 3


async def make(sessions: Sessions, guild: int, channel: int, author: int) -> None:
    """Open the debate with everything in it: `author` opened it, and wrote its entries and definitions."""

    def by(user: int, name: str) -> Request:
        return Request(guild, channel, "secret", user, name, False, NOW)

    me, other = by(author, "vervet the author"), by(NOBODY, "wolverine")
    await debates.open_debate(sessions, me, "Does the quetzal sing?", "jabberwock yes", "jabberwock no")
    await sides.join_side(sessions, me, "jabberwock yes")
    await sides.join_side(sessions, other, "jabberwock no")
    for words in (
        "The xylocopa nests alone",
        "The xylocopa nests in wood",
        "The xylocopa stays",
        "The xylocopa stings",
    ):
        await tags.state(sessions, me, TagForm(Kind.CLAIM, words))
        await terms.define(sessions, me, f"zugunruhe of {words}", "what ptarmigan feel")
    target = Target(MESSAGE, author, "vervet the author", "The xylocopa hums, so the ptarmigan wakes")
    await tags.keep_draft(sessions, other, target)
    await tags.tag_message(sessions, other, MESSAGE, TagForm(Kind.CRUX, "The xylocopa hums", "The xylocopa hums"))
    await stances.take_stance(sessions, other, ENTRY, Answer.DISAGREE, 20)
    await cruxes.mark_crux(sessions, other, 2, "1")
    await proposals.reword(sessions, me, 2, "The xylocopa nests in old wood")
    await parking.park(sessions, me, 3)
    await schedules.schedule_digest(sessions, me, timedelta(hours=1), "daily", "18:00", "UTC", None, None)
    await cards.want_card(sessions, me)
    ready = await digests.preview(sessions, me)
    await digests.record_posted_now(sessions, ready, POSTED, NOW)


ASIDE = {
    "requests": "the numbers of requests that were done; no word of any debate",
    "refused_forms": "what one person typed into a form that was refused, shown again to them alone; part of no debate",
    "suggestions": "what messages may be entries, seen by moderators of their channel alone; part of no debate",
    "channel_readings": "when a channel was read; no word of any debate",
    "welcomes": "where Crux began on a server; no word of any debate",
    "welcoming": "a moment",
    "server_settings": "what a server decides for its debates; no word of any",
    "server_digests": "when all debates are told of together, and how many entries of each stood where; no word of any",
    "setting_changes": "who changed that; no word of any debate",
    "forums": "what moderators decided of a forum and its tags; no word of any debate",
    "bars": "whom a server's moderators keep from writing; no word of any debate",
    "reader_languages": "in which language a person is answered; no word of any debate",
    "drafts": "what one person right-clicked, found again only by that person in that channel; part of no debate",
}
"""Tables that hold no debate, and why."""


async def everything(sessions: Sessions, debate: int) -> dict[str, str]:
    """All rows of one debate, table by table; a new table is among them or in ASIDE."""
    async with sessions() as session:
        found = (await session.execute(EVERYTHING, {"debate": debate})).one()
    return {table.name: rows for table, rows in zip(TABLES, found, strict=True)}


def _rows(table: sa.Table) -> sa.ScalarSelect[str]:
    line = sa.cast(sa.literal_column(table.name), sa.Text)
    key = table.c.id if table.name == "debates" else table.c.debate
    return (
        sa.select(sa.func.string_agg(line, aggregate_order_by(sa.literal("\n"), line)))
        .where(key == sa.bindparam("debate", type_=sa.BigInteger))
        .scalar_subquery()
    )


TABLES = [table for table in metadata.sorted_tables if table.name not in ASIDE]
EVERYTHING = sa.select(*map(_rows, TABLES))
"""Made once: to make it takes longer than to ask it, and it is asked after each attempt."""


def leaks(shown: object) -> list[str]:
    """The markers that stand in what somebody was shown."""
    text = (shown if isinstance(shown, str) else repr(shown)).casefold()
    return [marker for marker in MARKERS if marker in text]
