"""What is said of commands and their options where people pick them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.words.catalogue import message


@dataclass(frozen=True, slots=True)
class Command:
    """A command's description, and that of each of its options."""

    description: str
    options: Mapping[str, str] = field(default_factory=dict)


DEBATE = message("Open a debate here, correct it, close it, see where it stands")
DEBATE_OPEN = Command(
    message("Open a debate in this channel; a closed one goes on with its question and sides"),
    {
        "question": message("What the sides disagree about (a closed debate keeps its own)"),
        "side_a": message("One position on it"),
        "side_b": message("The other position on it"),
    },
)
DEBATE_CLOSE = Command(message("Close the debate with what it came to; its ledger stays and can be read"))
DEBATE_ESTIMATE = Command(
    message("Say how likely “yes” is: sealed, asked before and after the debate"),
    {
        "percent": message("0 to 100: how likely you think “yes” is the answer to the question"),
        "show": message("Show both your numbers with your name once all are counted (otherwise nobody sees them)"),
    },
)
DEBATE_EDIT = Command(message("Correct the question and the names of the sides (its opener, moderators)"))
DEBATE_HISTORY = Command(message("What was done with question and sides, who opened and closed it"))
DEBATE_LOCK = Command(
    message("Lock the ledger: nothing is added or changed until it is unlocked (moderators)"),
    {"reason": message("Why (everybody here can read it)")},
)
DEBATE_UNLOCK = Command(message("Unlock the ledger: it can be added to again (moderators)"))
DEBATE_STATUS = Command(message("Where the debate stands"))
DEBATE_CARD = Command(
    message("A message here that always shows where the debate stands"), {"shown": message("False takes it away")}
)
DEBATE_MAP = Command(
    message("The debate at a glance, as a picture"),
    {"everyone": message("Show it to everyone here (otherwise to you alone)")},
)
DEBATE_TIMELINE = Command(
    message("How agreement grew over the debate's days, as a picture"),
    {"everyone": message("Show it to everyone here (otherwise to you alone)")},
)

SIDE = message("Take a side in the debate, leave it, see who stands where")
SIDE_JOIN = Command(
    message("Take a side; a new name can open one more, where you may"), {"side": message("The side you take")}
)
SIDE_RENAME = Command(
    message("Give a side another name (the debate's opener, moderators)"),
    {"side": message("The side"), "name": message("Its new name")},
)
SIDE_JOIN_INTO = Command(
    message("Make one side part of another; its people move along (the debate's opener, moderators)"),
    {"side": message("The side that goes"), "into": message("The side that it becomes part of")},
)
SIDE_REMOVE = Command(
    message("Remove a side that nobody is on (the debate's opener, moderators)"), {"side": message("The empty side")}
)
SIDE_LEAVE = Command(message("Leave your side; your stances stay"))
SIDE_LIST = Command(message("The sides and who is on them"))

CLAIM = Command(
    message("State a claim that people can agree or disagree with"),
    {"statement": message("One sentence, at most 300 characters")},
)
CRUX = Command(
    message("State a crux: if you changed your mind on it, you would change it on the question"),
    {
        "statement": message("One sentence, at most 300 characters"),
        "target": message("The entry it is a crux for (empty: the question)"),
    },
)
CONCEDE = Command(
    message("Concede an entry: you take over the other side's answer to it"),
    {
        "entry": message("The entry you concede"),
        "note": message("What exactly you concede, in your own words"),
        "scope": message("How far: the whole, this point (if you leave it empty), for the argument's sake"),
    },
)
STANCE_MENU = message("Stance")
SHOW_MENU = message("Show in ledger")

STANCE = Command(
    message("Agree, disagree or be unsure about an entry"),
    {
        "entry": message("The entry you answer"),
        "answered": message("Your answer"),
        "credence": message("How likely do you think it is that this is true? 0 to 100 %"),
    },
)

NEXT = Command(message("Entries that your answer would settle, one after the other"))

DEFINE = Command(
    message("Say what you mean by a term, for everybody to see"),
    {"term": message("The word or phrase"), "meaning": message("What you mean by it")},
)

PARK = Command(
    message("Set an entry aside: a side point, not what the disagreement turns on"),
    {"entry": message("The entry to set aside")},
)

UNPARK = Command(
    message("Bring an entry back that was set aside: it is argued again"),
    {"entry": message("The entry to bring back")},
)

LINK = Command(
    message("Say that an entry supports, attacks or restates another one"),
    {
        "entry": message("The entry that does it"),
        "relation": message("What it is to the other one"),
        "target": message("The other entry"),
    },
)
UNLINK = Command(
    message("Take a link between two entries back"),
    {
        "entry": message("The entry that was linked"),
        "relation": message("What it was said to be"),
        "target": message("The other entry"),
    },
)

SUGGEST = Command(message("Look for messages here that may be claims, cruxes or concessions (moderators)"))

