"""Every prepared statement is given to the driver as it is."""

import importlib
import pkgutil

import bot.store
from bot.store.prepared import Prepared


def test_no_prepared_statement_has_a_list_whose_length_is_filled_in_when_it_is_executed() -> None:
    modules = (importlib.import_module(info.name) for info in pkgutil.walk_packages(bot.store.__path__, "bot.store."))
    every = {id(one): one.sql for module in modules for one in vars(module).values() if isinstance(one, Prepared)}

    assert len(every) > 10
    assert [sql for sql in every.values() if "POSTCOMPILE" in sql] == []
