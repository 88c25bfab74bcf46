"""What people read of refusals of stances and crux marks."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    BadCredence,
    ConcessionTakesNoStance,
    CredenceContradicts,
    CruxForItself,
    Refusal,
    RewordedMeanwhile,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    ConcessionTakesNoStance: message(
        "#{entry} is a concession: it records a move and asks for nobody's stance. Answer the entry it names, "
        "#{target}."
    ),
    RewordedMeanwhile: message(
        "#{entry} was reworded since. It now says: "
        "“{statement}” — answer that with {ways.take_stance} or from {ways.show_entry}."
    ),
    BadCredence: message(
        "Write a whole number from 0 to 100: how likely do you think it is, in percent, that the statement is true?"
    ),
    CredenceContradicts: message(
        "Your answer to #{entry} “{statement}” is “{answer}”, yet you think it {credence} % likely to be true. Which "
        "do you mean? Nothing is stored until you say."
    ),
    CruxForItself: message(
        "An entry cannot be a crux for itself. Name another entry, or leave it empty for the question."
    ),
}
