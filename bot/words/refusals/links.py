"""What people read of refusals of links between entries."""

from collections.abc import Mapping

from bot.ledger.refusals import LinkNotUnderstood, LinkToItself, NotLinked, NotYourLink, Refusal
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    LinkNotUnderstood: message(
        "“{words}” is not a link. Write for example: supports 6, attacks 2, restates 4 (or after 9: "
        "what a concession leaves open)."
    ),
    LinkToItself: message("An entry cannot be linked to itself. Name another entry."),
    NotLinked: message(
        "The ledger does not say that #{entry} {relation} #{target}. {ways.show_entry} shows what it says of an entry."
    ),
    NotYourLink: message("Only who linked them, the author of #{entry} and moderators can take that link back."),
}
