"""How much PostgreSQL has to do for what is asked of it, whatever else keeps the machine busy: rows, not seconds."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine

EXPLAINING = """
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_analyze = on;
SET auto_explain.log_timing = off;
SET auto_explain.log_nested_statements = on;
SET auto_explain.log_format = json;
SET client_min_messages = log;
"""
"""Each statement's plan comes back with how many rows each of its nodes met."""


async def rows_met(address: str, ask: Callable[[Sessions], Awaitable[object]]) -> int:
    """How many rows the nodes of all plans gave, or looked at in vain, for what is asked by connections of its own."""
    met: list[int] = []
    engine = make_engine(address)

    def explain(connection: Any, _record: ConnectionPoolEntry) -> None:
        driver: asyncpg.Connection = connection.driver_connection
        driver.add_log_listener(lambda _, message: met.append(_rows_of(message.message)))
        connection.run_async(lambda driver: driver.execute(EXPLAINING))

    sa.event.listen(engine.sync_engine, "connect", explain)
    try:
        await ask(Sessions(engine))
        await asyncio.sleep(0)  # what came last is handed to its listener in the next turn
    finally:
        await engine.dispose()
    assert met, "no plan was seen"
    return sum(met)


def _rows_of(message: str) -> int:
    _, found, plan = message.partition("plan:\n")
    return _met(json.loads(plan)["Plan"]) if found else 0


def _met(node: Mapping[str, Any]) -> int:
    rows: float = sum(met for name, met in node.items() if name == "Actual Rows" or name.startswith("Rows Removed"))
    loops: float = node["Actual Loops"]
    return round(rows * loops) + sum(_met(below) for below in node.get("Plans", ()))
