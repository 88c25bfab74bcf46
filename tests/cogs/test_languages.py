"""Whoever asks is answered in their language, and what everybody sees is said in the server's.

The languages here are English with a mark before each message, so that each text shows whose it is.
"""

from collections.abc import Callable
from datetime import timedelta
from gettext import NullTranslations
from typing import Any

import discord
import pytest
import simcord.interactions
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.clock import SetClock
from bot.discord.client import CruxClient
from bot.discord.due import due_cards, due_digests
from bot.discord.ticks.due import DueTick
from bot.ledger.house import House, Spoken
from bot.ledger.record.events import DigestPosted
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.front_ends import discord_in
from bot.store.reading import events
from bot.store.sessions import Sessions
from bot.store.waiting.cards import KNOWN_EVERYWHERE
from bot.words import ways
from bot.words.answers.settings import Page
from bot.words.answers.welcome import above_example
from bot.words.catalogue import Catalogue
from bot.words.front_end import FrontEnd
from cogs._card_view import card_view
from cogs._digest_view import digest_view
from tests.cogs.conftest import World, button_labels, new_client, private, shown, words
from tests.walls import crafted

READER, SERVER = "fr", "de"
MARKS = {READER: "ƒ", SERVER: "ð"}
WORDS = "Rents fall where more is built"

Speaks = Callable[[MemberActor, str], None]


class Marked(NullTranslations):
    """English, with a mark before each message."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def gettext(self, message: str) -> str:
        return self._mark + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark + super().ngettext(msgid1, msgid2, n)


MARKED = {locale: FrontEnd.of(Catalogue(Marked(mark)), ways.DISCORD, DISCORD_DIALECT) for locale, mark in MARKS.items()}


def marked_in(locale: str) -> FrontEnd:
    return MARKED.get(locale) or discord_in(locale)


@pytest.fixture
def simcord_bot(committed_sessions: Sessions, clock: SetClock) -> CruxClient:
    client = new_client(committed_sessions, clock, front_in=marked_in)
    client.houses.default = House(language=SERVER)
    return client


@pytest.fixture
def speaks(monkeypatch: pytest.MonkeyPatch) -> Speaks:
    """Sets the language of somebody's Discord, which each interaction brings along."""
    locales: dict[int, str] = {}
    payload_of = simcord.interactions.base_payload

    def with_locale(*given: Any, **asked: Any) -> Any:
        record, payload = payload_of(*given, **asked)
        return record, payload | {"locale": locales.get(asked["user_id"], payload["locale"])}

    monkeypatch.setattr(simcord.interactions, "base_payload", with_locale)
    return lambda who, locale: locales.__setitem__(who.id, locale)


def languages_of(*texts: str) -> set[str]:
    """The languages of these texts: each begins with its mark, or with none."""
    marks = {mark: locale for locale, mark in MARKS.items()}
    return {language for text in texts for language in {marks.get(sign, "") for sign in text} - {""} or {"en"}}


def languages(message: ResponseMessage) -> set[str]:
    """In which languages a message and its buttons are; one whose every part is marked alike is in one."""
    return languages_of(shown(message), *button_labels(message))


def public(result: InteractionResult) -> ResponseMessage:
    """The answer that everybody sees."""
    (answer,) = (one for one in (result.response, *result.followups) if one is not None and not one.ephemeral)
    return answer


async def test_the_author_of_a_tag_is_answered_in_their_language_and_everybody_in_the_servers(
    world: World, speaks: Speaks
) -> None:
    speaks(world.ben, READER)
    message = await world.ben.send(world.channel, WORDS)

    form = await world.ben.context_menu(world.channel, "Tag as claim", message)
    tagged = await world.ben.submit_modal(form, {"statement": WORDS, "passage": WORDS})

    assert form.modal is not None
    assert languages_of(str(form.modal)) == {READER}
    assert languages(private(tagged)) == {READER}
    assert languages(public(tagged)) == {SERVER}


