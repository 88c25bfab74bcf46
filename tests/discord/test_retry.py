"""What Discord tells once is done again until it succeeds, or the last try says why not."""

import pytest

from bot.discord import retry
from bot.discord.retry import retried


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.0, 0.0, 0.0))


class Flaky:
    """Fails so many times before it succeeds."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.tries = 0

    async def __call__(self) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise ConnectionError(str(self.tries))


@pytest.mark.parametrize("failures", [0, 1, 3])
async def test_what_fails_for_a_while_is_done_in_the_end(failures: int) -> None:
    flaky = Flaky(failures)

    await retried("a message was deleted", flaky)

    assert flaky.tries == failures + 1


async def test_what_never_succeeds_says_why_the_last_time() -> None:
    flaky = Flaky(10)

    with pytest.raises(ConnectionError, match="4"):
        await retried("a message was deleted", flaky)

    assert flaky.tries == 4
