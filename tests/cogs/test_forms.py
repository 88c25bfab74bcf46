"""Forms: each that is refused comes back, as somebody had filled it in where it has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from cogs import _modals
from tests.cogs.conftest import World, button_labels, words

AGAIN = "Edit and try again"


def forms() -> Iterator[str]:
    """What the forms do, from the source of all that Crux opens."""
    assert _modals.__file__ is not None
    for node in ast.walk(ast.parse(Path(_modals.__file__).read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_form":
            verb = node.args[1]
            assert isinstance(verb, ast.Constant), "a form's verb stands where it is made"
            yield str(verb.value)


def test_forms_are_made_in_one_place_alone() -> None:
    cogs = Path(_modals.__file__ or "").parent
    made = [path.name for path in cogs.glob("*.py") if "ui.Modal(" in path.read_text()]

    assert made == ["_modals.py"]


async def test_every_form_comes_back_where_it_is_refused(world: World) -> None:
    made = set(forms())

    assert len(made) >= 7
    assert [verb for verb in made if f"{verb}-again" not in world.client._presses] == []


async def test_the_form_of_a_terms_owner_comes_back_where_an_app_was_picked(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    defined = await world.ana.slash(world.channel, "define", term="tram", meaning="a train in the street")
    assert defined.response is not None
    app = world.guild.add_member(world.env.create_user("an app", bot=True))
    form = await world.ana.click(defined.response, label="It is somebody else's term")

    refused = await world.ana.submit_modal(form, {"owner": [app]})
    assert refused.response is not None
    assert "Pick the person whose term it is" in words(refused)
    assert button_labels(refused.response) == [AGAIN]
    again = await world.ana.click(refused.response, label=AGAIN)

    await world.ana.submit_modal(again, {"owner": [world.ben]})
    ledger = await world.ledger()
    assert [ledger.name(one.owner) for one in ledger.definitions.values()] == ["ben"]


async def test_who_may_not_say_whose_term_it_is_is_not_asked_again(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")
    defined = await world.ana.slash(world.channel, "define", term="tram", meaning="a train in the street")
    assert defined.response is not None
    form = await world.ben.click(defined.response, label="It is somebody else's term")

    refused = await world.ben.submit_modal(form, {"owner": [world.ben]})

    assert refused.response is not None
    assert words(refused)
    assert button_labels(refused.response) == []
