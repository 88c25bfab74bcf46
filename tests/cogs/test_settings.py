"""/settings, as who manages a server uses it: each setting is changed in the panel, in force at once, and told of."""

import re
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.discord.due import due_digests
from bot.discord.ticks.due import DueTick
from bot.discord.who_counts import recount
from bot.ledger.house import CHOICES, DEFAULT_HOUSE, Setting, Who
from bot.ledger.refusals import (
    ManagersOnly,
    MayNotOpenDebates,
    MayNotTagOthers,
    ModeratorsOnly,
    OpenersOnly,
    ParticipantsOnly,
    Refusal,
)
from bot.render.front_ends import DISCORD
from bot.words.answers import settings as said
from bot.words.answers.settings import Page
from bot.words.refusals import refused
from cogs._digest_view import digest_view
from cogs._settings_view import settings_view
from tests.cogs.conftest import World, new_client, shown, words
from tests.walls import crafted


@pytest.fixture
def boss(world: World) -> MemberActor:
    """Who manages the server."""
    managers = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("boss"), roles=[managers])


async def choose(world: World, boss: MemberActor, setting: Setting, word: str) -> InteractionResult:
    """Open the panel, and pick in one of its menus."""
    panel = await panel_of(world, boss, said.page_of(setting))
    return await boss.select(panel.response, [word], custom_id=f"crux:setting:{setting}")


async def panel_of(world: World, boss: MemberActor, page: Page = Page.PEOPLE) -> Any:
    """A page of the panel."""
    panel = await boss.slash(world.channel, "settings")
    assert panel.ephemeral
    return panel if page is Page.PEOPLE else await boss.click(panel.response, custom_id=f"crux:settings_page:{page}")


async def set_zone(world: World, boss: MemberActor, zone: str) -> InteractionResult:
    panel = await panel_of(world, boss, Page.DIGESTS)
    form = await boss.click(panel.response, label="Change the time zone")
    assert form.modal is not None
    return await boss.submit_modal(form, {"timezone": zone})


def told(refusal: Refusal) -> str:
    return refused(DISCORD, refusal)


async def export(world: World, who: MemberActor) -> InteractionResult:
    return await who.slash(world.channel, "ledger export", format="json")


def has_file(result: InteractionResult) -> bool:
    return any(one is not None and one.attachments for one in (result.response, *result.followups))


async def test_the_panel_says_each_setting_and_what_it_is(world: World, boss: MemberActor) -> None:
    pages = {page: shown((await panel_of(world, boss, page)).response) for page in Page}

    for setting in Setting:
        on = [page for page, text in pages.items() if f"**{said.label(DISCORD, setting)}**: " in text]
        assert on == [said.page_of(setting)]
    assert "**Who may export the ledger**: Moderators" in pages[Page.PEOPLE]
    assert "**Time zone of schedules**: UTC" in pages[Page.DIGESTS]
    assert not any("lacks" in text for text in pages.values())


@pytest.mark.parametrize("page", Page)
def test_a_page_fits_a_message_and_a_screen(page: Page) -> None:
    view = settings_view(DISCORD, DEFAULT_HOUSE, page, ("What Crux lacks here", "and there"), said.PAGES[page][0])

    assert view.total_children_count <= 40
    assert len(said.PAGES[page]) <= 7
    assert all(len(item.options) <= 25 for item in view.walk_children() if isinstance(item, discord.ui.Select))


async def test_who_does_not_manage_the_server_is_refused_also_with_buttons_of_the_panel(world: World) -> None:
    pressed = [
        await world.mod.slash(world.channel, "settings"),
        await crafted.press(world.mod, world.channel, "crux:setting:exports"),
        await crafted.press(world.mod, world.channel, "crux:settings_page:digests"),
        await crafted.press(world.mod, world.channel, "crux:settings_zone"),
        await crafted.press(world.mod, world.channel, "crux:settings_history"),
        await crafted.submit(world.mod, world.channel, "crux:zone_set:ab", crafted.fields({"timezone": "UTC"})),
    ]

    assert [words(result) for result in pressed] == [told(ManagersOnly())] * len(pressed)


