"""What is answered to a link."""

import pytest

from bot.ledger.entries import Relation
from bot.render.front_ends import DISCORD
from bot.words.answers import links
from tests.words.answers.rents import QUALITY, RENTS


@pytest.mark.parametrize(
    ("relation", "verb"),
    [(Relation.SUPPORTS, "supports"), (Relation.ATTACKS, "attacks"), (Relation.RESIDUE_OF, "is left open by")],
)
def test_a_link(relation: Relation, verb: str) -> None:
    assert links.linked(DISCORD, QUALITY, relation, RENTS) == (
        f"**#2** “Quality \\*suffers\\*” {verb} **#1** “Rents fall when we build”."
    )
    assert links.unlinked(DISCORD, QUALITY, relation, RENTS) == (
        f"Taken back: #2 {verb} #1. Its history stays: /ledger history."
    )


def test_what_says_the_same_can_be_merged() -> None:
    assert links.linked(DISCORD, QUALITY, Relation.RESTATES, RENTS).splitlines()[1] == (
        "Where both say the same, one of them can go on for both: /ledger merge."
    )
