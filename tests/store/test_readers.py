"""The language that somebody has chosen, at hand: no table is read for it, until somebody has chosen anew."""

import asyncio
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import Spoken
from bot.store import readers
from bot.store import tables as t
from bot.store.prepared import Prepared, Row, Values
from bot.store.readers import ReaderLanguages
from bot.store.sessions import Sessions

ANA, BEN = 1, 2


class Counted:
    """Executes statements, and counts them."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions, self.number = sessions, 0

    async def __call__(self, statement: Prepared, values: Values) -> Sequence[Row]:
        self.number += 1
        return await self.sessions.execute(statement, values)


async def chosen(sessions: Sessions, user: int, language: str) -> None:
    async with sessions.begin() as session:
        await readers.choose(session, user, language)


async def test_who_has_chosen_a_language_is_known_with_it_and_nobody_else(sessions: Sessions) -> None:
    known = ReaderLanguages()
    await chosen(sessions, ANA, "ar")
    await chosen(sessions, ANA, "ja")
    assert (known.are_known, known.of(ANA)) == (False, None)

    await known.know(sessions.execute)

    assert known.are_known
    assert (known.of(ANA), known.of(BEN)) == ("ja", None)


async def test_of_those_who_ask_at_once_one_reads_it_for_all(sessions: Sessions) -> None:
    known, counted = ReaderLanguages(), Counted(sessions)

    await asyncio.gather(*(known.know(counted) for _ in range(20)))

    assert counted.number == 2  # whether anything was chosen since, and what


async def test_what_was_chosen_is_read_anew_only_where_somebody_chose(committed_sessions: Sessions) -> None:
    known, counted = ReaderLanguages(), Counted(committed_sessions)
    await chosen(committed_sessions, ANA, "ar")
    await known.read(counted)
    counted.number = 0

    await known.read(counted)
    assert counted.number == 1

    await chosen(committed_sessions, ANA, "de")
    await known.read(counted)
    assert (known.of(ANA), counted.number) == ("de", 3)

    async with committed_sessions.begin() as session:
        assert await readers.forget(session, ANA)
        assert not await readers.forget(session, BEN)
    await known.read(counted)
    assert (known.of(ANA), counted.number) == (None, 5)


@pytest.mark.parametrize("language", [one for one in Spoken if one is not Spoken.AUTOMATIC])
async def test_the_database_takes_each_language(session: AsyncSession, language: Spoken) -> None:
    await readers.choose(session, ANA, language)

    assert await readers.chosen_by(session, ANA) == language


@pytest.mark.parametrize("language", ["", "automatic", "English", "de_DE", "d"])
async def test_the_database_takes_no_other_word(session: AsyncSession, language: str) -> None:
    with pytest.raises(IntegrityError, match="ck_reader_languages_language"):
        await session.execute(sa.insert(t.reader_languages).values(user=ANA, language=language))
