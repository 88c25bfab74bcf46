"""Debates, sides, definitions and parking by command."""

import re
from datetime import UTC, date, datetime

import discord
from simcord.results import InteractionResult

from bot.actions.privacy import forget_person
from bot.discord.due import due_reminders
from bot.discord.ticks.due import DueTick
from bot.ledger.house import House, Who
from cogs._reminder_view import reminder_view
from tests.cogs.conftest import World, button_labels, shown, words, written


def fields_of(form: InteractionResult) -> dict[str, str]:
    """What stands in a form that was opened, by field."""
    assert form.modal is not None
    return {part["component"]["custom_id"]: part["component"].get("value", "") for part in form.modal["components"]}


def last(world: World) -> discord.Message:
    """The last message in the channel."""
    return world.channel.history()[-1]


async def test_opening_a_debate_names_its_question_and_sides(world: World) -> None:
    opened = await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    again = await world.ben.slash(world.channel, "debate open", question="Really?")
    status = await world.ben.slash(world.channel, "debate status")

    assert "Should we build?" in words(opened)
    assert not opened.ephemeral
    assert "already open here" in words(again)
    assert "Should we build?" in words(status)


async def test_one_side_alone_is_refused(world: World) -> None:
    refused = await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes")

    assert "Name both sides" in words(refused)


