"""`crux doctor`: each fault is made, and its line says what to do."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.actions import schedules, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import newest_revision
from tests.loopback.faults import Broken
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import ATTACH, CHANNEL, GUILD, MEMBER, PUBLIC_THREAD, SEND, VIEW, Channel
from tests.monitoring.test_server import free_port
from tests.process.bot_process import TOKEN
from tests.process.commands import crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NO_PICTURES, MUTE, HIDDEN, LOCKED, LOCKED_IN, GONE = 101, 102, 103, 104, 105, 106
GONE_SERVER = 78


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


@pytest.fixture(autouse=True)
def settings(there: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DISCORD_API_URL", there.api_url)
    monkeypatch.setenv("DISCORD_GATEWAY_URL", there.gateway_url)


async def debate_in(sessions: Sessions, channel: int, guild: int = GUILD) -> Request:
    request = Request(guild, channel, "housing", 50, "ana", True, NOON)
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))
    return request


async def checks(database: str, folder: Path) -> tuple[int | None, dict[str, tuple[str, str, str | None]]]:
    """The exit code; and by what was looked at how it stands, what it is and what to do next."""
    ended = await crux(database, folder, "doctor", "--json")
    found = {check["about"]: (check["state"], check["what"], check["next"]) for check in json.loads(ended.text)}
    return ended.code, found


async def test_where_all_is_well_it_says_so(there: LoopbackDiscord, fresh_database: str, tmp_path: Path) -> None:
    engine = make_engine(fresh_database)
    await debate_in(Sessions(engine), CHANNEL)
    await engine.dispose()

    ended = await crux(fresh_database, tmp_path, "doctor")

    lines = ended.text.splitlines()
    assert ended.code == 0
    assert [line for line in lines if line.startswith("problem")] == []
    assert "ok       the token is that of crux (2000)" in lines
    assert f"ok       debate {CHANNEL}: Crux may do there all that it does" in lines
    # The small Discord was never told any commands.
    assert "warning  the registered commands are others than those of this version" in lines
    assert lines[-1] == "0 problems, 1 warning"
    assert [sent.method for sent in there.requests if sent.method != "GET"] == []


async def test_each_channel_s_fault_has_its_line(there: LoopbackDiscord, fresh_database: str, tmp_path: Path) -> None:
    world = there.world
    world.add_channel(Channel(NO_PICTURES, "no pictures", permissions=MEMBER & ~ATTACH))
    world.add_channel(Channel(MUTE, "mute", permissions=MEMBER & ~SEND))
    world.add_channel(Channel(HIDDEN, "hidden", permissions=MEMBER & ~VIEW))
    world.add_channel(Channel(LOCKED, "locked", PUBLIC_THREAD, parent=CHANNEL, locked=True, archived=True))
    engine = make_engine(fresh_database)
    sessions = Sessions(engine)
    for channel in (CHANNEL, NO_PICTURES, MUTE, HIDDEN, LOCKED, GONE):
        await debate_in(sessions, channel)
    await debate_in(sessions, 107, GONE_SERVER)
    here = Request(GUILD, CHANNEL, "housing", 50, "ana", True, NOON)
    await schedules.schedule_digest(sessions, here, timedelta(hours=1), "daily", "18:00", "UTC", None, None)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE schedules SET pause_reason = 'the thread is locked'"))
    await engine.dispose()

    code, found = await checks(fresh_database, tmp_path)

    assert code == 1
    assert found[f"debate {CHANNEL}"][0] == "ok"
    assert found[f"debate {NO_PICTURES}"][:2] == ("warning", f"debate {NO_PICTURES}: Crux lacks Attach Files")
    assert found[f"debate {MUTE}"][:2] == ("problem", f"debate {MUTE}: Crux lacks Send Messages")
    assert found[f"debate {HIDDEN}"][:2] == ("problem", f"debate {HIDDEN}: Crux cannot see the channel")
    assert found[f"debate {LOCKED}"][:2] == ("problem", f"debate {LOCKED}: the thread is locked")
    assert found[f"debate {GONE}"][:2] == ("problem", f"debate {GONE}: the channel is gone")
    assert found["debate 107"][:2] == ("problem", "debate 107: the server is gone")
    assert found[f"schedule {CHANNEL}"][:2] == (
        "warning",
        f"debate {CHANNEL}: its digests are paused: the thread is locked",
    )
    assert all(remedy for state, _, remedy in found.values() if state != "ok")


async def test_a_token_that_discord_does_not_know_and_a_database_that_is_away_have_their_lines(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "wrong" * 10)
    port = free_port()

    code, found = await checks(f"postgresql://crux:s3cret@127.0.0.1:{port}/crux", tmp_path)

    assert code == 1
    state, what, remedy = found["database"]
    assert state == "problem"
    assert f"127.0.0.1, port {port}," in what
    assert "s3cret" not in str(found)
    assert remedy is not None
    assert found["token"][:2] == ("problem", "Discord does not know this token")


async def test_an_older_schema_and_a_discord_that_is_broken_have_their_lines(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    there.faults.plan(Broken(400), "GET", "/users/@me")
    engine = make_engine(fresh_database)
    stands = "UPDATE alembic_version SET version_num = :revision"
    async with engine.begin() as connection:
        await connection.execute(sa.text(stands), {"revision": "0001"})
    try:
        code, found = await checks(fresh_database, tmp_path)
    finally:
        # The next test gets the same database, emptied but for its schema.
        async with engine.begin() as connection:
            await connection.execute(sa.text(stands), {"revision": newest_revision()})
        await engine.dispose()

    assert code == 1
    assert found["schema"][0] == "problem"
    assert "(0001) is older" in found["schema"][1]
    assert "crux migrate" in str(found["schema"][2])
    assert found["token"][:2] == ("problem", "Discord does not answer as it should (400/0)")
