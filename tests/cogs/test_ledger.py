"""The ledger as people read it, and as moderators export it."""

import csv
import io
import json
import zipfile

import discord
import pytest
import sqlalchemy as sa
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.actions import proposals, tags
from bot.actions.request import DeliveredTwice, Request
from bot.actions.tagging import TagForm
from bot.discord import attachments
from bot.exchange import ledger_json
from bot.exchange.formats import ENDINGS, Format
from bot.ledger.entries import Kind, Status
from bot.ledger.refusals import EmptyStatement, FileTooLarge, NothingToRestore, NotYours, Refusal
from bot.ledger.standing.standing import standing
from bot.render.front_ends import DISCORD
from bot.store.reading import debates
from bot.words.refusals import refused as refused_in_words
from tests.cogs.conftest import UPLOAD_LIMIT, World, button_labels, shown, words


async def test_show_search_entry_and_history(world: World) -> None:
    for number in range(12):
        await world.ana.slash(world.channel, "claim", statement=f"Claim number {number}")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")

    first = await world.ana.slash(world.channel, "ledger show")
    assert first.response is not None
    page = shown(first.response)
    second = await world.ana.click(first.response, label="Next page")
    found = await world.ana.slash(world.channel, "ledger search", words="number 11")
    card = await world.ben.slash(world.channel, "ledger entry", entry=1)
    history = await world.ben.slash(world.channel, "ledger history", entry=1)

    assert first.ephemeral
    assert "page 1 of 2" in page
    assert "**#7** Claim number 6" in page
    assert second.response is not None
    assert "**#12**" in shown(second.response)
    assert button_labels(second.response)[-4:] == ["Agree", "Disagree", "Unsure", "Previous page"]
    assert words(found).startswith("**#12**")
    assert "- **B** ben: 0 agree, 1 disagree, 0 unsure (rejects)" in words(card)
    assert "disagree" in words(history)
    assert "tagged as claim" in words(history)