async def test_the_same_press_answers_each_reader_in_their_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    message = await world.mod.send(world.channel, WORDS)
    line = public(await world.tag(world.mod, "Tag as claim", message, statement=WORDS, passage=WORDS))

    pressed = {who.name: await who.click(line, label="ðAgree") for who in (world.ana, world.ben)}

    assert languages(private(pressed["ana"])) == {"en"}
    assert languages(private(pressed["ben"])) == {READER}


async def test_a_refusal_is_in_the_readers_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    await world.claim(world.mod, WORDS)

    refused = [await who.slash(world.channel, "ledger entry", entry=99) for who in (world.ana, world.ben)]

    assert [languages(private(one)) for one in refused] == [{"en"}, {READER}]


async def test_a_refused_form_comes_back_in_the_readers_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    message = await world.ben.send(world.channel, WORDS)
    refused = await world.tag(world.ben, "Tag as claim", message, statement=WORDS, passage="Nobody wrote this")

    again = await world.ben.click(private(refused), label="ƒEdit and try again")

    assert languages(private(refused)) == {READER}
    assert again.modal is not None
    assert languages_of(str(again.modal)) == {READER}


async def test_a_public_message_goes_on_in_the_servers_language_whoever_presses(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    message = await world.ben.send(world.channel, WORDS)
    proposed = public(await world.tag(world.ana, "Tag as claim", message, statement=WORDS, passage=WORDS))

    await world.ben.click(proposed, label="ðConfirm")

    confirmed = next(one for one in world.channel.history() if one.id == proposed.id)
    assert languages_of(shown(proposed), shown(confirmed)) == {SERVER}


async def test_what_one_reader_alone_sees_goes_on_in_their_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    message = await world.ben.send(world.channel, WORDS)
    tagged = private(await world.tag(world.ben, "Tag as claim", message, statement=WORDS, passage=WORDS))

    undone = await world.ben.click(tagged, label="ƒUndo")

    assert languages_of(shown(tagged)) == {READER}
    assert undone.response is not None
    assert languages(undone.response) == {READER}


async def test_digest_and_card_are_in_the_servers_language_and_who_posts_is_told_in_theirs(
    world: World, speaks: Speaks
) -> None:
    speaks(world.mod, READER)
    await world.claim(world.ana, WORDS)
    await DueTick(due_cards(world.client, card_view), together=1, seconds=3600).tick()

    preview = await world.mod.slash(world.channel, "digest preview")
    posted = await world.mod.slash(world.channel, "digest now")

    assert languages(private(preview)) == {SERVER}
    assert languages(private(posted)) == {READER}
    assert world.client.user is not None
    own = [one for one in world.channel.history() if one.author.id == world.client.user.id]
    assert [languages_of(shown(one)) for one in own] == [{SERVER}] * 3  # the line of the tag, the card, the digest


async def test_the_ledger_and_help_are_read_in_ones_own_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    await world.claim(world.ana, WORDS)

    read = [await world.ben.slash(world.channel, command) for command in ("ledger show", "debate status", "help")]

    assert [languages(private(one)) for one in read] == [{READER}] * 3


async def test_what_is_picked_while_typing_is_in_the_readers_language(world: World, speaks: Speaks) -> None:
    speaks(world.ben, READER)
    await world.ben.slash(world.channel, "debate open", question="Should rents be capped?")
    await world.mod.slash(world.channel, "concede", entry=await world.claim(world.ben, WORDS))

    choices = {who.name: await who.autocomplete(world.channel, "stance", "entry", "") for who in (world.ana, world.ben)}

    told = {name: " ".join(choice["name"] for choice in offered) for name, offered in choices.items()}
    assert told["ana"] == told["ben"].replace(MARKS[READER], "")
    assert languages_of(told["ben"]) == {READER}


@pytest.fixture
def boss(world: World) -> MemberActor:
    """Who manages the server."""
    managers = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("boss"), roles=[managers])


