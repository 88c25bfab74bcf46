"""Take a stance, mark a crux, see what the ledger has of a message."""

from collections.abc import Iterator

from discord import Message, app_commands, ui
from discord.ext import commands

from bot.actions import cruxes, entries, stances
from bot.actions.entries import ShownEntries
from bot.actions.stances import TakenStance
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.posting import SILENT
from bot.ledger.entries import Answer, Degree, Status
from bot.ledger.refusals import AwaitsItsAuthor, CredenceContradicts, NothingTaggedThere
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words.answers import cruxes as crux_answers
from bot.words.answers import stances as answers
from bot.words.front_end import FrontEnd
from bot.words.refusals import refused
from bot.words.vocabulary import term
from cogs import _modals
from cogs._answers import Button, answer, button, proposal_buttons, settle, stance_buttons
from cogs._entries import entry_choices
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._tagged import entries_on
from cogs._translate import Interaction, answer_from, front_in_place, reader_front, request_from, word_from

ANSWERS = [app_commands.Choice(name=term(DISCORD.catalogue, answer), value=answer.value) for answer in Answer]

SHOWN_AT_ONCE = 5
"""How many entries of one message are shown with buttons: Discord allows five rows."""


async def stance_menu(interaction: Interaction, message: Message) -> None:
    """Answer the entries of a message."""
    front = reader_front(interaction)
    shown = await entries_on(interaction, message)
    answerable = [entry for entry in shown.entries if entry.asks_for_stances]
    if not answerable:
        await _say_why(interaction, shown)
        return
    buttons = [b for entry in answerable[:SHOWN_AT_ONCE] for b in stance_buttons(front, entry, numbered=True)]
    await answer(interaction, answers.which_stance(front, answerable), *buttons)


async def _say_why(interaction: Interaction, shown: ShownEntries) -> None:
    """None of these entries can be answered: one may await its author, who is given the buttons for that."""
    front = reader_front(interaction)
    proposal = next((entry for entry in shown.entries if entry.status is Status.PROPOSED), None)
    if proposal is None:
        raise NothingTaggedThere
    buttons = proposal_buttons(front, proposal) if shown.mine else ()
    await answer(interaction, refused(front, AwaitsItsAuthor(entry=proposal.number)), *buttons)


def _choices(front: FrontEnd, contradiction: CredenceContradicts) -> Iterator[Button]:
    """The answer as it was given, the opposite one, and the answer without a number."""
    given, credence = contradiction.answer, contradiction.credence
    opposite = Answer.AGREE if given is Answer.DISAGREE else Answer.DISAGREE
    for meant, likely in ((given, credence), (opposite, credence), (given, None)):
        label = labels.answer_and_credence(front, meant, likely)
        number = () if likely is None else (likely,)
        yield button(label, "meant", contradiction.entry, contradiction.wording, meant.value, *number)


async def crux_form_again(interaction: Interaction, arguments: list[str], fields: Fields) -> ui.Modal:
    """The form of a crux mark as somebody had filled it in."""
    return _modals.crux_form(reader_front(interaction), number_in(arguments, 0), fields)


class Stances(commands.Cog):
    """What people answer."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.tree.add_command(app_commands.ContextMenu(name=DISCORD.say(described.STANCE_MENU), callback=stance_menu))
        client.on_press("stance", self.pressed)
        client.on_press("meant", self.chosen)
        client.on_press("unstance", self.take_back)
        client.on_press("crux", self.open_crux)
        on_form(client, "cruxed", self.mark_crux, crux_form_again)
        client.on_press("uncrux", self.unmark_crux)

    @app_commands.command(description=described.STANCE.description)
    @app_commands.describe(**described.STANCE.options)
    @app_commands.rename(answered="answer")
    @app_commands.choices(
        answered=[app_commands.Choice(name=term(DISCORD.catalogue, a), value=a.value) for a in Answer]
    )
    @app_commands.autocomplete(entry=entry_choices)
    async def stance(
        self,
        interaction: Interaction,
        entry: int,
        answered: app_commands.Choice[str],
        credence: app_commands.Range[int, 0, 100] | None = None,
    ) -> None:
        front = reader_front(interaction)
        try:
            taken = await stances.take_stance(
                self.client.sessions, request_from(interaction), entry, Answer(answered.value), credence
            )
        except CredenceContradicts as contradiction:
            await answer(interaction, refused(front, contradiction), *_choices(front, contradiction))
            return
        text = answers.taken(front, taken.entry, taken.answer, taken.credence, taken.before)
        await answer(interaction, text, *_undo(front, taken))

    async def chosen(self, interaction: Interaction, arguments: list[str]) -> None:
        """What somebody means whose credence spoke against their answer."""
        front = front_in_place(interaction)
        number, read = number_in(arguments, 0), number_in(arguments, 1)
        meant = word_from(Answer, arguments[2] if len(arguments) > 2 else None)
        credence = number_in(arguments, 3) if len(arguments) > 3 else None
        who = request_from(interaction)
        taken = await stances.take_stance(self.client.sessions, who, number, meant, credence, read=read, meant=True)
        text = answers.taken(front, taken.entry, taken.answer, taken.credence, taken.before)
        await interaction.response.edit_message(content=text, view=None, allowed_mentions=SILENT)

    async def pressed(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        number, read = number_in(arguments, 0), number_in(arguments, 1)
        wanted = answer_from(arguments[2] if len(arguments) > 2 else None) or Answer.UNSURE
        taken = await stances.take_stance(self.client.sessions, request_from(interaction), number, wanted, read=read)
        text = answers.taken(front, taken.entry, taken.answer, taken.credence, taken.before)
        await answer(interaction, text, button(front.say(labels.MY_CRUX), "crux", number), *_undo(front, taken))

    async def take_back(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        number = number_in(arguments, 0)
        given = word_from(Answer, arguments[1] if len(arguments) > 1 else None)
        back = await stances.take_stance_back(self.client.sessions, request_from(interaction), number, given)
        await settle(
            interaction, answers.taken_back(front, back.entry, back.stance), *stance_buttons(front, back.entry)
        )

    async def open_crux(self, interaction: Interaction, arguments: list[str]) -> None:
        entry, _ = await entries.entry_of_mine(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await _modals.show(interaction, _modals.crux_form(reader_front(interaction), entry.number))

    async def mark_crux(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        fields = _modals.filled(interaction)
        degree = word_from(Degree, fields.get("degree"), Degree.FULLY)
        entry, target = await cruxes.mark_crux(
            self.client.sessions, request_from(interaction), number_in(arguments, 0), fields.get("crux_for"), degree
        )
        text = crux_answers.marked(front, entry, target, degree)
        await answer(interaction, text, button(front.say(labels.TAKE_BACK_CRUX), "uncrux", entry.number))

    async def unmark_crux(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        request, number = request_from(interaction), number_in(arguments, 0)
        entry = await cruxes.unmark_crux(self.client.sessions, request, number)
        again = button(front.say(labels.MY_CRUX), "crux", number)
        await answer(interaction, crux_answers.unmarked(front, entry), again)


def _undo(front: FrontEnd, taken: TakenStance) -> tuple[Button, ...]:
    """Takes the answer back; none where it was the same before."""
    if not taken.is_new:
        return ()
    return (button(front.say(labels.UNDO), "unstance", taken.entry.number, taken.answer.value),)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Stances(client))
