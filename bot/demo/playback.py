"""A written debate played back: every step becomes a message, a right-click, a form, a button or a command."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
import simcord

from bot.actions import digests
from bot.actions.request import Request
from bot.clock import SetClock
from bot.demo.outcome import Shown
from bot.discord.client import CruxClient
from bot.discord.custom_ids import custom_id
from bot.exchange import debate_parts as file
from bot.exchange.debate_order import in_order
from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.ledger.rules.stances import contradicts
from bot.render.front_ends import DISCORD, TERMINAL
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.words import demo as words
from bot.words import forms

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle
    from simcord.results import InteractionResult

_ABOUT_A_TAG = (file.FileStance, file.FileCruxMark, file.FileRewording, file.FileParking)


class PlaybackError(Exception):
    """A step that the bot refused; the message says which, and the bot's own words."""


@dataclass(slots=True)
class Playback:
    """One playback: the people, the channel, and which tag became which entry."""

    debate: file.DebateFile
    env: simcord.Env
    client: CruxClient
    sessions: Sessions
    clock: SetClock
    channel: "ChannelHandle"
    moderator: "MemberActor"
    people: "dict[str, MemberActor]"
    messages: dict[str, discord.Message] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    shown: Shown | None = None

    async def run(self) -> None:
        """Open the debate, take the sides, and do every step in its order."""
        steps = in_order(self.debate)
        self.clock.at = steps[0][0]
        names = list(self.debate.sides.values())
        pair = {"side_a": names[0], "side_b": names[1]} if names else {}
        await self._ok(self.moderator.slash(self.channel, "debate open", question=self.debate.question, **pair))
        await self._take_sides(names[2:])
        for moment, step in steps:
            self.clock.at = moment
            await self._do(step)

    async def _take_sides(self, more: Sequence[str]) -> None:
        for name in more:
            await self._join(self.moderator, name)
        if more:
            await self._ok(self.moderator.slash(self.channel, "side leave"))
        for key, side in self.debate.participants.items():
            if side is not None:
                await self._join(self.people[key], self.debate.sides[side])

    async def _join(self, person: "MemberActor", name: str) -> None:
        result = await self._ok(person.slash(self.channel, "side join", side=name))
        opener = custom_id("side", name)
        if result.response is not None and _has_button(result.response.components, opener):
            await self._ok(person.click(result.response, custom_id=opener))

    async def _do(self, step: file.Step) -> None:
        if isinstance(step, _ABOUT_A_TAG) and not self._counts(step):
            return
        match step:
            case file.FileMessage():
                reply = self.messages.get(step.reply_to) if step.reply_to else None
                self.messages[step.key] = await self.people[step.author].send(self.channel, step.text, reply_to=reply)
            case file.FileTag():
                await self._tag(step)
            case file.FileStance():
                await self._stance(step.by, step.on, step.answer.value, step.credence)
            case file.FileCruxMark():
                await self._mark(step)
            case file.FileDefinition():
                await self._define(step)
            case file.FileRewording():
                await self._reword(step)
            case file.FileParking():
                await self._park(step)
            case file.FileDigest():
                await self._digest()

    def _counts(self, step: file.FileStance | file.FileCruxMark | file.FileRewording | file.FileParking) -> bool:
        """Whether what is said is said of tags that count: what awaits its author cannot be answered."""
        named = (step.on, step.target) if isinstance(step, file.FileCruxMark) else (step.on,)
        return all(self._confirmed(key) for key in named if key is not None)

    def _confirmed(self, key: str) -> bool:
        return next(tag.confirmed for tag in self.debate.tags if tag.key == key)

    # Tags

    async def _tag(self, tag: file.FileTag) -> None:
        tagger, author = self.people[tag.by], self._author(tag)
        message = self.messages[tag.message]
        before = await self.ledger()
        form = await self._ok(tagger.context_menu(self.channel, forms.tag_title(DISCORD, tag.kind), message))
        values = {"statement": tag.statement, "passage": tag.passage or message.content}
        if tag.kind is Kind.CONCESSION:
            values |= {"concedes": f"#{self.entries[tag.concedes or '']}", "scope": tag.scope.value}
        else:
            values |= {"links": self._links(tag)}
            if tag.kind is Kind.CRUX:
                values |= {"crux_for": f"#{self.entries[tag.crux_for]}" if tag.crux_for else ""}
                if tagger is author:
                    values |= {"answer": tag.stance.value}
        tagged = await self._ok(tagger.submit_modal(form, values))
        after = await self.ledger()
        new = sorted(after.entries.keys() - before.entries.keys())
        if not new:
            raise PlaybackError(words.tag_refused(TERMINAL, repr(tag.key), _answered(tagged)))
        self.entries[tag.key] = new[0]
        await self._after_tag(tag, tagged, tagger, author)

    async def _after_tag(
        self,
        tag: file.FileTag,
        tagged: "InteractionResult",
        tagger: "MemberActor",
        author: "MemberActor",
    ) -> None:
        number = self.entries[tag.key]
        if tagger is not author:
            if not tag.confirmed:
                return
            if tagged.response is None:
                raise PlaybackError(words.proposal_not_shown(TERMINAL, repr(tag.key)))
            await self._ok(author.click(tagged.response, custom_id=custom_id("confirm", number)))
        if tag.kind is Kind.CONCESSION:
            return
        said_by_form = tag.kind is Kind.CRUX and tagger is author
        if (tag.stance.value != "agree" and not said_by_form) or tag.credence is not None:
            await self._stance(self._author_key(tag), tag.key, tag.stance.value, tag.credence)
        if tag.parked:
            await self._ok(tagger.slash(self.channel, "park", entry=number))

    def _links(self, tag: file.FileTag) -> str:
        named = (("supports", tag.supports), ("attacks", tag.attacks), ("after", tag.residue_of))
        there = ((word, key) for word, key in named if key is not None and key in self.entries)
        return ", ".join(f"{word} {self.entries[key]}" for word, key in there if self._confirmed(key))

    def _author_key(self, tag: file.FileTag) -> str:
        return next(message.author for message in self.debate.messages if message.key == tag.message)

    def _author(self, tag: file.FileTag) -> "MemberActor":
        return self.people[self._author_key(tag)]

    # What people say of entries

    async def _stance(self, by: str, on: str, answer: str, credence: int | None) -> None:
        options: dict[str, object] = {"entry": self.entries[on], "answer": answer}
        if credence is not None:
            options["credence"] = credence
        taken = await self._ok(self.people[by].slash(self.channel, "stance", **options))
        if contradicts(Answer(answer), credence):
            # Whoever wrote the debate down meant it so: it stands there.
            wording = (await self.ledger()).entries[self.entries[on]].wording.number
            await self._press(self.people[by], taken, custom_id("meant", self.entries[on], wording, answer, credence))

    async def _mark(self, mark: file.FileCruxMark) -> None:
        person, number = self.people[mark.by], self.entries[mark.on]
        card = await self._ok(person.slash(self.channel, "ledger entry", entry=number))
        form = await self._press(person, card, custom_id("crux", number))
        target = f"#{self.entries[mark.target]}" if mark.target else ""
        await self._ok(person.submit_modal(form, {"degree": "fully", "crux_for": target}))

    async def _define(self, definition: file.FileDefinition) -> None:
        person = self.people[definition.by]
        defined = await self._ok(person.slash(self.channel, "define", term=definition.term, meaning=definition.means))
        if definition.adopts is None or definition.adopts == definition.by:
            return
        number = len((await self.ledger()).definitions)
        form = await self._press(person, defined, custom_id("credit", number))
        await self._ok(person.submit_modal(form, {"owner": [self.people[definition.adopts]]}))

    async def _reword(self, rewording: file.FileRewording) -> None:
        tag = next(tag for tag in self.debate.tags if tag.key == rewording.on)
        author, number = self._author(tag), self.entries[rewording.on]
        card = await self._ok(author.slash(self.channel, "ledger entry", entry=number))
        form = await self._press(author, card, custom_id("reword", number))
        await self._ok(author.submit_modal(form, {"statement": rewording.statement}))

    async def _park(self, parking: file.FileParking) -> None:
        person, number = self.people[parking.by], self.entries[parking.on]
        if parking.answer is file.Parked.PARK:
            await self._ok(person.slash(self.channel, "park", entry=number))
            return
        entry = (await self.ledger()).entries[number]
        if entry.parking is None:
            return
        card = await self._ok(person.slash(self.channel, "ledger entry", entry=number))
        await self._press(person, card, custom_id("core", number))

    async def _digest(self) -> None:
        ready = await digests.preview(self.sessions, self.request())
        posted = await self._ok(self.moderator.slash(self.channel, "digest now"))
        again = custom_id("post_digest")
        if posted.response is not None and _has_button(posted.response.components, again):
            posted = await self._press(self.moderator, posted, again)
        message = self.channel.last_message
        if message is None or message.author.id != self._bot_id():
            raise PlaybackError(words.digest_refused(TERMINAL, _answered(posted)))
        self.shown = Shown(ready.digest, message)

    def _bot_id(self) -> int:
        return self.client.user.id if self.client.user else 0

    # The simulated Discord

    async def ledger(self) -> Ledger:
        """All that stands in the ledger now."""
        async with self.sessions() as session:
            ledger = await ledgers.load(session, self.channel.id)
        if ledger is None:
            raise PlaybackError(words.nothing_written(TERMINAL))
        return ledger

    def request(self) -> Request:
        """The moderator, here and now."""
        mod = self.moderator
        return Request(mod.guild.id, self.channel.id, "debate", mod.id, mod.name, True, self.clock.at)

    async def _press(self, person: "MemberActor", on: "InteractionResult", button: str) -> "InteractionResult":
        if on.response is None:
            raise PlaybackError(words.no_such_button(TERMINAL, button))
        return await self._ok(person.click(on.response, custom_id=button))

    async def _ok(self, doing: "discord.utils.Coro[InteractionResult]") -> "InteractionResult":
        before = self.env.error_cursor
        result: InteractionResult = await doing
        if not result.acknowledged or self.env.errors_since(before):
            raise PlaybackError(words.step_refused(TERMINAL, _answered(result)))
        return result


def _has_button(components: Sequence[dict[str, object]], wanted: str) -> bool:
    return wanted in str(components)


def _answered(result: "InteractionResult") -> str:
    texts = [answer.content for answer in (result.response, *result.followups) if answer is not None]
    return " ".join(texts) or words.no_answer(TERMINAL)
