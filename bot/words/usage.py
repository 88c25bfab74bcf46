"""The help of the `crux` command: what each command does, and what its arguments and options mean."""

from collections.abc import Mapping

from bot.words.catalogue import message

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
    "The debate, by the id of its channel or thread, or a JSON or NDJSON export, or a zip of a whole server's, which "
    "is looked at without any database; every debate by default."
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
    "A JSON or NDJSON export, or a zip of a whole server's; a report of Polis as a folder or a zip; a discussion of "
    "Kialo as text; or, with --format discord, a channel as DiscordChatExporter writes it in JSON."
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
