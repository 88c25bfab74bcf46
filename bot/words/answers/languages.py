"""In which language Crux speaks: what can be chosen, and what was."""

from bot.ledger.house import Spoken
from bot.words.front_end import FrontEnd
from bot.words.language import language_of


def choice(front: FrontEnd, language: Spoken) -> str:
    """What a language is called where one chooses it for oneself: as it calls itself, so that its readers know it."""
    if language is Spoken.AUTOMATIC:
        return front.say("Automatic: the language of my app")
    return language_of(language).name


def choice_of_server(front: FrontEnd, language: Spoken) -> str:
    """The same where it is chosen for a server."""
    if language is Spoken.AUTOMATIC:
        return front.say("Automatic: the server's language in {ways.platform}")
    return language_of(language).name


def chosen(front: FrontEnd, language: Spoken) -> str:
    """The answer when somebody has chosen a language for themselves; the front end speaks it already."""
    if language is Spoken.AUTOMATIC:
        return front.say("Crux answers you again in the language that your {ways.platform} is set to.")
    return front.say(
        "From now on Crux answers you in this language, in every server: {language}. What everybody sees stays in the "
        "server's language, and names of commands stay as they are.",
        language=language_of(language).name,
    )
