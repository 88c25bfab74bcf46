"""The labels of buttons."""

from bot.ledger.entries import Answer
from bot.ledger.text import shortened
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

ACCEPT = message("Accept")
ALL_DEBATES = message("All debates that you see")
ALSO_PARK = message("Set it aside too")
ANSWER_WAITING = message("Answer what waits for you")
BRING_BACK = message("Bring it back")
CHANGE_TIMEZONE = message("Change the time zone")
CONFIRM = message("Confirm")
DECLINE = message("Decline")
DROP = message("Drop it")
EDIT_AND_ACCEPT = message("Edit and accept")
EDIT_AGAIN = message("Edit and try again")
ESTIMATE = message("How likely is “yes”?")
FAIR = message("Fair to my side")
FORGET_ME = message("Confirm: forget me")
GO_ON = message("Go on")
HOW_IT_WORKS = message("How it works")
MAP = message("Map")
MY_CRUX = message("This is my crux")
MY_WORDS = message("My words")
NAME_SIDES = message("Name two sides")
NEW_SIDE = message("Open it as a new side")
NOT_HOW_WE_SAY_IT = message("Not how we’d say it")
NOT_MY_TERM = message("It is somebody else's term")
NOT_MY_CRUX = message("Not my crux")
NEXT_PAGE = message("Next page")
NO_CHANNEL = message("In each debate's own channel")
NO_ROLE = message("No role")
NO_ROLE_NEEDED = message("No role is needed")
NO_SERVER_DIGEST = message("No digest of all debates")
NO_CORE = message("No, it matters")
OPEN_FIRST_DEBATE = message("Open the first debate here")
PARK = message("Set aside")
PICK_CHANNEL = message("Pick a channel")
PICK_ROLE = message("Pick a role")
PICK_SOME = message("Pick one or more")
POST_DIGEST = message("Post it all the same")
PREVIOUS_PAGE = message("Previous page")
REVIEW = message("Look through them")
REWORD = message("Reword")
SEE_EXAMPLE = message("See an example debate")
SETTINGS = message("Settings")
SAY_BETTER = message("Say it better")
SETTINGS_HISTORY = message("What was changed")
SHOW_SKIPPED = message("Show the skipped ones")
SKIP = message("Skip")
STOP = message("Stop here")
TAKE_BACK_CRUX = message("Take it back")
REOPEN = message("Open it again")
UNDO_MERGE = message("Undo the merge")
UNDO = message("Undo")
TO_THE_DEBATE = message("To the debate")
USE_TERM = message("Use this term too")
WHOLE_LEDGER = message("Whole ledger")
WITHDRAW = message("Withdraw")

_ANSWERS = {Answer.AGREE: message("Agree"), Answer.DISAGREE: message("Disagree"), Answer.UNSURE: message("Unsure")}
_ANSWERS_TO = {
    Answer.AGREE: message("#{entry} Agree"),
    Answer.DISAGREE: message("#{entry} Disagree"),
    Answer.UNSURE: message("#{entry} Unsure"),
}


def answer(front: FrontEnd, given: Answer) -> str:
    """A stance, where it is clear on what."""
    return front.say(_ANSWERS[given])


def answer_to(front: FrontEnd, entry: int, given: Answer) -> str:
    """A stance on one of several entries."""
    return front.say(_ANSWERS_TO[given], entry=entry)


def answer_and_credence(front: FrontEnd, given: Answer, credence: int | None) -> str:
    """A stance with how likely one thinks the statement is, or without a number."""
    if credence is None:
        return front.say("{answer}, no number", answer=answer(front, given))
    return front.say("{answer}, {credence} % likely", answer=answer(front, given), credence=credence)


def join(front: FrontEnd, side: str) -> str:
    """Taking a side."""
    return shortened(front.say("Join: {side}", side=side), front.dialect.limits.label)


def look_again(front: FrontEnd, days: int) -> str:
    """Having a closed debate come back in so many days."""
    return front.count("Look again in {number} day", "Look again in {number} days", days)


def merge_sides(front: FrontEnd, side: str, into: str) -> str:
    """Letting the people of a side be on another one."""
    return shortened(front.say("Merge: {side} → {into}", side=side, into=into), front.dialect.limits.label)


def join_letter(front: FrontEnd, side: str) -> str:
    """Taking a side that is called by its letter."""
    return front.say("Join {side}", side=side)


def instead(front: FrontEnd, entry: int) -> str:
    """Taking a stance on an earlier entry instead of the own one."""
    return front.say("Take a stance on #{entry}", entry=entry)


def merge(front: FrontEnd, entry: int, into: int) -> str:
    """Letting an entry go on as another one."""
    return front.say("Merge #{entry} into #{into}", entry=entry, into=into)
