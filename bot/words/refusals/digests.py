"""What people read of refusals about digests, cards and files."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    BadScheduleAsked,
    CannotPostHere,
    ChannelOfAllDebates,
    CommandsAlone,
    FileTooLarge,
    FormatNotInstalled,
    NoCard,
    NoSchedule,
    NotPostedYet,
    OwnWording,
    PostRefused,
    Refusal,
    SigningIsOver,
    SigningNeedsASide,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    SigningIsOver: message("This digest was posted more than a day ago. The next one asks you again."),
    SigningNeedsASide: message(
        "Only members of a side say whether a digest is fair to it. {ways.join_side} takes one."
    ),
    OwnWording: message("#{entry} is yours, so reword it yourself: {ways.show_entry} has the button."),
    NoSchedule: message(
        "No digest is scheduled here. Set one with {ways.schedule_digest}, or post one now with {ways.post_digest}."
    ),
    ChannelOfAllDebates: message(
        "Only the digest of all debates is posted in a channel that you pick: choose the option server, too. For the "
        "digests of each debate, {ways.settings} has one channel."
    ),
    BadScheduleAsked: "{problem}",
    NoCard: message("This debate keeps no status card. {ways.keep_card} posts one."),
    CannotPostHere: message(
        "Crux cannot post in this channel. It needs: {permissions}. Ask a moderator, then try again."
    ),
    CommandsAlone: message(
        "Only Crux's commands were added to this server, not Crux itself, so it can post no digest and no status card "
        "by itself. Whoever manages the server can add it: {invitation}"
    ),
    PostRefused: message("Crux cannot post here: {obstacle}"),
    NotPostedYet: message(
        "{ways.platform} did not take the message just now, or did not say so. Look whether it is there; if it is not, "
        "try again in some minutes."
    ),
    FileTooLarge: message(
        "This is too large to be sent here, even zipped and in parts. Ask who runs Crux for "
        "{ways.export_by_operator}, or try a format that holds less, such as csv."
    ),
    FormatNotInstalled: message(
        "The format {form} needs an extra part of Crux that is not installed. Whoever runs Crux adds it: "
        'pip install "crux-ledger[{extra}]"'
    ),
}