async def test_a_closed_debate_is_read_but_not_added_to_and_opens_again(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    refused = await world.ben.slash(world.channel, "debate close")
    await world.close(world.ana)
    closed = await world.ben.slash(world.channel, "claim", statement="Rents fall")
    page = await world.ben.slash(world.channel, "ledger show")
    assert page.response is not None
    await world.ben.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")

    stated = await world.ben.slash(world.channel, "claim", statement="Rents fall")

    assert "Only who opened this debate and moderators" in words(refused)
    assert "This debate is closed" in words(closed)
    assert "No entries yet" in shown(page.response)
    assert "**#1**" in words(stated)


async def test_sides_are_joined_by_name_left_and_listed(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    offered = await world.ana.autocomplete(world.channel, "side join", "side", "y")
    await world.ana.slash(world.channel, "side join", side="yes")
    moved = await world.ana.slash(world.channel, "side join", side="No")
    listed = await world.ben.slash(world.channel, "side list")
    left = await world.ana.slash(world.channel, "side leave")
    refused = await world.ben.slash(world.channel, "side leave")

    assert [choice["value"] for choice in offered] == ["Yes"]
    assert "**No** now (before: Yes)" in words(moved)
    assert "**No** (1): ana" in words(listed)
    assert "You left the side **No**" in words(left)
    assert "You are on no side" in words(refused)


async def test_a_passer_by_opens_no_side_and_is_offered_those_there_are(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    asked = await world.ana.slash(world.channel, "side join", side="lol")
    assert asked.response is not None

    taken = await world.ana.click(asked.response, label="Join: No")

    assert "Only who opened the debate and moderators open further sides" in words(asked)
    assert button_labels(asked.response) == ["Join: Yes", "Join: No"]
    assert "You are on the side **No** now" in words(taken)
    assert len((await world.ledger()).sides) == 2


async def test_the_house_may_let_everybody_open_sides(world: World) -> None:
    world.client.houses.default = House(opens_sides=Who.EVERYBODY)
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    asked = await world.ana.slash(world.channel, "side join", side="Later")
    assert asked.response is not None

    opened = await world.ana.click(asked.response, label="Open it as a new side")

    assert "**Later** now, a new one" in words(opened)


async def test_sides_are_named_in_a_form_by_those_who_take_part(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    passing = await world.mod.slash(world.channel, "debate status")
    asked = await world.ben.slash(world.channel, "side join", side="No")
    assert asked.response is not None
    form = await world.ben.click(asked.response, label="Name two sides")
    assert form.modal is not None
    named = await world.ben.submit_modal(form, {"first": "Yes", "second": "No"})
    assert named.response is not None
    await world.ben.click(named.response, label="Join: No")
    again = await world.ben.click(asked.response, label="Name two sides")

    assert passing.ephemeral
    assert not named.ephemeral
    assert "**Yes**, **No**" in words(named)
    assert button_labels(named.response) == ["Join: Yes", "Join: No"]
    assert again.modal is None
    ledger = await world.ledger()
    assert [side.name for side in ledger.sides.values()] == ["Yes", "No"]
    assert [person.side for person in ledger.participants.values() if person.name == "ben"] == [2]


async def test_a_passer_by_names_no_side_where_two_take_part_already(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    eve = world.guild.add_member(world.env.create_user("eve"))

    refused = await eve.slash(world.channel, "side join", side="lol")
    opened = await eve.slash(world.channel, "debate open", side_a="lol", side_b="rofl")

    assert "its sides are named by those who take part" in words(refused)
    assert "Answer an entry first" in words(opened)
    assert (await world.ledger()).sides == {}


async def test_a_side_is_renamed_taken_in_and_removed_by_opener_and_moderators(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    for name in ("Nope", "lol"):
        asked = await world.mod.slash(world.channel, "side join", side=name)
        assert asked.response is not None
        await world.mod.click(asked.response, label="Open it as a new side")
    await world.ana.slash(world.channel, "side join", side="Nope")
    for command, options in (
        ("side rename", {"side": "Yes", "name": "Build"}),
        ("side join-into", {"side": "Nope", "into": "No"}),
        ("side remove", {"side": "lol"}),
    ):
        assert "Only who opened this debate" in words(await world.ben.slash(world.channel, command, **options))
    renamed = await world.mod.slash(world.channel, "side rename", side="yes", name="Build")
    occupied = await world.mod.slash(world.channel, "side remove", side="lol")
    await world.mod.slash(world.channel, "side leave")
    removed = await world.mod.slash(world.channel, "side remove", side="lol")
    asked = await world.mod.slash(world.channel, "side join-into", side="Nope", into="no")
    before = (await world.ledger()).sides
    assert asked.response is not None
    merged = await world.mod.click(asked.response, label="Merge: Nope → No")
    history = await world.ben.slash(world.channel, "debate history")

    assert "**Build** has this name now (before: Yes)" in words(renamed)
    assert "People are on that side (1)" in words(occupied)
    assert "**lol** was removed" in words(removed)
    assert "1 person would move along" in words(asked)
    assert asked.ephemeral
    assert len(before) == 3
    assert "**Nope** is part of **No** now; 1 person moved along" in words(merged)
    assert not merged.ephemeral
    ledger = await world.ledger()
    assert [side.name for side in ledger.sides.values()] == ["Build", "No"]
    assert [person.side for person in ledger.participants.values()] == [None, 2]
    told = [line.partition(": ")[2] for line in words(history).splitlines()[1:]]
    assert told == [
        "opened the debate: “Should we build?”",
        "opened the side “Yes”",
        "opened the side “No”",
        "opened the side “Nope”",
        "opened the side “lol”",
        "renamed the side “Yes”: “Build”",
        "removed the side “lol”",
        "merged the side “Nope” into “No”",
    ]


async def test_question_and_names_are_corrected_in_a_form_that_shows_them(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we bild?", side_a="Yes", side_b="Know")
    refused = await world.ben.slash(world.channel, "debate edit")
    form = await world.ana.slash(world.channel, "debate edit")
    assert form.modal is not None
    fields = fields_of(form)
    question, _, second = fields
    await world.mod.slash(world.channel, "side rename", side="Yes", name="Build")
    edited = await world.ana.submit_modal(form, fields | {question: "Should we build?", second: "No"})
    same = await world.ana.submit_modal(await world.ana.slash(world.channel, "debate edit"), {})

    assert "Only who opened this debate" in words(refused)
    assert list(fields.values()) == ["Should we bild?", "Yes", "Know"]
    assert "## Should we build?" in words(edited)
    assert not edited.ephemeral
    assert "stay as they were" in words(same)
    ledger = await world.ledger()
    assert ledger.debate.question == "Should we build?"
    assert [side.name for side in ledger.sides.values()] == ["Build", "No"]


async def test_a_closed_debate_opens_again_with_question_and_sides(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.close(world.ana)
    other = await world.ben.slash(world.channel, "debate open", question="Should we bomb?")
    sides = await world.ben.slash(world.channel, "debate open", side_a="lol", side_b="rofl")
    again = await world.ben.slash(world.channel, "debate open")

    assert "Only who opened this debate and moderators can change its question" in words(other)
    assert "keeps the sides that it has" in words(sides)
    assert "open again, with its question and its sides" in words(again)
    assert (await world.ledger()).debate.question == "Should we build?"


async def test_a_new_side_opens_only_when_asked_for(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    asked = await world.mod.slash(world.channel, "side join", side="Later")
    before = (await world.ledger()).sides
    assert asked.response is not None

    await world.mod.click(asked.response, label="Open it as a new side")

    assert "There is no side “Later” here yet" in words(asked)
    assert len(before) == 2
    assert [side.name for side in (await world.ledger()).sides.values()] == ["Yes", "No", "Later"]


async def test_a_debate_is_closed_with_what_it_came_to_and_a_last_digest(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    await world.claim(world.ben, "Quality suffers")
    await world.ana.slash(world.channel, "stance", entry=2, answer="disagree")
    refused = await world.ben.slash(world.channel, "debate close")
    form = await world.ana.slash(world.channel, "debate close")
    assert form.modal is not None
    offered = fields_of(form)
    late = await world.ana.submit_modal(form, offered | {"look_again": "2026-03-02"})
    nothing = (await world.ledger()).digests
    assert late.response is not None
    form = await world.ana.click(late.response, label="Edit and try again")
    typed = fields_of(form)
    second = await world.mod.slash(world.channel, "debate close")
    closed = await world.ana.submit_modal(form, offered | {"look_again": "2026-04-01"})
    again = await world.mod.submit_modal(second, offered)
    status = await world.ben.slash(world.channel, "debate status")

    assert "Only who opened this debate and moderators" in words(refused)
    assert offered == {"settled": "✓ #1 Rents fall", "still_open": "#2 Quality suffers", "look_again": ""}
    assert "no day that is still to come" in words(late)
    assert nothing == ()
    assert typed == offered | {"look_again": "2026-03-02"}
    told = "**Settled**\n- ✓ **#1** Rents fall\n**Still open**\n- **#2** Quality suffers\n"
    assert f"{told}To be looked at again on <t:1775044800:D>." in words(closed)
    assert "Its last digest: https://discord.com/channels/" in words(closed)
    assert not any(answer.ephemeral for answer in closed.followups)
    assert "This debate is closed" in words(again)
    assert told in words(status)
    ledger = await world.ledger()
    assert (ledger.debate.settled, ledger.debate.still_open) == ("✓ #1", "#2")
    assert len(ledger.digests) == 1


async def test_where_the_last_digest_cannot_be_posted_nothing_is_closed(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.claim(world.ana, "Rents fall")
    form = await world.ana.slash(world.channel, "debate close")
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=2)

    told = await world.ana.submit_modal(form, {"settled": "We shook hands"})

    assert "Crux cannot post here: Crux lacks the permission to post. A moderator can" in words(told)
    assert (await world.ledger()).debate.is_open


async def test_what_an_outcome_says_goes_with_who_said_it_and_an_entry_with_its_author(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.claim(world.ben, "Rents fall")
    await world.close(world.ana, settled="✓ #1 Rents fall\nWe shook hands", still_open="")
    await forget_person(world.client.sessions, world.ben.id, world.clock.now())
    without_ben = await world.mod.slash(world.channel, "debate status")
    await forget_person(world.client.sessions, world.ana.id, world.clock.now())
    without_ana = await world.mod.slash(world.channel, "debate status")

    assert "- ✓ **#1** (erased)\n- We shook hands" in words(without_ben)
    assert "Settled" not in words(without_ana)


async def test_a_debate_comes_back_on_its_day_and_is_put_off_or_opened_again(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.close(world.ana, settled="We shook hands", look_again="2026-04-01")
    reminders = DueTick(due_reminders(world.client, reminder_view), together=4, seconds=3600)
    await reminders.tick()
    early = last(world)
    world.clock.at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    await reminders.tick()
    await reminders.tick()
    reminder = last(world)
    day = (await world.ledger()).debate.look_again
    refused = await world.ben.click(reminder, label="Look again in 30 days")
    put_off = await world.ana.click(reminder, label="Look again in 30 days")
    later = (await world.ledger()).debate.look_again
    reopened = await world.ben.click(reminder, label="Open it again")

    assert "looked at again today" not in shown(early)
    assert "Does its outcome still stand?" in shown(reminder)
    assert "We shook hands" in shown(reminder)
    assert day is None
    assert "Only who opened this debate" in words(refused)
    assert "comes back on <t:1777636800:D>" in words(put_off)
    assert later == date(2026, 5, 1)
    assert "open again, with its question and its sides" in words(reopened)
    debate = (await world.ledger()).debate
    assert (debate.is_open, debate.settled, debate.look_again) == (True, None, None)


async def test_where_there_is_no_debate_the_answer_says_how_to_open_one(world: World) -> None:
    for command, options in (
        ("debate status", {}),
        ("side list", {}),
        ("ledger show", {}),
        ("digest preview", {}),
        ("digest status", {}),
        ("stance", {"entry": 1, "answer": "agree"}),
        ("park", {"entry": 1}),
    ):
        refused = await world.ana.slash(world.channel, command, **options)
        assert "There is no debate here yet" in words(refused), command
        assert refused.ephemeral


async def test_definitions_are_adopted_or_credited(world: World) -> None:
    defined = await world.ana.slash(world.channel, "define", term="rent", meaning="what a tenant pays a month")
    assert defined.response is not None
    own = await world.ana.click(defined.response, label="Use this term too")
    await world.ben.click(defined.response, label="Use this term too")
    second = await world.ana.slash(world.channel, "define", term="cost", meaning="rent and heating")
    assert second.response is not None
    form = await world.ana.click(second.response, label="It is somebody else's term")
    await world.ana.submit_modal(form, {"owner": [world.ben]})

    assert "That is your own term already" in words(own)
    ledger = await world.ledger()
    first, credited = ledger.definitions.values()
    assert [ledger.name(person) for person in first.adopted_by] == ["ben"]
    assert ledger.name(credited.owner) == "ben"
    assert [ledger.name(person) for person in credited.adopted_by] == ["ana"]


async def test_parking_is_proposed_agreed_and_undone(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    parked = await world.ana.slash(world.channel, "park", entry=1)
    assert parked.response is not None
    agreed = await world.ben.click(parked.response, label="Set it aside too")
    mutual = (await world.ledger()).entries[1].parking
    revived = await world.ben.click(parked.response, label="No, it matters")
    refused = await world.ben.click(parked.response, label="No, it matters")

    assert "agrees: **#1**" in words(agreed)
    assert mutual is not None
    assert mutual.agreed_by is not None
    assert "brings **#1**" in words(revived)
    assert "is not parked" in words(refused)
    assert (await world.ledger()).entries[1].parking is None


async def test_help_tells_where_to_begin(world: World) -> None:
    told = await world.ana.slash(world.channel, "help")
    begin = await world.ana.click(told.response, custom_id="crux:help:begin")

    assert "Tag as claim" in words(begin)
    assert re.search(r"</side join:\d+> takes one", written(begin)), "a command that can be pressed"
    assert told.ephemeral


async def test_moderators_lock_a_ledger_which_is_then_read_alone_until_they_unlock_it(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    not_let = await world.ben.slash(world.channel, "debate lock")
    locked = await world.mod.slash(world.channel, "debate lock", reason="Tempers *run* high")
    again = await world.mod.slash(world.channel, "debate lock")
    stated = await world.ben.slash(world.channel, "claim", statement="It takes years")
    answered = await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    joined = await world.ben.slash(world.channel, "side join", side="Yes")
    closed = await world.ana.slash(world.channel, "debate close")
    next_one = await world.ben.slash(world.channel, "next")
    status = await world.ben.slash(world.channel, "debate status")
    exported = await world.mod.slash(world.channel, "ledger export", format="csv")
    digest = await world.mod.slash(world.channel, "digest now")
    not_unlocked = await world.ana.slash(world.channel, "debate unlock")

    assert "Only moderators can do that here" in words(not_let)
    assert "Only moderators can do that here" in words(not_unlocked)
    assert not locked.ephemeral
    assert "nothing can be added to it or changed" in words(locked)
    assert "Why: Tempers \\*run\\* high" in words(locked)
    for refused in (again, stated, answered, joined, closed, next_one):
        assert "Moderators have locked this ledger" in words(refused)
        assert "Why: “Tempers \\*run\\* high”" in words(refused)
        assert "/debate unlock: it needs the permission Manage Messages" in words(refused)
    assert "Its ledger is locked since" in words(status)
    assert "Why: Tempers \\*run\\* high" in words(status)
    assert [file for told in (exported.response, *exported.followups) if told is not None for file in told.attachments]
    assert "locked" not in words(digest)
    assert (await world.ledger()).entries.keys() == {1}

    unlocked = await world.mod.slash(world.channel, "debate unlock")
    stated = await world.ben.slash(world.channel, "claim", statement="It takes years")
    history = await world.ben.slash(world.channel, "debate history")
    not_locked = await world.mod.slash(world.channel, "debate unlock")

    assert "can be added to again" in words(unlocked)
    assert "**#2**" in words(stated)
    assert "locked the ledger: Tempers \\*run\\* high" in words(history)
    assert "unlocked the ledger" in words(history)
    assert "This ledger is not locked" in words(not_locked)


async def test_words_in_a_locked_ledger_are_forgotten_as_in_any_other(world: World) -> None:
    await world.claim(world.ana, "Rents fall")
    await world.mod.slash(world.channel, "debate lock")

    await forget_person(world.client.sessions, world.ana.id, world.clock.now())

    assert (await world.ledger()).entries[1].statement is None
    assert (await world.ledger()).debate.is_locked
