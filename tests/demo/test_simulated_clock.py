"""A written debate played back as if it ended now, in the simulator as well."""

from datetime import UTC, datetime, timedelta

from bot.cli.demo import seed_debate
from bot.demo.server import playing_back
from bot.demo.simulated_clock import catch_up
from bot.store.sessions import Sessions
from cogs import EXTENSIONS

NOW = datetime(2027, 3, 4, 5, 6, tzinfo=UTC)


async def test_a_debate_that_ends_now_is_as_long_as_it_is_written_down(committed_sessions: Sessions) -> None:
    seed = seed_debate()
    async with playing_back(seed, committed_sessions, EXTENSIONS, NOW) as run:
        took = run.messages["m2"].created_at - run.messages["m1"].created_at
        posted = run.channel.last_message

        assert abs(took - (seed.messages[1].at - seed.messages[0].at)) < timedelta(minutes=1)
        assert posted is not None
        assert abs(posted.created_at - NOW) < timedelta(minutes=1)
        assert (await run.ledger()).digests[-1].at == NOW

        catch_up(run.env, NOW - timedelta(days=1))
        assert run.env.now() >= NOW, "it never goes back"
        catch_up(run.env, NOW + timedelta(days=1))
        assert run.env.now() >= NOW + timedelta(days=1)
