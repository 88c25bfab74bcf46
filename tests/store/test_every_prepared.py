"""Every prepared statement is given to the driver as it is."""

import importlib
import pkgutil
import re

from sqlalchemy.dialects import postgresql

import bot.store
from bot.store.prepared import Prepared


def every_prepared() -> list[Prepared]:
    modules = (importlib.import_module(info.name) for info in pkgutil.walk_packages(bot.store.__path__, "bot.store."))
    return [one for module in modules for one in vars(module).values() if isinstance(one, Prepared)]


DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]


def test_every_value_that_a_prepared_statement_asks_for_has_a_name_of_its_own() -> None:
    """A constant null would be taken for a value that is to be given, and has no name that anybody knows."""
    for one in every_prepared():
        values = one.statement.compile(dialect=DIALECT).params
        assert [name for name, value in values.items() if value is None and re.search(r"_\d+$", name)] == [], one.sql


def test_no_prepared_statement_has_a_list_whose_length_is_filled_in_when_it_is_executed() -> None:
    every = {id(one): one.sql for one in every_prepared()}

    assert len(every) > 10
    assert [sql for sql in every.values() if "POSTCOMPILE" in sql] == []
