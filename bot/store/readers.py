"""In which language somebody wants to be answered, wherever they are: kept, and at hand."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.choices import Choices
from bot.store.prepared import Execute, Prepared
from bot.store.tables import reader_languages

_R = reader_languages.c


async def choose(session: AsyncSession, user: int, language: str) -> None:
    """Have somebody be answered in the language of that tag from now on."""
    row = insert(reader_languages).values(user=user, language=language)
    # What is generated anew is another revision, by which other processes see that something was chosen.
    chosen = {"language": row.excluded.language, "revision": row.excluded.revision}
    await session.execute(row.on_conflict_do_update(index_elements=[_R.user], set_=chosen))


async def chosen_by(session: AsyncSession, user: int) -> str | None:
    """The tag of the language that somebody has chosen; None where they have chosen none."""
    return await session.scalar(sa.select(_R.language).where(_R.user == user))


async def forget(session: AsyncSession, user: int) -> bool:
    """Delete what somebody has chosen; gives whether there was anything."""
    gone = sa.delete(reader_languages).where(_R.user == user).returning(_R.user)
    return (await session.execute(gone)).one_or_none() is not None


_ALL = Prepared(sa.select(_R.user, _R.language))
_MARK = Prepared(
    sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_R.revision), 0)).select_from(reader_languages)
)


class ReaderLanguages(Choices):
    """The languages that people have chosen, of all who have chosen one; read anew only where somebody has chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Mapping[int, str] = {}
        self._mark: tuple[object, ...] = ()
        """Another one whenever somebody has chosen."""

    def of(self, user: int) -> str | None:
        """The tag of the language that somebody has chosen; None where they have chosen none."""
        return self._chosen.get(user)

    async def _take_over(self, execute: Execute) -> None:
        mark = tuple((await execute(_MARK, {}))[0])
        if mark != self._mark:
            self._chosen = {user: language for user, language in await execute(_ALL, {})}
        self._mark = mark
