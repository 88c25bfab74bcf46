"""What a concession does: how far it goes, and which answer its author takes over."""

from collections.abc import Mapping

from bot.ledger.entries import Answer, Concession, Scope
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

_NOW: Mapping[tuple[Answer, Answer | None], str] = {
    (Answer.AGREE, None): message("{person} now agrees with {entry}"),
    (Answer.AGREE, Answer.AGREE): message("{person} now agrees with {entry} (agreed before)"),
    (Answer.AGREE, Answer.DISAGREE): message("{person} now agrees with {entry} (disagreed before)"),
    (Answer.AGREE, Answer.UNSURE): message("{person} now agrees with {entry} (was unsure before)"),
    (Answer.DISAGREE, None): message("{person} now disagrees with {entry}"),
    (Answer.DISAGREE, Answer.AGREE): message("{person} now disagrees with {entry} (agreed before)"),
    (Answer.DISAGREE, Answer.DISAGREE): message("{person} now disagrees with {entry} (disagreed before)"),
    (Answer.DISAGREE, Answer.UNSURE): message("{person} now disagrees with {entry} (was unsure before)"),
    (Answer.UNSURE, None): message("{person} is now unsure about {entry}"),
    (Answer.UNSURE, Answer.AGREE): message("{person} is now unsure about {entry} (agreed before)"),
    (Answer.UNSURE, Answer.DISAGREE): message("{person} is now unsure about {entry} (disagreed before)"),
    (Answer.UNSURE, Answer.UNSURE): message("{person} is now unsure about {entry} (was unsure before)"),
}
"""By the answer that is taken over, and the one before it. Concessions made before it was a rule may move nothing."""
_YOURS: Mapping[tuple[Answer, Answer | None], str] = {
    (Answer.AGREE, None): message("You now agree with {entry}."),
    (Answer.AGREE, Answer.AGREE): message("You now agree with {entry} (you agreed before)."),
    (Answer.AGREE, Answer.DISAGREE): message("You now agree with {entry} (you disagreed before)."),
    (Answer.AGREE, Answer.UNSURE): message("You now agree with {entry} (you were unsure before)."),
    (Answer.DISAGREE, None): message("You now disagree with {entry}."),
    (Answer.DISAGREE, Answer.AGREE): message("You now disagree with {entry} (you agreed before)."),
    (Answer.DISAGREE, Answer.DISAGREE): message("You now disagree with {entry} (you disagreed before)."),
    (Answer.DISAGREE, Answer.UNSURE): message("You now disagree with {entry} (you were unsure before)."),
    (Answer.UNSURE, None): message("You are now unsure about {entry}."),
    (Answer.UNSURE, Answer.AGREE): message("You are now unsure about {entry} (you agreed before)."),
    (Answer.UNSURE, Answer.DISAGREE): message("You are now unsure about {entry} (you disagreed before)."),
    (Answer.UNSURE, Answer.UNSURE): message("You are now unsure about {entry} (you were unsure before)."),
}
_FAR: Mapping[Scope, str] = {
    Scope.WHOLE: message("Concedes the whole of {entry}"),
    Scope.POINT: message("Concedes the point on {entry}"),
    Scope.ARGUMENT: message("Grants {entry} for the argument's sake"),
}
_STEP: Mapping[Scope, str] = {
    Scope.WHOLE: message("concedes the whole of {entry}: now {answer}"),
    Scope.POINT: message("concedes the point on {entry}: now {answer}"),
}
_STEP_FROM: Mapping[Scope, str] = {
    Scope.WHOLE: message("concedes the whole of {entry}: now {answer} (before: {before})"),
    Scope.POINT: message("concedes the point on {entry}: now {answer} (before: {before})"),
}


def now(front: FrontEnd, person: str, entry: str, concession: Concession) -> str:
    """The answer that somebody has taken over, and the one before; that theirs stays, where it moves nothing.

    `person` and `entry` are what they are called there.
    """
    if concession.scope is Scope.ARGUMENT:
        return front.say("{person}'s answer to {entry} stays", person=person, entry=entry)
    return front.say(_NOW[concession.answer, concession.before], person=person, entry=entry)


def you_now(front: FrontEnd, entry: str, concession: Concession) -> str:
    """The same, said to whoever concedes."""
    if concession.scope is Scope.ARGUMENT:
        return front.say("Your answer to {entry} stays.", entry=entry)
    return front.say(_YOURS[concession.answer, concession.before], entry=entry)


def how_far(front: FrontEnd, entry: str, concession: Concession) -> str:
    """What is conceded, and how far."""
    return front.say(_FAR[concession.scope], entry=entry)


def step(front: FrontEnd, entry: str, concession: Concession) -> str:
    """What is conceded, how far, and which answer is taken over, where it is said beside that who did it."""
    if concession.scope is Scope.ARGUMENT:
        return front.say("grants {entry} for the argument's sake", entry=entry)
    sentences = _STEP if concession.before is None else _STEP_FROM
    answer = term(front.catalogue, concession.answer)
    before = term(front.catalogue, concession.before) if concession.before is not None else None
    return front.say(sentences[concession.scope], entry=entry, answer=answer, before=before)
