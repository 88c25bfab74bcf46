"""What the `crux` command prints; its help stands in `usage`."""

from collections.abc import Iterable, Sequence

from bot.words.front_end import FrontEnd
from bot.words.lists import joined, sentences

# What went wrong


def cannot_be_read(front: FrontEnd) -> str:
    """A file that cannot be read, where the system does not say why."""
    return front.say("cannot be read")


def cannot_be_written(front: FrontEnd) -> str:
    """A file that cannot be written, where the system does not say why."""
    return front.say("cannot be written")


def language_not_spoken(front: FrontEnd, asked: str, spoken: Sequence[str]) -> str:
    """A language that there is no catalogue of; those that there are, by their tags."""
    return front.say(
        "Crux does not speak “{asked}”: it speaks {spoken}", asked=asked, spoken=joined(front.catalogue, spoken)
    )


def no_debate_of_server(front: FrontEnd, server: object) -> str:
    """A server of which the database has no debate."""
    return front.say("there is no debate of the server {server} in this database", server=server)


def thread_or_server(front: FrontEnd) -> str:
    """What is to be exported was not said, or twice."""
    return front.say("give either THREAD_ID or {server} SERVER_ID", server="--server")


def no_such_debate(front: FrontEnd, debate: object) -> str:
    """A debate that the database does not have."""
    return front.say("there is no debate {debate} in this database", debate=debate)


def cannot_be_replayed(front: FrontEnd, reason: str) -> str:
    """A debate file that the demo cannot play back."""
    return front.say("the debate cannot be replayed: {reason}", reason=reason)


def database_not_empty(front: FrontEnd) -> str:
    """A backup that would meet data that is there."""
    return front.say("the database is not empty: restore into a new one")


def program_failed(front: FrontEnd, program: str) -> str:
    """A program of PostgreSQL that failed and did not say why."""
    return front.say("{program} failed without a reason", program=program)


def unknown_token(front: FrontEnd) -> str:
    """A token that the platform does not take."""
    return front.say("Discord does not know this token: reset it in the developer portal")


def demo_not_installed(front: FrontEnd) -> str:
    """A simulated Discord is asked for, and there is none."""
    return front.say(
        "the simulated Discord of the demo is not installed: `make run` brings it, and so does "
        "pip install 'crux-ledger[demo]'"
    )


def neither_token_nor_demo(front: FrontEnd) -> str:
    """There is no token, and nothing to show without one."""
    return front.say(
        "set DISCORD_TOKEN, in the environment or in .env: there is nothing to run without it, "
        "since the demo is not installed"
    )


def closed_for_good(front: FrontEnd, code: int) -> str:
    """The platform does not want to be reached again."""
    return front.say("Discord closed the connection for good (code {code})", code=code)


def metrics_not_served(front: FrontEnd, where: str, reason: str) -> str:
    """The address for metrics cannot be had."""
    return front.say(
        "metrics cannot be served on {where} ({reason}): set CRUX_METRICS_PORT to a port that is free",
        where=where,
        reason=reason,
    )


def interactions_not_served(front: FrontEnd, where: str, reason: str) -> str:
    """The address for interactions cannot be had."""
    return front.say(
        "interactions cannot be served on {where} ({reason}): name a port that is free with --interactions",
        where=where,
        reason=reason,
    )


def no_interactions_port(front: FrontEnd) -> str:
    """Nobody said where interactions come to."""
    return front.say(
        "name the port that Discord's interactions come to: --interactions 8080, or CRUX_INTERACTIONS_PORT"
    )


def serving_needs_a_token(front: FrontEnd) -> str:
    """Nobody said which bot it is."""
    return front.say("set DISCORD_TOKEN: what people do is answered as that bot")


def database_away(front: FrontEnd, host: str, port: int) -> str:
    """A database that cannot be reached."""
    return front.say(
        "the database at {host}, port {port}, cannot be reached: look whether PostgreSQL runs there, and at "
        "DATABASE_URL",
        host=host,
        port=port,
    )


