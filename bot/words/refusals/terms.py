"""What people read of refusals of definitions."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    EmptyDefinition,
    NobodyChosen,
    NoSuchDefinition,
    NotYourDefinition,
    OwnDefinition,
    Refusal,
    TermOfAnApp,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    EmptyDefinition: message(
        "A definition needs a term (at most {term} characters) and what you mean by it (at most {meaning})."
    ),
    NobodyChosen: message("Nobody was picked. Pick the person whose term it is."),
    NoSuchDefinition: message("That definition is no longer in this debate."),
    OwnDefinition: message("That is your own term already; others can adopt it."),
    NotYourDefinition: message("Only who wrote that definition down can say whose term it is."),
    TermOfAnApp: message("That is an app, and a term is a person's. Pick the person whose term it is."),
}
