"""A real bot process shows the panel of a server's settings, page by page, and does what is set in it."""

import signal
from pathlib import Path

from tests.loopback.interactions import Asked, buttons, click, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MEMBER, Channel, Json
from tests.process.bot_process import TOKEN, start_bot

PATIENCE = 60.0
MANAGER = MEMBER | 1 << 5
DIGESTS, HOSTS = 98, 4001


async def test_a_manager_turns_the_pages_and_sets_a_role_a_schedule_and_a_channel(
    fresh_database: str, tmp_path: Path
) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        ana = there.world.add_person(50, "ana")
        there.world.add_channel(Channel(DIGESTS, "digests", permissions=MEMBER & ~(1 << 15)))
        process = await start_bot(there, fresh_database, tmp_path)
        await there.ready(PATIENCE)

        async def press(panel: Json, custom_id: str, *values: str) -> Json:
            asked = click(there.world, panel, custom_id, ana, values=values, permissions=MANAGER)
            return {**panel, **(await there.ask(asked)).data}

        asked: Asked = slash(there.world, "/settings", ana, permissions=MANAGER)
        await there.ask(asked)
        people = await there.until(lambda: asked.original)
        with_role = await press(people, "crux:setting:moderator_role", str(HOSTS))
        digests = await press(with_role, buttons(with_role)["Digests"])
        daily = await press(digests, "crux:setting:default_cadence", "daily")
        apart = await press(daily, "crux:setting:digest_channel", str(DIGESTS))
        opened = await there.ask(slash(there.world, "/debate open", ana, question="Should we build?"))
        process.send_signal(signal.SIGTERM)
        await process.communicate()

    assert f"**Role whose holders are moderators too**: <@&{HOSTS}>" in str(with_role)
    assert "**Digests of new debates by themselves**: Every day at 18:00" in str(daily)
    assert f"**Where scheduled digests are posted**: <#{DIGESTS}>" in str(apart)
    assert f"In <#{DIGESTS}>, where digests are posted, Crux lacks: Attach Files." in str(apart)
    assert "A digest comes every day at 18:00 (UTC)" in opened.text