async def test_a_change_shows_the_panel_anew_and_the_history_says_who_did_it(world: World, boss: MemberActor) -> None:
    panel = await panel_of(world, boss)
    await boss.select(panel.response, ["everybody"], custom_id="crux:setting:exports")
    again = await boss.select(panel.response, ["openers"], custom_id="crux:setting:exports")
    history = words(await boss.click(panel.response, label="What was changed"))

    assert again.response is not None
    text = shown(again.response)
    assert text.count("**Who may export the ledger**: Who opened the debate, and moderators") == 2
    assert "Changed: **Who may export the ledger**" in text
    assert re.findall(r"from “(.+?)” to “(.+?)”", history) == [
        ("Everybody", "Who opened the debate, and moderators"),
        ("Moderators", "Everybody"),
    ]
    assert history.count(f"<@{boss.id}>: Who may export the ledger") == 2


async def test_where_nothing_was_changed_the_history_says_so(world: World, boss: MemberActor) -> None:
    panel = await panel_of(world, boss)

    assert "No setting was changed" in words(await boss.click(panel.response, label="What was changed"))


async def test_who_was_forgotten_is_in_no_line_of_the_history(world: World, boss: MemberActor) -> None:
    await choose(world, boss, Setting.EXPORTS, "everybody")
    assert f"{1} change" in words(await boss.slash(world.channel, "privacy show"))
    asked = await boss.slash(world.channel, "privacy forget")
    assert asked.response is not None

    done = words(await boss.click(asked.response, label="Confirm: forget me"))

    panel = await panel_of(world, boss)
    history = words(await boss.click(panel.response, label="What was changed"))
    assert "1 change of a server's settings no longer says that you made it." in done
    assert "someone: Who may export the ledger" in history
    assert str(boss.id) not in history


async def test_the_panel_works_after_a_restart_and_what_was_set_holds_still(world: World, boss: MemberActor) -> None:
    await world.claim(world.ana, "Rents fall")
    await choose(world, boss, Setting.EXPORTS, "everybody")
    panel = await panel_of(world, boss)

    await world.env.restart_bot(new_client(world.client.sessions, world.clock))

    assert has_file(await export(world, world.ben))
    again = await boss.select(panel.response, ["moderators"], custom_id="crux:setting:exports")
    assert again.response is not None
    assert "Changed: **Who may export the ledger**: Moderators" in shown(again.response)
    assert told(ModeratorsOnly()) in words(await export(world, world.ben))


async def test_what_another_process_changed_is_in_force_once_it_is_read_again(world: World, boss: MemberActor) -> None:
    await world.claim(world.ana, "Rents fall")
    elsewhere = new_client(world.client.sessions, world.clock)
    await elsewhere.know_choices()
    await choose(world, boss, Setting.EXPORTS, "everybody")
    assert elsewhere.houses.of(world.guild.id).exports is Who.MODERATORS

    await elsewhere.know_choices()
    assert elsewhere.houses.of(world.guild.id).exports is Who.MODERATORS
    await elsewhere.read_choices()
    assert elsewhere.houses.of(world.guild.id).exports is Who.EVERYBODY


async def test_what_crux_lacks_in_the_channel_is_named_with_how_it_is_granted(world: World, boss: MemberActor) -> None:
    missing = discord.PermissionOverwrite(attach_files=False, add_reactions=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.guild.default_role: missing})

    panel = await boss.slash(quiet, "settings")
    assert panel.response is not None
    before = shown(panel.response)
    await boss.click(panel.response, label="What is shown")
    after = await boss.select(panel.response, ["reaction"], custom_id="crux:setting:tags_shown")

    assert "In this channel Crux lacks: Attach Files. Grant them to it: channel settings → Permissions" in before
    assert after.response is not None
    assert "lacks: Attach Files, Add Reactions." in shown(after.response)


async def test_what_crux_lacks_in_the_channel_for_digests_is_named_on_the_page_of_digests(
    world: World, boss: MemberActor
) -> None:
    missing = discord.PermissionOverwrite(attach_files=False)
    apart = world.guild.create_text_channel("digests", overwrites={world.guild.default_role: missing})
    panel = await panel_of(world, boss, Page.DIGESTS)

    chosen = await boss.select(panel.response, [apart], custom_id="crux:setting:digest_channel")
    assert chosen.response is not None
    text = shown(chosen.response)
    people = shown((await panel_of(world, boss)).response)
    taken_back = await boss.click(panel.response, label="In each debate's own channel")

    assert f"Changed: **Where scheduled digests are posted**: <#{apart.id}>" in text
    assert f"In <#{apart.id}>, where digests are posted, Crux lacks: Attach Files." in text
    assert "lacks" not in people
    assert taken_back.response is not None
    assert "**Where scheduled digests are posted**: In each debate's own channel" in shown(taken_back.response)
    assert "lacks" not in shown(taken_back.response)


