"""A first answer reaches Discord whatever becomes of the connection, and only once."""

import pytest
from aiohttp import web

from tests.discord.conftest import Place
from tests.loopback.faults import Broken, Cut, Fault, Handler, Refused, TooMany
from tests.loopback.interactions import Answer, message_command, modal_submit, slash
from tests.loopback.world import CHANNEL


class HalfSaid:
    """A server error whose JSON ends in its midst."""

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        return web.Response(body=b'{"code": 0, "mess', status=502, headers={"Content-Type": "application/json"})


CALLBACK = r"/interactions/\d+/[^/]+/callback"
FAILED_ONCE = {
    "closed while nothing was sent": Cut(),
    "cut after it arrived": Cut(after=True),
    "out of order": Broken(503),
    "cut off amid what it says": HalfSaid(),
    "out of order after it arrived": Broken(503, after=True),
    "busy": TooMany(retry_after=0.01),
}


@pytest.mark.parametrize("fault", FAILED_ONCE.values(), ids=FAILED_ONCE)
async def test_a_person_is_answered_where_the_first_try_fails(place: Place, fault: Fault) -> None:
    place.discord.faults.plan(fault, "POST", CALLBACK)
    assert "Rents fall" in (await _shown(place)).text


async def test_connections_that_break_one_after_the_other_do_not_keep_an_answer_away(place: Place) -> None:
    place.discord.faults.plan(Cut(), "POST", CALLBACK, times=4)
    assert "Rents fall" in (await _shown(place)).text


async def test_what_discord_refuses_is_not_sent_again(place: Place) -> None:
    place.discord.faults.plan(Refused(403, 50013), "POST", CALLBACK)
    answered = await _shown(place)
    # The first was refused; what follows says that something went wrong.
    assert "went wrong" in answered.text
    assert len(_callbacks(place)) == 2


async def test_a_limit_that_is_not_discord_s_own_is_not_waited_for(place: Place) -> None:
    place.discord.faults.plan(TooMany(via=False), "POST", CALLBACK)
    assert "went wrong" in (await _shown(place)).text


async def test_a_limit_that_lasts_longer_than_an_answer_is_taken_is_not_waited_for(place: Place) -> None:
    place.discord.faults.plan(TooMany(retry_after=600), "POST", CALLBACK)
    assert "went wrong" in (await _shown(place)).text


async def test_the_message_is_asked_for_where_everybody_sees_it(place: Place) -> None:
    await _shown(place)
    ana = place.discord.world.add_person(50, "ana")
    said = await place.discord.say(CHANNEL, ana, "Building is cheap")
    opening = message_command(place.discord.world, "Tag as claim", said, ana)
    form = await place.discord.ask(opening)
    await place.discord.ask(modal_submit(place.discord.world, form, opening, ana, statement="Building is cheap"))
    assert _callbacks(place) == ["", "", "with_response=true"]


async def _shown(place: Place) -> Answer:
    ana = place.discord.world.add_person(50, "ana")
    return await place.discord.ask(slash(place.discord.world, "/ledger entry", ana, entry=1))


def _callbacks(place: Place) -> list[str]:
    """The queries of the first answers that were sent."""
    return [sent.query for sent in place.discord.requests if sent.path.endswith("/callback")]
