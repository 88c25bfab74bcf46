"""What the `crux` command says: its help, and what it prints."""

from collections.abc import Iterable, Mapping, Sequence

from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import joined, sentences

CRUX = message("Crux: structured disagreement in Discord.")

COMMANDS: Mapping[str, str] = {
    "run": message(
        "Run the bot: start PostgreSQL unless DATABASE_URL is set, migrate, and log in; without a token, the demo."
    ),
    "serve": message(
        "Answer what people do, as Discord posts it to an address; one `crux run` beside it does the rest."
    ),
    "demo": message("Replay a debate through the real bot on a simulated Discord, and show its digest."),
    "play": message(
        "Open a simulated server in the browser, with the real bot in it: tag, vote and read digests without a token."
    ),
    "doctor": message("Look for what stands in the way of a bot; exit code 1 where there is a problem."),
    "debates": message("The debates of the database: what THREAD_ID can be."),
    "migrate": message("Bring the database to the newest schema."),
    "standing": message("Where each comment of a vote file stands, in the digest's order."),
    "export": message("Write a debate's ledger, or all ledgers of a server."),
    "picture": message("Draw a debate's map, or its timeline."),
    "report": message("Write a debate as one page of HTML: to read, sort, filter and search from disk."),
    "import": message("Write a ledger into the database: an exported one, or what another tool's file becomes."),
    "backup": message("Write the whole database into a file, by pg_dump; the bot may go on running."),
    "restore": message("Bring a backup into an empty database, and to the newest schema."),
    "verify": message(
        "Look whether a debate's ledger, an export of one, or every debate of the database is still what was written; "
        "exit code 1 where one is not."
    ),
}
"""What each command does, in the order in which `crux --help` lists them."""

OUT_FILE = message(
    "The file or the folder to write to; `-` is standard output. By default a new file here, named after the debate, "
    "or standard output where that is no terminal."
)
OUT_FOLDER = message("The folder to write into.")
DEBATE_FILE = message("A debate file; the seed debate by default.")
FIRST_DEBATE_FILE = message("A debate file to begin with; the seed debate by default.")
PORT = message("The port on this machine; a free one by default.")
INTERACTIONS_PORT = message(
    "The port that Discord's interactions come to, from a proxy with TLS; CRUX_INTERACTIONS_PORT by default."
)
INTERACTIONS_HOST = message(
    "The address to listen at, 0.0.0.0 for every one of this machine; CRUX_INTERACTIONS_HOST by default."
)
THREAD_ID = message("The debate, by the id of its channel or thread: `crux debates` lists them.")
WHAT_TO_VERIFY = message(
    "The debate, by the id of its channel or thread, or a JSON or NDJSON export, which is looked at without any "
    "database; every debate by default."
)
WHOLE_SERVER = message("Instead of a THREAD_ID: all debates of this server, private ones too, as a zip with an index.")
EXPORT_FORMAT = message("json and ndjson are complete, and can be imported again.")
PSEUDONYMOUS = message(
    "People become A1, A2, B1 …; their names, links, mentions and numbers go from all words, and times become days."
)
VOTES = message("A table with the columns participant,group,comment,vote; or a report of Polis, as a folder or a zip.")
AS_JSON = message("Print JSON.")
CHANNELS = message("How many open debates' channels are looked at, the liveliest first.")
VERSION = message("Print the version, and end.")
LANGUAGE = message("The language it is written in, as de or pt-BR; by default that of CRUX_LANGUAGE.")
OF_TIME = message("How agreement grew, instead of the map.")
LIGHT = message("For paper and light pages; dark by default, as most chats are.")
PICTURE_FORMAT = message("png unless the file's ending says svg.")
EXPORT_FILE = message(
    "A JSON or NDJSON export; a report of Polis as a folder or a zip; a discussion of Kialo as text; or, with "
    "--format discord, a channel as DiscordChatExporter writes it in JSON."
)
IMPORT_FORMAT = message("What the file is; by default what it looks like.")
TO_THREAD = message("The thread or channel whose debate it becomes; by default a number that no channel has.")
TO_SERVER = message("The server in which that thread is.")
KEPT_SEAL = message(
    "A seal that somebody kept, from the end of a digest, as 44:7647f578f548 beside a THREAD_ID or FILE, or "
    "THREAD_ID:44:7647f578f548: is it still the ledger's? Can be given several times."
)
NEW_BACKUP = message("Where to write it.")
BACKUP = message("A file that `crux backup` wrote.")


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
