"""People who click without a pause, each once on an entry, and what they are told."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, product

from bot.discord.custom_ids import custom_id
from bot.ledger.entries import Answer as Stance
from tests.loopback.interactions import BUTTON, Answer, click, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MODERATOR, Channel, Json, numbered

FIRST_CHANNEL, FIRST_PERSON = 5_000, 10_000
CLAIMS = 2
PAUSE = 0.1
"""Seconds between two clicks of one hand."""

PATIENCE = 4.0
"""Seconds after which a person takes it that no answer comes: Discord gives a bot three."""

Click = tuple[int, int, int]
"""Debate, entry and person: no two clicks have all three alike."""


@dataclass
class Clicks:
    """Clicks in some debates. What was acknowledged, refused or left without a word is kept apart."""

    discord: LoopbackDiscord
    debates: int
    acknowledged: set[Click] = field(default_factory=set)
    refused: set[Click] = field(default_factory=set)
    """Whom Crux told that nothing was written down."""
    uncertain: int = 0
    unanswered: int = 0
    unexpected: list[str] = field(default_factory=list)
    answered_at: list[tuple[float, float]] = field(default_factory=list)
    """When each acknowledged click was made, and when it was answered, in seconds of one clock."""
    _lines: dict[int, Json] = field(default_factory=dict)

    @property
    def channels(self) -> range:
        return range(FIRST_CHANNEL, FIRST_CHANNEL + self.debates)

    async def begin(self) -> None:
        """Open the debates, each with claims and a message whose buttons are clicked."""
        world, moderator = self.discord.world, self.discord.world.people[1]
        for number in self.channels:
            world.add_channel(Channel(number, f"debate {number}"))
            more = {"channel": number, "permissions": MODERATOR}
            await self.discord.ask(slash(world, "/debate open", moderator, question="Should we build?", **more))
            for claim in range(CLAIMS):
                await self.discord.ask(slash(world, "/claim", moderator, statement=f"Reason number {claim}", **more))
            channel = world.channels[number]
            self._lines[number] = world.new_message(channel, world.bot, components=numbered([*_buttons()]))

    async def go_on(self, hands: int) -> None:
        """Click until this is cancelled, with so many hands."""
        people = count(FIRST_PERSON)
        await asyncio.gather(*(self._hand(people) for _ in range(hands)))

    async def _hand(self, people: "count[int]") -> None:
        while True:
            person = next(people)
            who = self.discord.world.add_person(person, f"person{person}")
            for channel, entry in product(self.channels, range(1, CLAIMS + 1)):
                await self._click((channel, entry, person), who)
                await asyncio.sleep(PAUSE)

    async def _click(self, clicked: Click, who: Json) -> None:
        channel, entry, _ = clicked
        pressed = custom_id("stance", entry, 1, Stance.AGREE.value)
        asked = click(self.discord.world, self._lines[channel], pressed, who)
        begun = time.monotonic()
        try:
            answer = await self.discord.ask(asked, PATIENCE)
        except TimeoutError:
            self.unanswered += 1
            return
        self._note(clicked, answer, begun)

    def _note(self, clicked: Click, answer: Answer, begun: float) -> None:
        if answer.text.startswith("You") and f"**#{clicked[1]}**" in answer.text:
            self.acknowledged.add(clicked)
            self.answered_at.append((begun, time.monotonic()))
        elif "Nothing was written down" in answer.text:
            self.refused.add(clicked)
        elif "may have been written down" in answer.text:
            self.uncertain += 1
        else:
            self.unexpected.append(answer.text)

    def answered_after(self, moment: float) -> float | None:
        """Seconds from a moment until the first click that was made after it was acknowledged; None: not yet."""
        after = [answered for begun, answered in self.answered_at if begun >= moment]
        return min(after) - moment if after else None


def _buttons() -> Iterator[Json]:
    """A row with a button for each claim, as the lines of tags have them."""
    for entry in range(1, CLAIMS + 1):
        pressed = custom_id("stance", entry, 1, Stance.AGREE.value)
        button = {"type": BUTTON, "style": 2, "label": f"#{entry} Agree", "custom_id": pressed}
        yield {"type": 1, "components": [button]}