# Each setting in force


async def test_whether_others_messages_may_be_tagged(world: World, boss: MemberActor) -> None:
    mine = await world.ana.send(world.channel, "Rents fall")
    await choose(world, boss, Setting.TAGS_OTHERS, "participants")
    passing = await world.tag(world.ben, "Tag as claim", mine, statement="Rents fall", passage="")
    own = await world.ben.send(world.channel, "Quality suffers")
    await world.tag(world.ben, "Tag as claim", own, statement="Quality suffers", passage="")
    taking_part = await world.tag(world.ben, "Tag as claim", mine, statement="Rents fall", passage="")
    await choose(world, boss, Setting.TAGS_OTHERS, "moderators")
    refused_before_the_form = await world.ben.context_menu(world.channel, "Tag as crux", mine)
    by_moderator = await world.tag(world.mod, "Tag as crux", mine, statement="Rents fall", passage="")

    assert words(passing) == told(MayNotTagOthers(who=Who.PARTICIPANTS))
    assert "is that what you say?" in words(taking_part)
    assert refused_before_the_form.modal is None
    assert words(refused_before_the_form) == told(MayNotTagOthers(who=Who.MODERATORS))
    assert "is that what you say?" in words(by_moderator)


async def test_who_may_open_debates_also_by_a_tag_a_schedule_or_anew(world: World, boss: MemberActor) -> None:
    await choose(world, boss, Setting.OPENS_DEBATES, "moderators")
    message = await world.ana.send(world.channel, "Rents fall")
    refusals = [
        await world.ana.slash(world.channel, "debate open", question="Should we build?"),
        await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage=""),
        await world.ana.slash(world.channel, "claim", statement="Rents fall"),
        await world.ana.slash(world.channel, "define", term="rent", meaning="what tenants pay"),
        await world.ana.slash(world.channel, "digest schedule", cadence="daily"),
    ]
    await world.mod.slash(world.channel, "debate open", question="Should we build?")
    stated = await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.close(world.mod)
    again = await world.ana.slash(world.channel, "debate open")
    reopened = await world.mod.slash(world.channel, "debate open")

    assert [words(result) for result in (*refusals, again)] == [told(MayNotOpenDebates())] * 6
    assert told(MayNotOpenDebates()) not in words(stated) + words(reopened)


async def test_who_may_open_further_sides(world: World, boss: MemberActor) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await choose(world, boss, Setting.OPENS_SIDES, "moderators")
    opener = await world.ana.slash(world.channel, "side join", side="Later")
    moderator = await world.mod.slash(world.channel, "side join", side="Later")
    await choose(world, boss, Setting.OPENS_SIDES, "participants")
    passing = await world.ben.slash(world.channel, "side join", side="Later")
    await world.ben.slash(world.channel, "claim", statement="Rents fall")
    taking_part = await world.ben.slash(world.channel, "side join", side="Later")

    assert "Only moderators open further sides." in words(opener)
    assert "open it as a new side" in words(moderator)
    assert "Only people who take part in the debate and moderators open further sides." in words(passing)
    assert "open it as a new side" in words(taking_part)


@pytest.mark.parametrize(
    ("word", "refusal", "allowed"),
    [
        ("moderators", ModeratorsOnly(), "mod"),
        ("openers", OpenersOnly(), "ana"),
        ("participants", ParticipantsOnly(), "ana"),
    ],
)
async def test_who_may_post_a_digest_and_export(
    world: World, boss: MemberActor, word: str, refusal: Refusal, allowed: str
) -> None:
    await world.claim(world.ana, "Rents fall")
    await choose(world, boss, Setting.POSTS_DIGESTS, word)
    await choose(world, boss, Setting.EXPORTS, word)

    refusals = [await world.ben.slash(world.channel, "digest now"), await export(world, world.ben)]
    who: MemberActor = getattr(world, allowed)
    exported = await export(world, who)
    posted = await who.slash(world.channel, "digest now")

    assert [words(result) for result in refusals] == [told(refusal)] * 2
    assert "Posted: " in words(posted)
    assert has_file(exported)