async def test_entries_are_picked_by_number_and_by_words(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.ana.slash(world.channel, "claim", statement="Quality suffers")

    by_words = await world.ben.autocomplete(world.channel, "stance", "entry", "qual", answer="agree")
    by_number = await world.ben.autocomplete(world.channel, "stance", "entry", "1", answer="agree")

    assert [(choice["name"], choice["value"]) for choice in by_words] == [("#2 Quality suffers", 2)]
    assert by_number[0]["value"] == 1


async def test_an_author_withdraws_and_others_cannot(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")

    refused = await world.ben.slash(world.channel, "ledger withdraw", entry=1)
    done = await world.ana.slash(world.channel, "ledger withdraw", entry=1)
    gone = await world.ben.slash(world.channel, "stance", entry=1, answer="agree")

    assert "Only the author of #1" in words(refused)
    assert "#1 is withdrawn" in words(done)
    assert "#1 was withdrawn" in words(gone)


async def test_an_entry_said_twice_goes_on_as_one_and_its_stances_stay_behind(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.ben.slash(world.channel, "claim", statement="Rents get lower")
    await world.ana.slash(world.channel, "stance", entry=2, answer="agree")

    refused = await world.ana.slash(world.channel, "ledger merge", entry=2, into=1)
    itself = await world.ben.slash(world.channel, "ledger merge", entry=2, into=2)
    asked = await world.ben.slash(world.channel, "ledger merge", entry=2, into=1)
    assert asked.response is not None
    assert "Shall **#2** “Rents get lower” go on as **#1** “Rents fall”?" in words(asked)
    assert (await world.ledger()).entries[2].status is Status.LIVE
    merged = await world.ben.click(asked.response, label="Merge #2 into #1")
    back = await world.mod.slash(world.channel, "ledger merge", entry=1, into=2)
    history = await world.ana.slash(world.channel, "ledger history", entry=2)

    assert "Only the author of #2" in words(refused)
    assert "cannot be merged with itself" in words(itself)
    assert "was merged into it" in words(merged)
    assert "#2 was merged" in words(back)
    assert "merged into #1" in words(history)
    ledger = await world.ledger()
    assert (ledger.entries[2].status, ledger.entries[2].merged_into) == (Status.MERGED, 1)
    assert [line.entry.number for line in standing(ledger).entries] == [1]
    assert {person for entry, person in ledger.stances if entry == 1} == {1}


async def test_a_merge_is_undone_with_the_link_that_it_wrote(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.ben.slash(world.channel, "claim", statement="Rents get lower")
    asked = await world.ben.slash(world.channel, "ledger merge", entry=2, into=1)
    assert asked.response is not None
    merged = await world.ben.click(asked.response, label="Merge #2 into #1")
    assert merged.response is not None
    assert merged.followups[0].ephemeral is False

    undone = await world.ben.click(merged.response, label="Undo the merge")

    assert "Brought back: **#2** “Rents get lower”" in words(undone)
    ledger = await world.ledger()
    assert (ledger.entries[2].status, ledger.entries[2].merged_into, ledger.links) == (Status.LIVE, None, frozenset())


async def test_what_was_withdrawn_comes_back_for_who_took_it_back(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    withdrawn = await world.mod.slash(world.channel, "ledger withdraw", entry=1)
    assert withdrawn.response is not None
    refused = await restore(world, world.ana, 1)

    back = await world.mod.click(withdrawn.response, label="Undo")

    assert isinstance(refused, NotYours)
    assert "Brought back: **#1**" in words(back)
    assert (await world.ledger()).entries[1].status is Status.LIVE
    assert isinstance(await restore(world, world.mod, 1), NothingToRestore)


async def test_what_was_withdrawn_or_merged_comes_back_by_command_too(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.ben.slash(world.channel, "claim", statement="Rents get lower")
    await world.ben.slash(world.channel, "link", entry=2, relation="restates", target=1)
    asked = await world.mod.slash(world.channel, "ledger merge", entry=2, into=1)
    assert asked.response is not None
    await world.mod.click(asked.response, label="Merge #2 into #1")
    await world.ana.slash(world.channel, "ledger withdraw", entry=1)

    offered = await world.ana.autocomplete(world.channel, "ledger restore", "entry", "rents")
    merged = await world.ana.autocomplete(world.channel, "ledger unmerge", "entry", "2")
    not_merged = await world.ana.slash(world.channel, "ledger unmerge", entry=1)
    not_theirs = await world.ben.slash(world.channel, "ledger unmerge", entry=2)
    back = await world.ana.slash(world.channel, "ledger restore", entry=1)
    apart = await world.mod.slash(world.channel, "ledger unmerge", entry=2)

    assert [choice["value"] for choice in offered] == [1]
    assert [choice["value"] for choice in merged] == [2]
    assert "#1 was not merged into another entry" in words(not_merged)
    assert "Only the author of #2" in words(not_theirs)
    assert "Brought back: **#1**" in words(back)
    assert "Brought back: **#2**" in words(apart)
    ledger = await world.ledger()
    assert {entry.status for entry in ledger.entries.values()} == {Status.LIVE}
    assert len(ledger.links) == 1, "what somebody linked by hand stays"


async def test_the_whole_debates_history_is_read_page_by_page(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    for number in range(1, 6):
        await world.ben.slash(world.channel, "claim", statement=f"Reason {number}")
    await world.mod.slash(world.channel, "debate lock")

    latest = await world.ana.slash(world.channel, "ledger history")
    assert latest.response is not None
    last_page = shown(latest.response)
    before = await world.ana.click(latest.response, label="Previous page")
    assert before.response is not None
    first_page, turns = shown(before.response), button_labels(before.response)
    again = await world.ana.click(before.response, label="Next page")

    assert latest.ephemeral
    assert again.response is not None
    assert shown(again.response) == last_page
    assert "What happened here, 9 to 18 of 18:" in last_page
    assert "mod: locked the ledger" in last_page
    assert "ben: #5: tagged as claim: “Reason 5”" in last_page
    assert "ana: took the side “Yes”" in first_page
    assert turns == ["Next page"]


async def test_the_log_of_a_debate_is_a_file(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.mod.slash(world.channel, "ledger withdraw", entry=1)

    exported = await world.mod.slash(world.channel, "ledger export", format="log-csv")

    answer = next(a for a in (exported.response, *exported.followups) if a is not None and a.attachments)
    assert answer.attachments[0].filename == f"housing-{world.clock.at:%Y-%m-%d}.log.csv"
    rows = list(csv.DictReader((await answer.attachments[0].read()).decode("utf-8-sig").splitlines()))
    assert [(row["person"], row["verb"], row["before"], row["after"]) for row in rows][-1] == (
        *("mod", "entry withdrawn"),
        *("live", "withdrawn"),
    )


async def restore(world: World, who: MemberActor, number: int) -> Refusal | None:
    """Somebody asks for an entry back without a button of theirs."""
    request = Request(world.guild.id, world.channel.id, "housing", who.id, who.name, who is world.mod, world.clock.at)
    try:
        await proposals.restore(world.client.sessions, request, number)
    except Refusal as refusal:
        return refusal
    return None


async def test_a_request_that_is_delivered_twice_is_done_once(world: World) -> None:
    request = Request(world.guild.id, world.channel.id, "housing", world.ana.id, "ana", False, world.clock.at, id=123)

    await tags.state(world.client.sessions, request, TagForm(Kind.CLAIM, "Rents fall"))
    with pytest.raises(DeliveredTwice):
        await tags.state(world.client.sessions, request, TagForm(Kind.CLAIM, "Rents fall"))

    assert list((await world.ledger()).entries) == [1]


async def test_what_one_has_stated_before_is_not_written_twice(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")

    again = await world.ana.slash(world.channel, "claim", statement=" rents  FALL ")
    await world.ben.slash(world.channel, "claim", statement="Rents fall")
    await world.ana.slash(world.channel, "crux", statement="Rents fall")
    await world.ana.slash(world.channel, "ledger withdraw", entry=1)
    later = await world.ana.slash(world.channel, "claim", statement="Rents fall")
    await world.ana.slash(world.channel, "claim", statement="Die Straße")
    in_capitals = await world.ana.slash(world.channel, "claim", statement="DIE STRASSE")

    assert "You have stated exactly that before, as #1" in words(again)
    assert "**#4**" in words(later)
    assert "You have stated exactly that before, as #5" in words(in_capitals)


async def test_a_request_that_was_refused_can_be_made_again(world: World) -> None:
    request = Request(world.guild.id, world.channel.id, "housing", world.ana.id, "ana", False, world.clock.at, id=123)

    with pytest.raises(EmptyStatement):
        await tags.state(world.client.sessions, request, TagForm(Kind.CLAIM, " "))
    await tags.state(world.client.sessions, request, TagForm(Kind.CLAIM, "Rents fall"))

    assert list((await world.ledger()).entries) == [1]


async def test_moderators_export_the_ledger_and_others_do_not(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="=Rents fall")

    refused = await world.ana.slash(world.channel, "ledger export", format="json")
    exported = {
        form: await world.mod.slash(world.channel, "ledger export", format=form) for form in ("json", "csv", "markdown")
    }

    assert "Only moderators can do that here" in words(refused)
    files = {}
    for form, result in exported.items():
        assert result.ephemeral
        answer = next(a for a in (result.response, *result.followups) if a is not None and a.attachments)
        assert answer.attachments[0].filename == f"housing-{world.clock.at:%Y-%m-%d}.{ENDINGS[Format(form)]}"
        files[form] = (await answer.attachments[0].read()).decode()
    assert ledger_json.dumps(ledger_json.loads(files["json"])) == files["json"]
    assert json.loads(files["json"])["format"] == "crux-ledger"
    assert "'=Rents fall" in files["csv"]
    assert "# housing" in files["markdown"]


def carried(result: InteractionResult) -> list[ResponseMessage]:
    """The messages of an answer that carry files."""
    return [told for told in (result.response, *result.followups) if told is not None and told.attachments]


async def test_a_file_that_is_larger_than_discord_takes_is_zipped_and_the_answer_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    monkeypatch.setattr(attachments, "MARGIN", 2000 / UPLOAD_LIMIT)

    (answer,) = carried(await world.mod.slash(world.channel, "ledger export", format="json"))

    (file,) = answer.attachments
    assert file.filename == f"housing-{world.clock.at:%Y-%m-%d}.json.zip"
    assert "It is larger than Discord takes files here, so it is zipped." in answer.content
    with zipfile.ZipFile(io.BytesIO(await file.read())) as packed:
        assert packed.namelist() == [file.filename.removesuffix(".zip")]
        assert ledger_json.loads(packed.read(packed.namelist()[0]).decode())


async def test_what_does_not_fit_zipped_either_comes_in_parts_over_several_messages(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    monkeypatch.setattr(attachments, "MARGIN", 200 / UPLOAD_LIMIT)
    monkeypatch.setattr(attachments, "MOST_FILES", 3)

    first, *others = carried(await world.mod.slash(world.channel, "ledger export", format="json"))

    parts = [file for message in (first, *others) for file in message.attachments]
    name = f"housing-{world.clock.at:%Y-%m-%d}.json.zip"
    assert [file.filename for file in parts] == [f"{name}.{part:03}" for part in range(1, len(parts) + 1)]
    assert f"so it comes in {len(parts)} parts" in first.content
    assert f"`cat {name}.* > {name}`" in first.content
    assert others[0].content == f"Parts 4 to 6 of {len(parts)}."
    with zipfile.ZipFile(io.BytesIO(b"".join([await file.read() for file in parts]))) as packed:
        assert ledger_json.loads(packed.read(name.removesuffix(".zip")).decode())


async def test_what_comes_in_too_many_parts_is_left_to_whoever_runs_crux(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    monkeypatch.setattr(attachments, "MARGIN", 200 / UPLOAD_LIMIT)
    monkeypatch.setattr(attachments, "MOST_PARTS", 2)

    refused = await world.mod.slash(world.channel, "ledger export", format="json")

    assert carried(refused) == []
    assert refused_in_words(DISCORD, FileTooLarge()) in words(refused)


async def test_they_export_it_under_pseudonyms_too(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall, says Ana")

    exported = await world.mod.slash(world.channel, "ledger export", format="ndjson", pseudonymous=True)

    (answer,) = carried(exported)
    file = (await answer.attachments[0].read()).decode()
    assert "Rents fall, says P1" in file
    assert "ana" not in file.casefold()
    assert str(world.guild.id) not in file


async def test_a_debate_in_another_channel_is_another_ledger(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    other = world.guild.create_text_channel("energy")

    refused = await world.ana.slash(other, "ledger entry", entry=1)

    assert "There is no debate here yet" in words(refused)


async def test_threads_and_forum_posts_have_ledgers_of_their_own(world: World) -> None:
    parent = await world.client.fetch_channel(world.channel.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="rents", type=discord.ChannelType.public_thread)
    (inside,) = [channel for channel in world.channel.threads if channel.id == thread.id]

    message = await world.ana.send(inside, "Rents fall")
    tagged = await world.tag(world.ana, "Tag as claim", message, inside, statement="Rents fall")
    posted = await world.mod.slash(inside, "digest now")

    assert "This opened a debate here: “rents”" in words(tagged)
    assert "Posted: " in words(posted)
    assert (await world.ledger(inside)).debate.id == thread.id


async def test_a_forum_post_has_a_ledger_too(world: World) -> None:
    forum = await world.client.fetch_channel(world.guild.create_forum_channel("questions").id)
    assert isinstance(forum, discord.ForumChannel)
    with world.env.time_context():
        post, _ = await forum.create_thread(name="Should we build?", content="Tell us.")
    (inside,) = [c for c in world.guild.channels["questions"].threads if c.id == post.id]

    stated = await world.ana.slash(inside, "claim", statement="Rents fall")
    posted = await world.mod.slash(inside, "digest now")

    assert "This opened a debate here: “Should we build?”" in words(stated)
    assert "Posted: " in words(posted)


async def test_show_in_ledger_tells_what_a_message_bears(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall, and quality suffers")
    await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall")
    await world.tag(world.ana, "Tag as claim", message, statement="Quality suffers", passage="quality suffers")

    told = await world.ben.context_menu(world.channel, "Show in ledger", message)

    assert "**#1** “Rents fall”" in words(told)
    assert "**#2** “Quality suffers”" in words(told)


async def test_everybody_can_have_the_ledger_verified_and_note_its_seal(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    other = world.guild.create_text_channel("energy")

    told = await world.ben.slash(world.channel, "ledger verify")
    nothing = await world.ben.slash(other, "ledger verify")

    assert "Nothing in this ledger was changed: it has 4 events" in words(told)
    assert not told.ephemeral
    async with world.client.sessions() as session:
        head = await debates.head(session, world.channel.id)
    assert head is not None
    assert f"`{head.sequence}:{head.hash.hex()[:16]}`" in words(told)
    assert "There is no debate here yet" in words(nothing)
    assert nothing.ephemeral


async def test_a_seal_from_a_digest_is_compared(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    async with world.client.sessions() as session:
        head = await debates.head(session, world.channel.id)
    assert head is not None
    await world.ana.slash(world.channel, "claim", statement="Quality suffers")
    kept = f"{head.sequence}:{head.hash.hex()[:12]}"

    same = await world.ben.slash(world.channel, "ledger verify", seal=kept)
    other = await world.ben.slash(world.channel, "ledger verify", seal=f"{head.sequence - 1}:{head.hash.hex()[:12]}")
    later = await world.ben.slash(world.channel, "ledger verify", seal="99:0123456789ab")
    none = await world.ben.slash(world.channel, "ledger verify", seal="44")

    assert words(same).startswith(f"The seal `{kept}` matches: up to event {head.sequence}, all is as it was")
    assert "does NOT match: the ledger was written anew, at event 3 or before it" in words(other)
    assert "does NOT match: the ledger has no event 99 any more" in words(later)
    assert words(none).startswith("That is no seal.")
    assert none.ephemeral


async def test_a_debate_that_was_deleted_is_named_by_a_seal_of_it(world: World) -> None:
    await world.ana.slash(world.channel, "claim", statement="Rents fall")
    async with world.client.sessions() as session:
        head = await debates.head(session, world.channel.id)
    assert head is not None
    kept, elsewhere = f"{head.sequence}:{head.hash.hex()[:12]}", world.guild.create_text_channel("energy")
    with_its_number = f"{world.channel.id}:{kept}"

    there = await world.ben.slash(elsewhere, "ledger verify", seal=with_its_number)
    async with world.client.sessions.begin() as session:
        await session.execute(sa.text("SET LOCAL crux.forgetting = 'on'"))
        await session.execute(sa.text("DELETE FROM debates"))
    here = await world.ben.slash(world.channel, "ledger verify", seal=kept)
    gone = await world.ben.slash(elsewhere, "ledger verify", seal=with_its_number)

    assert words(there).startswith(f"The seal `{with_its_number}` is of another debate, which is kept here.")
    assert words(here) == (
        f"The seal `{kept}` is of a debate of which nothing is kept here: it was deleted, with all of its events, "
        "if it ever was here."
    )
    assert words(gone).startswith(f"The seal `{with_its_number}` is of a debate of which nothing is kept here")
    assert not here.ephemeral


async def test_each_entry_of_a_page_is_answered_there_and_old_buttons_still_work(world: World) -> None:
    for number in range(1, 9):
        await world.ana.slash(world.channel, "claim", statement=f"Claim number {number}")
    await world.mod.slash(world.channel, "digest now")
    digest = world.channel.last_message
    assert digest is not None

    opened = await world.ben.click(digest, label="Whole ledger")
    assert opened.response is not None
    answered = await world.ben.click(opened.response, custom_id="crux:stance:3:1:disagree")
    by_an_old_button = await world.ben.click(opened.response, custom_id="crux:page:2:on")

    assert opened.ephemeral
    assert "You disagree with **#3**" in words(answered)
    assert by_an_old_button.response is not None
    assert "page 2 of 2" in shown(by_an_old_button.response)
    assert len((await world.ledger()).stances) == 9


async def test_a_page_of_the_longest_statements_is_taken_by_discord(world: World) -> None:
    for number in range(1, 9):
        await world.ana.slash(world.channel, "claim", statement=f"{number} " + "🏠" * 297)

    first = await world.ana.slash(world.channel, "ledger show")

    assert first.response is not None
    assert len(shown(first.response).encode()) <= 9500
    assert len(shown(first.response)) <= 4000


async def test_several_of_ones_own_are_picked_taken_back_and_brought_back_together(world: World) -> None:
    for statement in ("Rents fall", "Rents get lower", "Homes get cheaper"):
        await world.ana.slash(world.channel, "claim", statement=statement)
    nothing = await world.ben.slash(world.channel, "ledger withdraw")

    asked = await world.ana.slash(world.channel, "ledger withdraw")
    assert asked.response is not None
    done = await world.ana.select(asked.response, ["1", "3"], custom_id="crux:withdraw_some")
    assert done.response is not None
    gone = {number for number, entry in (await world.ledger()).entries.items() if entry.status is Status.WITHDRAWN}
    told = shown(done.response)
    back = await world.ana.click(done.response, label="Undo")

    assert asked.ephemeral
    assert "nothing of yours" in words(nothing)
    assert "Withdrawn: **#1**, **#3**." in told
    assert gone == {1, 3}
    assert back.response is not None
    assert "Brought back: **#1**, **#3**" in shown(back.response)
    assert {entry.status for entry in (await world.ledger()).entries.values()} == {Status.LIVE}
