"""What people read of refusals that any command may meet."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    BadSeal,
    BeingRestarted,
    ButtonExpired,
    CutShort,
    KeptTooLong,
    ManagersOnly,
    ModeratorsOnly,
    OpenersOnly,
    ParticipantsOnly,
    Refusal,
    RoleOfEverybody,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    BadSeal: message(
        "That is no seal. Write it as it stands at the end of a digest: the number of an event, a colon and at least "
        "eight digits, for example 44:7647f578f548. For another debate, its number and a colon come first."
    ),
    BeingRestarted: message("Crux is being restarted. Nothing was written down; do it again in a moment."),
    CutShort: message(
        "Crux is being restarted while this was under way. It may have been written down or not: look with "
        "{ways.show_ledger} in a moment, before you repeat it."
    ),
    ModeratorsOnly: message("Only moderators can do that here: it needs {ways.moderators}."),
    ManagersOnly: message(
        "Only who manages this server can see and change its settings: it needs {ways.managers}. Ask one of them."
    ),
    KeptTooLong: message(
        "Whoever runs Crux limits for how long debates are kept after their last activity (days: {days}). Choose less."
    ),
    RoleOfEverybody: message("Everybody in this server has that role. Pick one that only some people have."),
    OpenersOnly: message(
        "Only who opened this debate and moderators can do that here. Moderators have {ways.moderators}."
    ),
    ParticipantsOnly: message(
        "Only people who take part in this debate and moderators can do that here: take a stance or tag a message "
        "first. {ways.preview_digest} shows the digest to you alone, {ways.show_ledger} the ledger."
    ),
    ButtonExpired: message("This button no longer works. {ways.show_ledger} has the current ones."),
}
