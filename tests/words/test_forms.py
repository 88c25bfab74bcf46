"""Forms: each title, label and help fits into what Discord takes."""

from bot.ledger.entries import Degree, Kind, Relation, Scope
from bot.render.front_ends import DISCORD
from bot.words import forms

TITLE_OR_LABEL, HELP = 45, 100

FIELDS = [value for value in vars(forms).values() if isinstance(value, forms.Field)]


def test_every_field_fits() -> None:
    assert FIELDS
    assert all(len(field.label) <= TITLE_OR_LABEL and len(field.help or "") <= HELP for field in FIELDS)


def test_the_form_of_a_concession_says_what_conceding_does_before_it_is_done() -> None:
    assert forms.CONCEDED.help == (
        "Its number or words; you take over the answer that most of the others gave, and can undo it at once"
    )


def test_every_title_fits() -> None:
    titles = (
        *(forms.tag_title(DISCORD, kind) for kind in Kind),
        forms.reword_title(DISCORD, 2**31),
        forms.crux_title(DISCORD, 2**31),
        forms.WHOSE_TERM,
    )

    assert all(0 < len(title) <= TITLE_OR_LABEL for title in titles)


def test_every_choice_is_named() -> None:
    assert [forms.scope(DISCORD, scope).split(":")[0] for scope in Scope] == [
        "The whole",
        "This point",
        "For the argument's sake",
    ]
    assert [forms.degree(DISCORD, degree).split(":")[0] for degree in Degree] == ["Fully", "Partly"]
    assert forms.relation(DISCORD, Relation.RESIDUE_OF) == "is left open by"
