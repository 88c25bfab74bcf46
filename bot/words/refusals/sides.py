"""What people read of refusals about sides."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    BadSideName,
    DebateHasSides,
    MayNotNameSides,
    MayNotOpenSides,
    NoSuchSide,
    NotOnASide,
    Refusal,
    SideHasPeople,
    SideIntoItself,
    SideNameTaken,
    SidesComeInPairs,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    SidesComeInPairs: message(
        "Name both sides ({ways.name_both_sides}), or neither: with no sides, two participants are a side each."
    ),
    NoSuchSide: message("There is no side “{name}” here. {ways.pick_side}, or see them with {ways.list_sides}."),
    MayNotNameSides: message(
        "The sides of this debate are named by those who take part in it. Answer an entry first ({ways.take_stance}), "
        "or ask one of them."
    ),
    MayNotOpenSides: message("This debate has its sides: {ways.list_sides} shows them. Only {who} open further ones."),
    DebateHasSides: message(
        "This debate keeps the sides that it has; leave them out to open it again. {ways.edit_debate} corrects names."
    ),
    SideIntoItself: message("A side cannot be merged into itself. Name the other side that means the same."),
    SideHasPeople: message(
        "People are on that side ({people}), so it cannot be removed. {ways.merge_sides} lets them move along."
    ),
    SideNameTaken: message("There is already a side called “{name}”. Give the sides different names."),
    BadSideName: message("A side needs a name of 1 to {limit} characters."),
    NotOnASide: message("You are on no side of this debate, so there is none to leave."),
}
