"""Hostile words, numbers and files on a real database: a refusal that changes nothing, or a ledger that holds."""

from bot.store.sessions import Sessions
from tests.fuzz import database

SEED = 1
ACTIONS, IMPORTS = 200, 60


async def test_whatever_is_asked_for_is_refused_clearly_or_leaves_a_ledger_that_replays(
    committed_sessions: Sessions,
) -> None:
    assert await database.actions(committed_sessions, SEED, ACTIONS) == ACTIONS


async def test_a_hostile_file_changes_nothing_or_comes_out_again_byte_for_byte(committed_sessions: Sessions) -> None:
    assert await database.imports(committed_sessions, SEED, IMPORTS) == IMPORTS
