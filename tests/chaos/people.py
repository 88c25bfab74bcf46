"""What people do meanwhile, and what they are told: the word that Crux has given."""

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tests.loopback.interactions import Answer, Asked, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MEMBER, MODERATOR, Json

PATIENCE = 4.0
"""Seconds after which a person takes it that no answer comes: Discord gives a bot three."""

PEOPLE = 4


@dataclass
class Crowd:
    """A few people in every debate. What they state is never said twice, so that each statement can be found."""

    discord: LoopbackDiscord
    chance: random.Random
    acknowledged: dict[int, set[str]] = field(default_factory=dict)
    answers: dict[int, dict[tuple[str, int], list[str | None]]] = field(default_factory=dict)
    """By channel, what each person was told of each request for these words; None where no answer came."""
    asked: dict[int, set[str]] = field(default_factory=dict)
    contended: set[str] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    _said: int = 0

    def __post_init__(self) -> None:
        self._people = [self.discord.world.add_person(100 + n, f"person{n}") for n in range(PEOPLE)]

    async def moderate(self, line: str, channel: int, **options: object) -> Answer | None:
        """What the moderator types there."""
        world = self.discord.world
        return await self._ask(slash(world, line, world.people[1], channel=channel, permissions=MODERATOR, **options))

    async def state(self, channel: int) -> None:
        """Somebody states something new, by command or by tagging their own message."""
        who, words = self.chance.choice(self._people), self._new_words()
        self.asked.setdefault(channel, set()).add(words)
        if self.chance.random() < 0.5:
            told = await self._ask(slash(self.discord.world, "/claim", who, channel=channel, statement=words))
        else:
            message = await self.discord.say(channel, who, words)
            told = await self._tag(who, message, "Tag as claim", words)
        self._remember(channel, words, who, told)

    async def contend(self, channel: int) -> None:
        """Several people do the same thing to the same words at once, and more than once."""
        author, other, third = self.chance.sample(self._people, 3)
        words = self._new_words()
        self.asked.setdefault(channel, set()).add(words)
        self.contended.add(words)
        message = await self.discord.say(channel, author, words)
        taggers = (other, other, third, author)
        told = await asyncio.gather(*(self._tag(who, message, "Tag as crux", words) for who in taggers))
        for tagger, answer in zip(taggers, told, strict=True):
            self._remember(channel, words, tagger, answer)
        number = next((n for answer in told if (n := _number_in(answer)) is not None), None)
        if number is None:
            return
        world, more = self.discord.world, {"channel": channel}
        at_once = [
            slash(world, "/stance", third, entry=number, answer="agree", **more),
            slash(world, "/stance", third, entry=number, answer="disagree", **more),
            slash(world, "/ledger withdraw", author, entry=number, **more),
            slash(world, "/park", other, entry=number, **more),
            *(slash(world, "/ledger merge", author, entry=number, into=n, **more) for n in (1, 2) if n != number),
            *(slash(world, "/ledger merge", author, entry=n, into=number, **more) for n in (1, 2) if n != number),
        ]
        self.chance.shuffle(at_once)
        await asyncio.gather(*(self._ask(asked) for asked in at_once))

    async def close(self, channel: int, outcome: str, day: datetime) -> Asked | None:
        """The moderator closes the debate until that day, and says what was settled; None where no form came."""
        world = self.discord.world
        opened = slash(world, "/debate close", world.people[1], channel=channel, permissions=MODERATOR)
        form = await self._ask(opened)
        if form is None or form.type != 9:
            return None
        filled = {"settled": outcome, "still_open": "", "look_again": day.date().isoformat()}
        sent = modal_submit(world, form, opened, world.people[1], **filled)
        await self._ask(sent)
        return sent

    async def close_without_leave(self, channel: int, outcome: str, day: datetime) -> None:
        """A moderator opens the form that closes a debate, and is none any more when they send it."""
        world, who = self.discord.world, self._people[0]
        opened = slash(world, "/debate close", who, channel=channel, permissions=MODERATOR)
        form = await self._ask(opened)
        if form is None or form.type != 9:
            return
        opened.payload["member"]["permissions"] = str(MEMBER)
        filled = {"settled": outcome, "still_open": "", "look_again": day.date().isoformat()}
        await self._ask(modal_submit(world, form, opened, who, **filled))
        self.outcomes["rights lost"] += 1

    async def tag_where_crux_may_do_nothing(self, channel: int) -> None:
        """Between the form of a tag and its answer, Crux loses what it may do in the channel."""
        who, words = self.chance.choice(self._people), self._new_words()
        self.asked.setdefault(channel, set()).add(words)
        message = await self.discord.say(channel, who, words)
        opened = message_command(self.discord.world, "Tag as claim", message, who)
        told = await self._ask(opened)
        if told is not None and told.type == 9:
            await self.discord.change_channel(channel, permissions=0)
            told = await self._ask(modal_submit(self.discord.world, told, opened, who, statement=words))
            await self.discord.change_channel(channel, permissions=None)
            self.outcomes["rights lost"] += 1
        self._remember(channel, words, who, told)

    async def _tag(self, who: Json, message: Json, menu: str, words: str) -> Answer | None:
        opened = message_command(self.discord.world, menu, message, who)
        form = await self._ask(opened)
        if form is None or form.type != 9:
            return form
        return await self._ask(modal_submit(self.discord.world, form, opened, who, statement=words))

    async def _ask(self, asked: Asked) -> Answer | None:
        try:
            answer = await self.discord.ask(asked, PATIENCE)
        except TimeoutError:
            self.outcomes["no answer"] += 1
            return None
        self.outcomes["our fault" if "went wrong" in answer.text else "answered"] += 1
        return answer

    def refused(self, channel: int) -> set[tuple[str, int]]:
        """The words, and who asked for them and was told each time that nothing was written down.

        Of several people who tag the same words at once, one may be told so while another's request is carried out.
        """
        return {
            asked
            for asked, told in self.answers.get(channel, {}).items()
            if all(text is not None and "Nothing was written down" in text for text in told)
        }

    def _remember(self, channel: int, words: str, who: Json, told: Answer | None) -> None:
        of_them = self.answers.setdefault(channel, {}).setdefault((words, int(who["id"])), [])
        of_them.append(told.text if told is not None else None)
        if told is not None and _is_word_given(told.text, words):
            self.acknowledged.setdefault(channel, set()).add(words)

    def _new_words(self) -> str:
        self._said += 1
        return f"Statement number {self._said} is so"


def _is_word_given(text: str, words: str) -> bool:
    return (words in text and "**#" in text) or "is written down" in text


def _number_in(answer: Answer | None) -> int | None:
    found = re.search(r"#(\d+)", answer.text) if answer is not None else None
    return int(found[1]) if found else None