LEDGER = message("Read, search and export this debate's ledger")
LEDGER_SHOW = Command(message("Every entry of this debate and where it stands"))
LEDGER_SEARCH = Command(message("Find entries by their words"), {"words": message("Some words of the statement")})
LEDGER_ENTRY = Command(
    message("One entry: what it says, where it stands, who answered"), {"entry": message("The entry to show")}
)
LEDGER_HISTORY = Command(
    message("All that happened to an entry, or in the whole debate"),
    {"entry": message("The entry whose history to show (empty: of the whole debate)")},
)
LEDGER_REVIEW = Command(message("Look at what messages here may be entries, one by one (moderators)"))
LEDGER_WITHDRAW = Command(
    message("Take an entry back, or several; their history stays"),
    {"entry": message("The entry to take back (empty: pick one or more of yours)")},
)
LEDGER_MERGE = Command(
    message("Let an entry go on as another one that says the same (its author, moderators)"),
    {"entry": message("The entry that says it twice"), "into": message("The entry to go on with")},
)
LEDGER_RESTORE = Command(
    message("Bring an entry back that was withdrawn (who took it back, moderators)"),
    {"entry": message("The entry to bring back")},
)
LEDGER_UNMERGE = Command(
    message("Let a merged entry stand for itself again (who merged it, moderators)"),
    {"entry": message("The entry that was merged into another one")},
)
LEDGER_VERIFY = Command(
    message("Look whether this ledger is still what was written"),
    {"seal": message("A seal that you kept, from the end of a digest; of another debate: NUMBER:44:7647f578f548")},
)
LEDGER_EXPORT = Command(
    message("The whole ledger as a file (moderators, and whom the server lets)"),
    {
        "form": message("What kind of file; one that is too large here is zipped or comes in parts"),
        "pseudonymous": message("Without names, links and mentions: people become A1, A2, B1 …, and times become days"),
    },
)

_SERVER = message("Instead: of all debates of this server together (Manage Server)")
DIGEST = message("Where the sides agree and where they diverge")
DIGEST_PREVIEW = Command(message("The digest as it would be posted now, for you alone"))
DIGEST_NOW = Command(message("Post the digest here now"))
DIGEST_SCHEDULE = Command(
    message("Have the digest posted here by itself"),
    {
        "cadence": message("How often"),
        "at": message("The local time, as HH:MM (18:00 if you leave it empty)"),
        "timezone": message("Your time zone, for example Europe/Berlin (the server's if you leave it empty)"),
        "days": message("For weekly: the days, for example mon,thu"),
        "cron": message("For cron: five fields, for example 0 18 * * 1-5"),
        "server": _SERVER,
        "channel": message("With server: where it is posted (here if you leave it empty)"),
    },
)
DIGEST_PAUSE = Command(message("Stop posting the digest by itself"), {"server": _SERVER})
DIGEST_STATUS = Command(
    message("When the next digest comes, and whether anything stands in its way"), {"server": _SERVER}
)

OVERVIEW = Command(
    message("The debates of this server: where each stands, what is agreed, who is awaited"),
    {
        "channel": message("Only the debates of this channel or forum"),
        "everyone": message("Show it to everyone here (otherwise to you alone)"),
    },
)

PRIVACY = message("What Crux stores about you, and having it erased")
PRIVACY_SHOW = Command(message("What Crux stores about you"))
PRIVACY_FORGET = Command(message("Have your words and your name erased, in every server"))

ME = message("What Crux knows of you, and how it speaks to you")
ME_DEBATES = Command(message("Your debates here: what awaits your answer, and what became of what you wrote"))
ME_LANGUAGE = Command(
    message("The language that Crux answers you in, in every server"),
    {"language": message("The language; automatic is that of your app")},
)

MODERATE = message("Keep people from writing to this server's ledgers, take back what they wrote (moderators)")
MODERATE_BAR = Command(
    message("Keep somebody from writing to this server's ledgers: they can still read (moderators)"),
    {"person": message("Whom to keep from writing"), "reason": message("Why (moderators see it, and that person)")},
)
MODERATE_UNBAR = Command(
    message("Let somebody write to this server's ledgers again (moderators)"),
    {"person": message("Who may write again")},
)
MODERATE_WITHDRAW = Command(
    message("Take back several entries here, of one person or of anybody (moderators)"),
    {"person": message("Whose entries (empty: the newest of anybody)")},
)
MODERATE_BARS = Command(message("Who is and was kept from writing to this server's ledgers (moderators)"))

SETTINGS = Command(message("What this server decides for its debates: see it, change it (Manage Server)"))

_FORUM = message("The forum (empty: the one that this post is in)")
FORUM = message("Have a forum's new posts be debates, with tags that show where each stands (moderators)")
FORUM_SET = Command(
    message("Have a forum's new posts be debates by themselves"),
    {
        "forum": _FORUM,
        "tag": message("Only posts with this tag (empty: every new post)"),
        "revive": message("Let what Crux posts and changed tags open archived posts again (otherwise they wait)"),
    },
)
FORUM_STOP = Command(message("Have a forum's new posts be debates no more; open debates go on"), {"forum": _FORUM})
FORUM_STATUS = Command(
    message("What holds in a forum, what Crux lacks there, and guidelines for its posts"), {"forum": _FORUM}
)

HELP = Command(message("What Crux does and how to begin"))