async def test_everybody_may_post_a_digest_and_export_where_the_server_lets_them(
    world: World, boss: MemberActor
) -> None:
    await world.claim(world.ana, "Rents fall")
    await choose(world, boss, Setting.POSTS_DIGESTS, "everybody")
    await choose(world, boss, Setting.EXPORTS, "everybody")

    assert "Posted: " in words(await world.ben.slash(world.channel, "digest now"))
    assert has_file(await export(world, world.ben))


async def test_who_may_schedule_and_pause_digests_and_in_which_time_zone(world: World, boss: MemberActor) -> None:
    await world.claim(world.ana, "Rents fall")
    by_opener = await world.ana.slash(world.channel, "digest schedule", cadence="daily")
    await choose(world, boss, Setting.SCHEDULES_DIGESTS, "moderators")
    zone = await set_zone(world, boss, "europe/berlin")
    refusals = [
        await world.ana.slash(world.channel, "digest schedule", cadence="daily"),
        await world.ana.slash(world.channel, "digest pause"),
    ]
    by_moderator = await world.mod.slash(world.channel, "digest schedule", cadence="daily")

    assert "every day at 18:00 (UTC)" in words(by_opener)
    assert zone.response is not None
    assert "Changed: **Time zone of schedules**: Europe/Berlin" in shown(zone.response)
    assert [words(result) for result in refusals] == [told(ModeratorsOnly())] * 2
    assert "every day at 18:00 (Europe/Berlin)" in words(by_moderator)


async def test_who_holds_the_role_of_moderators_is_one_until_no_role_is_set(world: World, boss: MemberActor) -> None:
    role = world.guild.create_role("Hosts")
    host = world.guild.add_member(world.env.create_user("host"), roles=[role])
    await world.claim(world.ana, "Rents fall")
    before = await export(world, host)
    panel = await panel_of(world, boss)
    chosen = await boss.select(panel.response, [role], custom_id="crux:setting:moderator_role")
    assert chosen.response is not None
    text = shown(chosen.response)
    as_moderator = await export(world, host)
    others = await export(world, world.ben)
    await boss.click(panel.response, label="No role")
    after = await export(world, host)

    assert f"Changed: **Role whose holders are moderators too**: <@&{role.id}>" in text
    assert has_file(as_moderator)
    assert [words(result) for result in (before, others, after)] == [told(ModeratorsOnly())] * 3


async def test_scheduled_digests_are_posted_in_one_channel_and_lead_to_their_debate(
    world: World, boss: MemberActor
) -> None:
    apart = world.guild.create_text_channel("digests")
    panel = await panel_of(world, boss, Page.DIGESTS)
    await boss.select(panel.response, [apart], custom_id="crux:setting:digest_channel")
    await world.claim(world.ana, "Rents fall")
    await world.ana.slash(world.channel, "digest schedule", cadence="daily")
    before = world.channel.last_message
    world.clock.at += timedelta(days=1)

    await DueTick(due_digests(world.client, digest_view), together=24, seconds=3600).tick()

    digest = apart.last_message
    assert digest is not None
    assert "Rents fall" in shown(digest)
    assert world.channel.last_message == before
    explained = await world.ben.click(digest, label="How it works")
    assert explained.ephemeral
    assert "/claim" in words(explained)


async def test_a_new_debate_gets_digests_by_itself_and_says_so(world: World, boss: MemberActor) -> None:
    await choose(world, boss, Setting.DEFAULT_CADENCE, "weekly")
    opened = await world.ana.slash(world.channel, "debate open", question="Should we build?")

    assert "A digest comes every Monday at 18:00 (UTC), if something moved." in words(opened)
    assert "every Monday at 18:00 (UTC)" in words(await world.ana.slash(world.channel, "digest status"))


async def test_whether_everybody_sees_statements_only_once_they_uncover_them(world: World, boss: MemberActor) -> None:
    await choose(world, boss, Setting.HIDDEN, "statements")
    message = await world.ana.send(world.channel, "Rents ||always|| fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents ||always|| fall", passage="")
    line = shown(world.channel.last_message)
    await world.mod.slash(world.channel, "digest now")
    digest = shown(world.channel.last_message)
    alone = words(await world.ben.slash(world.channel, "ledger entry", entry=1))

    assert "||Rents always fall||" in digest
    assert "Rents ||always|| fall" in alone
    assert "Rents" not in line.replace("||Rents always fall||", "")


