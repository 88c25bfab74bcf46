"""/privacy as people use it: shown to themselves alone, confirmed by a button that works after a restart."""

import io
import json
import zipfile

import pytest

from bot.discord import attachments
from tests.cogs.conftest import UPLOAD_LIMIT, World, new_client, words


async def test_what_crux_holds_is_shown_and_sent_to_whoever_asks(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")

    nothing = await world.ben.slash(world.channel, "privacy show")
    shown = await world.ana.slash(world.channel, "privacy show")
    assert shown.response is not None
    sent = await world.ana.click(shown.response, label="My words")

    assert shown.ephemeral
    assert sent.ephemeral
    assert "Crux stores nothing about you." in words(nothing)
    assert "In this server: 1 debate, with 1 entry, 1 wording, 1 stance, 0 definitions of yours." in words(shown)
    answer = next(a for a in (sent.response, *sent.followups) if a is not None and a.attachments)
    told = json.loads(await answer.attachments[0].read())
    assert [text["words"] for text in told["debates"][0]["words"]] == [
        "ana",
        str(world.ana.id),
        "Rents fall when we build",
        "Rents fall when we build",
    ]


async def test_words_that_are_more_than_discord_takes_in_a_file_come_as_a_zip(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MARGIN", 600 / UPLOAD_LIMIT)
    for number in range(4):
        await world.claim(world.ana, f"Rents fall when we build {number}")

    shown = await world.ana.slash(world.channel, "privacy show")
    assert shown.response is not None
    sent = await world.ana.click(shown.response, label="My words")

    answer = next(a for a in (sent.response, *sent.followups) if a is not None and a.attachments)
    (file,) = answer.attachments
    assert file.filename == "my-words.json.zip"
    assert "so it is zipped" in answer.content
    with zipfile.ZipFile(io.BytesIO(await file.read())) as packed:
        assert len(json.loads(packed.read("my-words.json"))["debates"]) == 1


async def test_forgetting_waits_for_the_button_and_acts_on_who_presses_it(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    await world.claim(world.ben, "Quality suffers")

    asked = await world.ana.slash(world.channel, "privacy forget")
    assert (await world.ledger()).entries[1].statement is not None
    assert asked.ephemeral
    assert asked.response is not None
    done = await world.ana.click(asked.response, label="Confirm: forget me")
    again = await world.ana.slash(world.channel, "privacy forget")
    assert again.response is not None
    nothing = await world.ana.click(again.response, label="Confirm: forget me")

    assert "Crux has forgotten you in 1 debate: 4 texts of yours are erased" in words(done)
    assert "There is nothing about you that could be forgotten" in words(nothing)
    ledger = await world.ledger()
    assert (ledger.entries[1].statement, ledger.entries[2].statement) == (None, "Quality suffers")
    assert (ledger.name(1), ledger.name(2)) == (None, "ben")
    entry = await world.ben.slash(world.channel, "ledger entry", entry=1)
    assert "**#1** “(erased)”\nClaim by someone" in words(entry)
    choices = await world.ben.autocomplete(world.channel, "stance", "entry", "", answer="agree")
    assert {choice["name"] for choice in choices} == {"#1 (erased)", "#2 Quality suffers"}
    verified = await world.mod.slash(world.channel, "ledger verify")
    assert "Nothing in this ledger was changed" in words(verified)
    assert "4 texts of it are erased" in words(verified)


async def test_an_erased_side_can_be_joined_under_its_number(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Build?", side_a="Yes", side_b="No")
    asked = await world.ana.slash(world.channel, "privacy forget")
    assert asked.response is not None
    await world.ana.click(asked.response, label="Confirm: forget me")

    choices = await world.ben.autocomplete(world.channel, "side join", "side", "")
    joined = await world.ben.slash(world.channel, "side join", side="Side 2")
    digest = await world.mod.slash(world.channel, "digest preview")
    status = await world.mod.slash(world.channel, "debate status")

    assert [choice["value"] for choice in choices] == ["Side 1", "Side 2"]
    assert "You are on the side **Side 2** now" in words(joined)
    assert "(the question was erased)" in words(status)
    assert not digest.followups or "None" not in words(digest)


async def test_the_confirmation_works_after_a_restart(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    asked = await world.ana.slash(world.channel, "privacy forget")
    assert asked.response is not None

    await world.env.restart_bot(new_client(world.client.sessions, world.clock))
    done = await world.ana.click(asked.response, label="Confirm: forget me")

    assert "Crux has forgotten you in 1 debate" in words(done)
