"""What `crux doctor` found of Discord: the application, its commands, and the channels of debates."""

from collections.abc import Sequence

from bot.ledger.pauses import Obstacle
from bot.words.doctor import Check, State
from bot.words.front_end import FrontEnd
from bot.words.lists import joined
from bot.words.pauses import SENTENCES


def no_token(front: FrontEnd) -> Check:
    """No token is set."""
    return Check(
        "token",
        State.PROBLEM,
        front.say("no DISCORD_TOKEN is set, so Crux shows the demo alone"),
        front.say("put the token of your application's bot into .env or the environment"),
    )


def token_unknown(front: FrontEnd) -> Check:
    """Discord does not know the token."""
    return Check(
        "token",
        State.PROBLEM,
        front.say("Discord does not know this token"),
        front.say("reset it in the developer portal, and set DISCORD_TOKEN to the new one"),
    )


def unreachable(front: FrontEnd, reason: str) -> Check:
    """Discord gave no answer, or none that says anything."""
    return Check(
        "token",
        State.PROBLEM,
        front.say("Discord does not answer as it should ({reason})", reason=reason),
        front.say("see whether this machine reaches discord.com, and whether discordstatus.com tells of an outage"),
    )


def logged_in(front: FrontEnd, name: str, number: int) -> Check:
    """The token is good."""
    return Check("token", State.OK, front.say("the token is that of {name} ({number})", name=name, number=number))


def intents(front: FrontEnd) -> Check:
    """Intents are no obstacle."""
    return Check("intents", State.OK, front.say("no privileged intent is needed"))


def interactions_endpoint(front: FrontEnd, url: str | None) -> Check:
    """Where Discord sends what people do."""
    if url is None:
        return Check("interactions", State.OK, front.say("Discord sends what people do over the gateway"))
    return Check(
        "interactions",
        State.WARNING,
        front.say("Discord posts what people do to a web address and does not send it over the gateway"),
        front.say(
            "have `crux serve` answer there, or empty the Interactions Endpoint URL of the application in the "
            "developer portal"
        ),
    )


def commands(front: FrontEnd, *, is_current: bool) -> Check:
    """Whether Discord has the commands of this version."""
    if is_current:
        return Check("commands", State.OK, front.say("the commands of this version are registered"))
    return Check(
        "commands",
        State.WARNING,
        front.say("the registered commands are others than those of this version"),
        front.say(
            "a bot that starts registers them; where that is some minutes ago, its log says what Discord refused"
        ),
    )


def channel(
    front: FrontEnd,
    debate: int,
    obstacle: Obstacle | None,
    missing_to_post: Sequence[str],
    missing_for_pictures: Sequence[str],
) -> Check:
    """What Crux may do in the channel of a debate."""
    about = f"debate {debate}"
    if obstacle is not None:
        what = front.say("debate {debate}: {reason}", debate=debate, reason=front.say(SENTENCES[obstacle]))
        return Check(about, State.PROBLEM, what, _remedy(front, obstacle))
    if missing := (*missing_to_post, *missing_for_pictures):
        names = joined(front.catalogue, missing)
        return Check(
            about,
            State.PROBLEM if missing_to_post else State.WARNING,
            front.say("debate {debate}: Crux lacks {permissions}", debate=debate, permissions=names),
            front.say("give Crux's role these permissions in the settings of the channel or the server"),
        )
    return Check(about, State.OK, front.say("debate {debate}: Crux may do there all that it does", debate=debate))


def _remedy(front: FrontEnd, obstacle: Obstacle) -> str:
    match obstacle:
        case Obstacle.CHANNEL_GONE | Obstacle.SERVER_GONE:
            return front.say(
                "export the ledger while it is kept (`crux export`), or invite Crux again where it was removed"
            )
        case Obstacle.CHANNEL_HIDDEN:
            return front.say("let Crux's role view the channel, or add Crux to the private thread")
        case Obstacle.THREAD_LOCKED | Obstacle.THREAD_ARCHIVED:
            return front.say("a moderator can unlock and reopen the thread, or close the debate")
        case _:
            return front.say("give Crux's role the permission in the settings of the channel or the server")


def channel_unclear(front: FrontEnd, debate: int, reason: str) -> Check:
    """Discord gave no clear answer about a channel."""
    return Check(
        f"debate {debate}",
        State.WARNING,
        front.say("debate {debate}: Discord gave no clear answer ({reason})", debate=debate, reason=reason),
        front.say("try again in some minutes"),
    )


def channels_left_out(front: FrontEnd, number: int) -> Check:
    """Debates whose channels were not looked at."""
    said = front.count(
        "the channel of {number} further open debate was not looked at",
        "the channels of {number} further open debates were not looked at",
        number,
    )
    return Check("debates", State.OK, said)