async def test_the_page_of_what_is_kept_says_what_is_deleted_when(world: World, boss: MemberActor) -> None:
    panel = await panel_of(world, boss, Page.KEPT)
    before = shown(panel.response)
    chosen = await boss.select(panel.response, ["90"], custom_id="crux:setting:kept_days")

    assert "**How long a debate is kept**: As long as its channel is there" in before
    assert "In the first week after a change of this nothing is deleted yet" in before
    assert chosen.response is not None
    assert "Changed: **How long a debate is kept**: 90 days after its last activity" in shown(chosen.response)


async def test_whose_answers_count_by_a_role_that_comes_with_what_they_do(world: World, boss: MemberActor) -> None:
    role = world.guild.create_role("Hosts")
    host = world.guild.add_member(world.env.create_user("host"), roles=[role])
    await world.claim(world.ana, "Rents fall")
    await host.slash(world.channel, "stance", entry=1, answer="disagree")
    panel = await panel_of(world, boss)
    await boss.select(panel.response, [role], custom_id="crux:setting:counting_role")

    first = await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    second = await world.ben.slash(world.channel, "stance", entry=1, answer="unsure")
    of_host = await host.slash(world.channel, "stance", entry=1, answer="disagree", credence=20)
    ledger = await world.ledger()

    told_of_it = f"the answers of those count who have the role <@&{role.id}>. Yours do not yet"
    assert [told_of_it in words(result) for result in (first, second, of_host)] == [True, False, False]
    assert [person.name for person in ledger.participants.values() if person.uncounted] == ["ben"]
    assert (await boss.click(panel.response, label="No role is needed")).response is not None


async def test_what_discord_says_of_people_decides_who_counts_once_it_is_asked(world: World, boss: MemberActor) -> None:
    role = world.guild.create_role("Hosts")
    host = world.guild.add_member(world.env.create_user("host"), roles=[role])
    await world.claim(world.ana, "Rents fall")
    await host.slash(world.channel, "stance", entry=1, answer="agree")
    panel = await panel_of(world, boss)
    await boss.select(panel.response, [role], custom_id="crux:setting:counting_role")

    await recount(world.client)
    by_role = await world.ledger()
    await boss.click(panel.response, label="No role is needed")
    world.clock.at += timedelta(minutes=1)
    await recount(world.client)

    assert [person.name for person in by_role.participants.values() if person.uncounted] == ["ana"]
    assert not any(person.uncounted for person in (await world.ledger()).participants.values())


async def test_a_time_zone_that_there_is_not_comes_back_filled_in(world: World, boss: MemberActor) -> None:
    wrong = await set_zone(world, boss, "Middle/Earth")
    assert "“Middle/Earth” is not a time zone." in words(wrong)
    again = await boss.click(wrong.response or wrong.followups[0], label="Edit and try again")
    assert again.modal is not None

    mended = await boss.submit_modal(again, {"timezone": "Asia/Tokyo"})

    assert mended.response is not None
    assert "**Time zone of schedules**: Asia/Tokyo" in shown(mended.response)


async def test_whether_a_card_comes_by_itself_and_how_a_tag_is_shown(world: World, boss: MemberActor) -> None:
    await choose(world, boss, Setting.CARD_BY_ITSELF, "no")
    await choose(world, boss, Setting.TAGS_SHOWN, "none")
    message = await world.ana.send(world.channel, "Rents fall")
    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="")

    assert tagged.response is not None
    assert tagged.ephemeral
    card = await world.mod.slash(world.channel, "debate card", shown=False)
    assert "keeps no status card" in words(card)


@pytest.mark.parametrize(
    "custom_id",
    [
        "crux:setting:weather",
        "crux:setting:",
        "crux:setting:exports:x",
        "crux:settings_page:weather",
        "crux:setting:exports",
        "crux:setting:timezone",
    ],
)
async def test_a_menu_that_is_not_there_changes_nothing(world: World, boss: MemberActor, custom_id: str) -> None:
    await crafted.press(boss, world.channel, custom_id)

    panel = await panel_of(world, boss)
    assert "No setting was changed" in words(await boss.click(panel.response, label="What was changed"))


def test_each_choice_has_a_name_that_fits_a_menu() -> None:
    for setting in CHOICES:
        names = [label for _, label in said.choices(DISCORD, setting)]
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 100 for name in names)
