"""What people read of refusals of concessions."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    AnsweredSoAlready,
    BuiltUponSince,
    CannotConcedeAConcession,
    ConcessionNeedsEntry,
    NotConcession,
    OthersAreEven,
    OthersAreSilent,
    OwnClaimIsAccepted,
    Refusal,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    ConcessionNeedsEntry: message(
        "Say which entry you concede: write its number (for example 3) or some of its words."
    ),
    CannotConcedeAConcession: message("#{entry} is itself a concession. Name the claim or crux that you concede."),
    OthersAreSilent: message(
        "Nobody of another side has answered #{entry} yet, so there is no answer of theirs to take over. "
        "{ways.take_stance} says what you think of it; once they have answered, you can concede."
    ),
    OthersAreEven: message(
        "The others are even on #{entry} ({agree} agree, {disagree} disagree, {unsure} unsure), so there is no answer "
        "of theirs to take over. {ways.take_stance} says what you think of it now."
    ),
    AnsweredSoAlready: message(
        "Your answer to #{entry} is “{answer}” already, as that of the others: there is nothing to concede. What you "
        "still disagree about, you can say with {ways.state_claim}."
    ),
    OwnClaimIsAccepted: message(
        "#{entry} is your own claim, and the others accept it: there is nothing to concede. {ways.take_stance} changes "
        "your answer to it; {ways.withdraw} takes it back."
    ),
    BuiltUponSince: message(
        "Your answer to #{conceded} has changed since concession #{entry}, so it cannot be undone in one step. "
        "{ways.withdraw} takes the concession back; {ways.take_stance} changes your answer."
    ),
    NotConcession: message(
        "#{entry} is not a concession. Only after a concession can you say what you still disagree about."
    ),
}