def database_refuses(front: FrontEnd, host: str, port: int) -> str:
    """A database server that does not let Crux in."""
    return front.say(
        "the database at {host}, port {port}, does not let Crux in: look at the user, the password and the name in "
        "DATABASE_URL",
        host=host,
        port=port,
    )


# What is under way


def verifying(front: FrontEnd) -> str:
    """Debates are verified."""
    return front.say("Verifying")


def exporting(front: FrontEnd) -> str:
    """A ledger, or a picture of it, is written."""
    return front.say("Writing")


def importing(front: FrontEnd) -> str:
    """A ledger is read in."""
    return front.say("Importing")


def migrating(front: FrontEnd) -> str:
    """The schema is brought up to date."""
    return front.say("Migrating")


def backing_up(front: FrontEnd) -> str:
    """A backup is written."""
    return front.say("Backing up")


def restoring(front: FrontEnd) -> str:
    """A backup is read in."""
    return front.say("Restoring")


# What was done


def written(front: FrontEnd, path: object) -> str:
    """A file that was written."""
    return front.say("Written to {path}.", path=path)


def written_all(front: FrontEnd, folder: object, names: Iterable[str]) -> str:
    """Files that were written."""
    return front.say("Written to {folder}: {names}", folder=folder, names=joined(front.catalogue, names))


def backed_up(front: FrontEnd, path: object) -> str:
    """A backup that was written."""
    kept = front.say("Keep it as safe as the database: it holds people's words.")
    return sentences(front.catalogue, (written(front, path), kept))


def restored(front: FrontEnd) -> str:
    """A backup that is in the database."""
    return front.say("Restored. `crux verify` checks every ledger.")


def imported(front: FrontEnd, debate: int) -> str:
    """A ledger that was imported."""
    return front.say("Imported debate {debate}.", debate=debate)


def thread_and_server(front: FrontEnd) -> str:
    """Only one of the two was given."""
    return front.say("{thread} and {server} go together.", thread="--thread", server="--server")


def own_place(front: FrontEnd) -> str:
    """What belongs to one thread was to become that of another."""
    return front.say(
        "This file says itself which thread it is of: leave {thread} and {server} out.",
        thread="--thread",
        server="--server",
    )


def server_opened(front: FrontEnd, address: str) -> str:
    """The simulated server is there, and what can be done in it."""
    lines = (
        "",
        front.say("A simulated server is open, for this machine alone:"),
        f"  {address}",
        front.say(
            "Act as any of its people (Viewing as): {ways.tag_as_claim}, or type / for the commands. Ctrl-C closes it."
        ),
        "",
    )
    return "\n".join(lines)


def server_closed(front: FrontEnd) -> str:
    """The simulated server is gone."""
    return front.say("The simulated server is closed; nothing of it is kept.")


def how_to_run(front: FrontEnd, permissions: int) -> str:
    """What it takes to run Crux after the demo; `permissions` is the number of those that it needs."""
    lines = (
        "",
        front.say("This was the demo: no DISCORD_TOKEN is set. `make play` opens it in the browser, to go on with it."),
        front.say("To run Crux in your server:"),
        front.say(
            "  1. In Discord's developer portal make an application; under Bot, reset and copy its token.\n"
            "     No privileged intent is needed."
        ),
        front.say("  2. Put the token in a file named .env:  DISCORD_TOKEN=…"),
        front.say(
            '  3. Invite it with the scopes "bot applications.commands" and the permissions {permissions}\n'
            "     (View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files, "
            "Read Message History):\n"
            "     {invitation}",
            permissions=permissions,
            invitation=_INVITATION.format(permissions=permissions),
        ),
        front.say("  4. make run"),
        "",
    )
    return "\n".join(lines)


_INVITATION = (
    "https://discord.com/oauth2/authorize?client_id=YOUR_APPLICATION_ID&scope=bot+applications.commands"
    "&permissions={permissions}"
)
