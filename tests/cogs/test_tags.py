"""Tagging: right-click a message, fill in a form, and it stands in the ledger."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.backend.errors import SetupError

from bot.ledger.entries import Answer, Kind, PlainConcession, Relation, Scope, Status
from bot.ledger.house import House, TagsShown
from tests.cogs.conftest import World, button_labels, private, words
from tests.walls.crafted import Wire


async def test_tagging_ones_own_message_opens_a_debate_and_makes_the_entry(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build. I am sure.")

    tagged = await world.tag(
        world.ana, "Tag as claim", message, statement="Rents fall when we build", passage="Rents fall when we build."
    )

    receipt = private(tagged)
    assert "Tagged as claim: **#1**" in receipt.content
    assert "This opened a debate here: “housing”" in receipt.content
    ledger = await world.ledger()
    entry = ledger.entries[1]
    assert (entry.kind, entry.status, entry.statement) == (Kind.CLAIM, Status.LIVE, "Rents fall when we build")
    assert entry.passage == "Rents fall when we build."
    assert entry.source is not None
    assert entry.source.message == message.id
    assert ledger.stances[1, entry.author].answer is Answer.AGREE


async def test_the_form_offers_the_first_sentence_of_a_long_message_and_the_whole_as_passage(world: World) -> None:
    text = "Rents fall. " + "Because of supply and demand, and of filtering too. " * 12
    message = await world.ana.send(world.channel, text.strip())

    form = await world.ana.context_menu(world.channel, "Tag as crux", message)

    assert form.modal is not None
    fields = [part["component"] for part in form.modal["components"]]
    assert [field["custom_id"] for field in fields[:2]] == ["statement", "passage"]
    assert fields[0]["value"] == "Rents fall."
    assert fields[1]["value"] == text.strip()


async def test_the_form_offers_the_authors_own_words_with_people_by_name(world: World) -> None:
    ben = world.ben.mention
    message = await world.ana.send(world.channel, f"> Rents never fall\n{ben}, **they do**, e.g. in Vienna")

    form = await world.ana.context_menu(world.channel, "Tag as claim", message)

    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "@ben, they do, e.g. in Vienna"


async def test_what_is_covered_in_a_message_stays_covered_whatever_the_form_says(world: World) -> None:
    message = await world.ana.send(world.channel, "I know that ||Rosebud is his sled||, all along")

    tagged = await world.tag(
        world.ana, "Tag as claim", message, statement="Rosebud is his sled", passage="Rosebud is his sled"
    )

    assert "“||Rosebud is his sled||”" in words(tagged)
    entry = (await world.ledger()).entries[1]
    assert (entry.statement, entry.passage) == ("||Rosebud is his sled||", "||Rosebud is his sled||")
    offered = await world.ben.autocomplete(world.channel, "ledger entry", "entry", "sled")
    assert [choice["name"] for choice in offered] == ["#1 (spoiler)"]


async def test_a_crux_says_what_it_is_for_and_its_author_may_reject_it(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    message = await world.ana.send(world.channel, "You think that supply does not matter")

    await world.tag(
        world.ana,
        "Tag as crux",
        message,
        statement="Supply does not matter",
        passage="supply does not matter",
        crux_for="#1",
        answer="disagree",
        links="attacks 1",
    )

    ledger = await world.ledger()
    (mark,) = ledger.marks_on(2)
    assert (mark.person, mark.target) == (ledger.entries[2].author, 1)
    assert ledger.stances[2, mark.person].answer is Answer.DISAGREE
    assert {(link.entry, link.relation, link.target) for link in ledger.links} == {(2, Relation.ATTACKS, 1)}


async def test_a_concession_takes_over_the_other_sides_answer_and_leaves_a_claim_for_the_rest(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    message = await world.ben.send(world.channel, "I agree on rents, but quality suffers")

    tagged = await world.tag(
        world.ben,
        "Tag as concession",
        message,
        statement="Rents do fall",
        passage="I agree on rents",
        concedes="1",
        scope="point",
        residue="Quality suffers when we build",
    )

    assert "You now agree with #1 (you disagreed before)." in words(tagged)
    ledger = await world.ledger()
    concession = ledger.entries[2].concession
    assert concession is not None
    assert (concession.entry, concession.scope, concession.answer) == (1, Scope.POINT, Answer.AGREE)
    ben = ledger.entries[2].author
    assert ledger.stances[1, ben].answer is Answer.AGREE
    assert ledger.entries[3].statement == "Quality suffers when we build"
    assert {(link.entry, link.relation, link.target) for link in ledger.links} == {(3, Relation.RESIDUE_OF, 2)}


async def test_for_the_arguments_sake_moves_no_stance(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")
    message = await world.ben.send(world.channel, "Say rents fall")

    await world.tag(
        world.ben, "Tag as concession", message, statement="Say rents fall", concedes="rents fall", scope="argument"
    )

    ledger = await world.ledger()
    assert ledger.stances[1, ledger.entries[2].author].answer is Answer.DISAGREE


async def test_tagging_somebody_elses_message_proposes_and_counts_only_once_confirmed(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")

    proposal = await world.tag(world.ben, "Tag as claim", message, statement="Rents fall", passage="Rents fall")

    assert proposal.response is not None
    assert not proposal.ephemeral
    assert "is that what you say?" in words(proposal)
    assert (await world.ledger()).entries[1].status is Status.PROPOSED
    refused = await world.mod.slash(world.channel, "stance", entry=1, answer="agree")
    assert "awaits its author's confirmation" in words(refused)
    refused = await world.ben.click(proposal.response, label="Confirm")
    assert "Only the author of #1 can do that" in words(refused)

    await world.ana.click(proposal.response, label="Confirm")

    ledger = await world.ledger()
    assert ledger.entries[1].status is Status.LIVE
    assert {stance.person: stance.answer for stance in ledger.stances.values()} == {
        ledger.entries[1].author: Answer.AGREE
    }
    assert ledger.name(ledger.entries[1].author) == "ana"
    with pytest.raises(SetupError):
        await world.ana.click(proposal.response, label="Decline")


async def test_an_author_can_reword_a_proposal_or_decline_it(world: World) -> None:
    first = await world.ana.send(world.channel, "Rents fall when we build")
    proposal = await world.tag(world.ben, "Tag as claim", first, statement="Rents always fall", passage="Rents fall")
    assert proposal.response is not None
    form = await world.ana.click(proposal.response, label="Reword")
    await world.ana.submit_modal(form, {"statement": "Rents fall where we build"})
    second = await world.ana.send(world.channel, "Something else")
    another = await world.tag(world.ben, "Tag as crux", second, statement="Something else", passage="")
    assert another.response is not None

    await world.ana.click(another.response, label="Decline")

    entries = (await world.ledger()).entries
    assert (entries[1].status, entries[1].statement) == (Status.LIVE, "Rents fall where we build")
    assert entries[2].status is Status.DECLINED


async def test_a_receipt_can_be_undone(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall")

    await world.ana.click(private(tagged), label="Undo")

    assert (await world.ledger()).entries[1].status is Status.WITHDRAWN


async def test_a_refused_form_comes_back_as_it_was_filled_in(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    typed = {"statement": "They do fall", "crux_for": "99", "answer": "unsure", "links": "supports 1"}
    refused = await world.tag(world.ana, "Tag as crux", message, passage="when we build", **typed)
    assert "There is no entry #99" in words(refused)
    assert refused.response is not None

    form = await world.ana.click(refused.response, label="Edit and try again")

    assert form.modal is not None
    assert filled_in(form.modal) == typed | {"passage": "when we build"}
    changed = filled_in(form.modal) | {"crux_for": "", "links": "", "passage": "they build"}
    refused = await world.ana.submit_modal(form, changed)
    assert "The passage is not in that message" in words(refused)
    assert refused.response is not None
    form = await world.ana.click(refused.response, label="Edit and try again")
    assert form.modal is not None
    assert filled_in(form.modal) == {name: value for name, value in changed.items() if value}
    await world.ana.submit_modal(form, filled_in(form.modal) | {"passage": "we build"})
    entry = (await world.ledger()).entries[1]
    assert (entry.statement, entry.passage) == ("They do fall", "we build")


async def test_a_refused_form_is_nobody_elses_and_is_forgotten(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    refused = await world.tag(world.ben, "Tag as claim", message, statement="They fall", passage="nowhere")
    assert refused.response is not None
    stored = await world.ana.slash(world.channel, "privacy show")
    assert "1 message" in words(stored) or "2 messages" in words(stored)
    forget = await world.ana.slash(world.channel, "privacy forget")
    assert forget.response is not None
    await world.ana.click(forget.response, label="Confirm: forget me")

    again = await world.ben.click(refused.response, label="Edit and try again")

    assert again.modal is None
    assert "This button no longer works" in words(again)


async def test_no_form_is_offered_again_where_other_words_would_not_do(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build")
    form = await world.ana.context_menu(world.channel, "Tag as claim", message)
    world.clock.at += timedelta(hours=1)

    late = await world.ana.submit_modal(form, {"statement": "They fall"})

    assert "stood open too long" in words(late)
    assert late.response is not None
    assert button_labels(late.response) == []


def filled_in(modal: dict[str, Any]) -> dict[str, str]:
    """What stands in a form, by field."""
    found = {}
    for part in modal["components"]:
        field = part["component"]
        chosen = [option["value"] for option in field.get("options", ()) if option.get("default")]
        if value := field.get("value") or "".join(chosen):
            found[field["custom_id"]] = value
    return found


async def test_everybody_sees_a_tag_and_answers_it_where_they_see_it(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")

    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall")

    line = tagged.response
    assert line is not None
    assert not line.ephemeral
    assert f"**Claim** by {world.ana.mention}: **#1** “Rents fall”" in line.content
    assert f"/{world.channel.id}/{message.id}" in line.content
    assert "Everybody here may answer" in line.content
    assert button_labels(line) == ["Agree", "Disagree", "Unsure"]
    await world.ben.click(line, label="Disagree")
    assert sorted(stance.answer for stance in (await world.ledger()).stances.values()) == ["agree", "disagree"]


async def test_a_tag_and_its_line_are_two_requests(world: World) -> None:
    await world.claim(world.ben, "Wages rise")
    message = await world.ana.send(world.channel, "Rents fall")
    form = await world.ana.context_menu(world.channel, "Tag as claim", message)
    wire = Wire(world.env)

    tagged = await world.ana.submit_modal(form, {"statement": "Rents fall"})

    assert len(wire.sent()) == 2
    assert button_labels(private(tagged)) == ["Reword", "Undo"]


async def test_where_discord_refuses_the_line_the_author_is_answered_all_the_same(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    form = await world.ana.context_menu(world.channel, "Tag as claim", message)
    world.env.inject_error("POST", "/interactions/*/callback", status=403, code=50013)

    tagged = await world.ana.submit_modal(form, {"statement": "Rents fall"})

    assert "Tagged as claim: **#1**" in private(tagged).content
    assert "**Claim** by" not in words(tagged)
    await world.ana.click(private(tagged), label="Undo")
    assert (await world.ledger()).entries[1].status is Status.WITHDRAWN


async def test_the_line_of_a_tag_goes_when_the_tag_is_undone(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall")
    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall")
    line = tagged.response
    assert line is not None

    await world.ana.click(private(tagged), label="Undo")

    assert line.id not in {shown.id for shown in world.channel.history()}
    assert (await world.ledger()).entries[1].status is Status.WITHDRAWN


async def test_a_tag_may_be_shown_by_a_reaction(world: World) -> None:
    world.client.houses.default = House(tags_shown=TagsShown.REACTION)
    message = await world.ana.send(world.channel, "Rents fall")

    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall")

    assert not tagged.followups
    assert _reactions(world) == ["\N{PUSHPIN}"]
    assert tagged.response is not None
    await world.ana.click(tagged.response, label="Undo")
    assert _reactions(world) == []


async def test_where_crux_may_not_react_there_is_a_line(world: World) -> None:
    world.client.houses.default = House(tags_shown=TagsShown.REACTION)
    no_reactions = {world.guild.default_role: discord.PermissionOverwrite(add_reactions=False)}
    quiet = world.guild.create_text_channel("quiet", overwrites=no_reactions)
    message = await world.ana.send(quiet, "Rents fall")

    tagged = await world.tag(world.ana, "Tag as claim", message, quiet, statement="Rents fall", passage="Rents fall")

    (line,) = tagged.followups
    assert "**#1** “Rents fall”" in line.content
    await world.ana.click(private(tagged), label="Undo")
    assert line.id not in {shown.id for shown in quiet.history()}


async def test_a_tag_may_be_shown_to_nobody_else(world: World) -> None:
    world.client.houses.default = House(tags_shown=TagsShown.NONE)
    message = await world.ana.send(world.channel, "Rents fall")

    tagged = await world.tag(world.ana, "Tag as claim", message, statement="Rents fall", passage="Rents fall")

    assert not tagged.followups
    assert _reactions(world) == []


async def test_the_author_of_a_proposal_sees_what_is_quoted_and_answers_follow_its_confirmation(world: World) -> None:
    message = await world.ana.send(world.channel, "Rents fall when we build, I am sure.")

    proposal = await world.tag(world.ben, "Tag as claim", message, statement="They fall", passage="Rents fall")

    assert "\n> Rents fall\n" in words(proposal)
    assert f"/{world.channel.id}/{message.id}\n" in words(proposal)
    assert proposal.response is not None
    confirmed = await world.ana.click(proposal.response, label="Confirm")
    assert confirmed.response is not None
    assert "Everybody here may answer" in confirmed.response.content
    await world.ben.click(confirmed.response, label="Disagree")
    assert len((await world.ledger()).stances) == 2


def _reactions(world: World) -> list[str]:
    return [str(reaction.emoji) for message in world.channel.history() for reaction in message.reactions]


async def test_what_cannot_be_tagged_is_refused_with_a_way_on(world: World) -> None:
    own = await world.ana.send(world.channel, "Rents fall")
    await world.tag(world.ana, "Tag as claim", own, statement="Rents fall", passage="Rents fall")
    bot_user = world.guild.add_member(world.env.create_user("relay", bot=True))
    relayed = await bot_user.send(world.channel, "I am a machine")
    picture = await world.ana.send(world.channel, "", attachments=[("house.png", b"png")])

    twice = await world.tag(world.ana, "Tag as claim", own, statement="rents fall", passage="Rents fall")
    elsewhere = await world.tag(world.ana, "Tag as claim", own, statement="Rents rise", passage="Rents rise")
    no_entry = await world.tag(world.ana, "Tag as concession", own, statement="Right", concedes="99")
    by_app = await world.ana.context_menu(world.channel, "Tag as claim", relayed)
    no_words = await world.ana.context_menu(world.channel, "Tag as claim", picture)

    assert "already stands in the ledger as #1" in words(twice)
    assert "The passage is not in that message" in words(elsewhere)
    assert "There is no entry #99" in words(no_entry)
    assert "written by an app" in words(by_app)
    assert "no text of its own" in words(no_words)
    assert all(answer.ephemeral for answer in (twice, elsewhere, no_entry, by_app, no_words))
    assert list((await world.ledger()).entries) == [1]


async def test_stating_a_claim_a_crux_and_a_concession_by_command(world: World) -> None:
    claim = await world.ana.slash(world.channel, "claim", statement="Rents fall when we build")
    await world.ben.slash(world.channel, "crux", statement="Supply matters most", **{"for": 1})
    conceded = await world.ben.slash(world.channel, "concede", entry=1)

    assert "**Claim** by" in words(claim)
    assert not claim.ephemeral
    assert "concedes the point on **#1**" in words(conceded)
    assert f"{world.ben.mention} now agrees with #1." in words(conceded)
    ledger = await world.ledger()
    assert [entry.kind for entry in ledger.entries.values()] == [Kind.CLAIM, Kind.CRUX, Kind.CONCESSION]
    assert ledger.marks_on(2)[0].target == 1
    assert "“Agreed: Rents fall when we build”" in words(conceded)
    assert ledger.entries[3].said == PlainConcession(Answer.AGREE, "Rents fall when we build")
    assert ledger.stances[1, ledger.entries[3].author].answer is Answer.AGREE


async def test_one_press_takes_a_concession_back_with_the_stance_that_it_moved(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree", credence=20)
    conceded = await world.ben.slash(world.channel, "concede", entry=1, note="You are right")
    assert conceded.response is not None
    assert f"{world.ben.mention} now agrees with #1 (disagreed before)." in words(conceded)

    by_another = await world.ana.click(conceded.response, custom_id="crux:unconcede:2")
    undone = await world.ben.click(conceded.response, custom_id="crux:unconcede:2")

    assert "Only the author of #2" in words(by_another)
    assert undone.response is not None
    assert "took concession #2 back" in undone.response.content
    assert "crux:unconcede" not in str(undone.response.components)
    ledger = await world.ledger()
    stance = ledger.stances[1, ledger.entries[2].author]
    assert (stance.answer, stance.credence) == (Answer.DISAGREE, 20)


async def test_a_command_grants_for_the_arguments_sake_too(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")

    granted = await world.ben.slash(world.channel, "concede", entry=1, note="Say they fall", scope="argument")

    assert f"{world.ben.mention}'s answer to #1 stays." in words(granted)
    ledger = await world.ledger()
    assert ledger.stances[1, ledger.entries[2].author].answer is Answer.DISAGREE


async def test_a_concession_that_somebody_proposed_says_its_direction_once_confirmed(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    message = await world.ana.send(world.channel, "Not always, true")
    proposal = await world.tag(world.ben, "Tag as concession", message, statement="Not always", concedes="1")
    assert proposal.response is not None
    refused = await world.ana.click(proposal.response, custom_id="crux:confirm:2")
    await world.ben.slash(world.channel, "stance", entry=1, answer="disagree")

    confirmed = await world.ana.click(proposal.response, custom_id="crux:confirm:2")

    assert "Nobody of another side has answered #1 yet" in words(refused)
    assert confirmed.response is not None
    assert f"{world.ana.mention} now disagrees with #1 (agreed before)." in confirmed.response.content
    assert "crux:unconcede:2" in str(confirmed.response.components)


async def test_what_says_nearly_the_same_is_offered_after_the_answer_and_answered_with_one_button(world: World) -> None:
    await world.claim(world.ana, "Rents fall when we build")
    said = await world.ben.send(world.channel, "Rents will fall when we build")
    tagged = await world.tag(world.ben, "Tag as claim", said, statement="Rents will fall when we build")
    offer = tagged.followups[-1]
    asked = offer.content

    done = await world.ben.click(offer, label="Take a stance on #1")

    assert offer.ephemeral
    assert "**#1** “Rents fall when we build” says nearly the same as your #2." in asked
    assert "#2 goes on as **#1**" in words(done)
    ledger = await world.ledger()
    assert ledger.entries[2].merged_into == 1
    assert (1, 2) in ledger.stances
    assert done.response is not None
    assert "Undo the merge" in button_labels(done.response)