async def choose_for_server(world: World, boss: MemberActor, language: str) -> InteractionResult:
    first = await boss.slash(world.channel, "settings")
    panel = await boss.click(first.response, custom_id=f"crux:settings_page:{Page.LOOK}")
    return await boss.select(panel.response, [language], custom_id="crux:setting:language")


async def test_what_somebody_chose_comes_before_the_language_of_their_app_in_every_process(
    world: World, speaks: Speaks
) -> None:
    speaks(world.ben, "de")

    chosen = await world.ben.slash(world.channel, "me language", language=READER)
    await world.env.restart_bot(new_client(world.client.sessions, world.clock, front_in=marked_in))
    read = [await who.slash(world.channel, "help") for who in (world.ben, world.ana)]
    again = await world.ben.slash(world.channel, "me language", language="automatic")

    assert languages(private(chosen)) == {READER}
    assert [languages(private(one)) for one in read] == [{READER}, {"en"}]
    assert languages(private(again)) == {"de"}


async def test_arabic_which_discord_has_not_can_be_chosen(world: World) -> None:
    chosen = private(await world.ben.slash(world.channel, "me language", language="ar"))
    told = private(await world.ben.slash(world.channel, "privacy show"))

    assert "العربية" in chosen.content
    assert "العربية" in told.content


async def tick_cards(client: CruxClient) -> None:
    await DueTick(due_cards(client, card_view), together=1, seconds=3600).tick()


async def test_the_card_speaks_what_discord_says_of_the_server_until_the_server_has_chosen(
    world: World, boss: MemberActor
) -> None:
    world.client.houses.default = House()
    await world.claim(world.ana, WORDS)
    await tick_cards(world.client)
    (card,) = (one for one in world.channel.history() if "Crux card" in shown(one))
    told = [languages_of(shown(card))]

    world.env.backend.edit_guild(world.guild.id, {"preferred_locale": READER})
    await world.env.settle()
    world.clock.at += KNOWN_EVERYWHERE
    await tick_cards(world.client)
    told += [languages_of(shown(one)) for one in world.channel.history() if one.id == card.id]
    await choose_for_server(world, boss, SERVER)
    world.clock.at += KNOWN_EVERYWHERE
    await world.env.restart_bot(restarted := new_client(world.client.sessions, world.clock, front_in=marked_in))
    # Nobody has asked this process for anything yet.
    await tick_cards(restarted)
    told += [languages_of(shown(one)) for one in world.channel.history() if one.id == card.id]

    assert told == [{"en"}, {READER}, {SERVER}]
    history = await boss.slash(world.channel, "settings")
    changes = await boss.click(history.response, label="What was changed")
    assert "Language of what everybody sees: from “Automatic: the server's language in Discord” to “Deutsch”" in words(
        changes
    )


async def test_the_event_of_a_digest_says_in_which_language_it_was_posted(world: World, speaks: Speaks) -> None:
    world.client.houses.default = House(language=Spoken.JAPANESE)
    speaks(world.mod, READER)
    await world.claim(world.ana, WORDS)
    await world.mod.slash(world.channel, "digest now")
    await world.mod.slash(world.channel, "digest schedule", cadence="daily")
    await world.claim(world.ben, "Quality suffers where more is built")
    world.client.houses.default = House(language=Spoken.ARABIC)
    world.clock.at += timedelta(days=1)
    await DueTick(due_digests(world.client, digest_view), together=1, seconds=3600).tick()

    async with world.client.sessions() as session:
        changes = [line.event.change async for line in events.stream(session, world.channel.id)]
    posted = [change.language for change in changes if isinstance(change, DigestPosted)]
    assert posted == [Spoken.JAPANESE, Spoken.ARABIC]


async def test_the_example_debate_is_told_in_its_readers_language(world: World, speaks: Speaks) -> None:
    speaks(world.ana, READER)

    told = shown(private(await crafted.press(world.ana, world.channel, "crux:example")))

    assert above_example(MARKED[READER]) in told
    assert MARKS[SERVER] not in told
