"""What is in each column of a ledger's tables, in the words of Frictionless' Table Schema: type, bounds, keys, meaning.

https://specs.frictionlessdata.io/table-schema/ (version 1). A column is described by its table and name, so that one
that is added to a table and not here is noticed where a file is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.exchange.ledger_csv import SIDE_COLUMNS
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope, Status

ABOUT_THE_FILES = (
    "The ledger of a debate, as Crux keeps it. An apostrophe stands in front of whatever a spreadsheet could take for "
    "a formula (=, +, -, @, |, %, a tab), at the beginning of a cell and behind each comma, semicolon, tab, bar and "
    "line end within it. Every word as it was written stands in events.csv, in the column words."
)
"""For who reads the files, as the descriptor says it."""

Described = dict[str, object]
"""A field as a descriptor has it, but for its name."""


@dataclass(frozen=True, slots=True)
class TableKeys:
    """Which columns of a table name a row of it, and which ones a row of another table: (column, table, its column)."""

    primary: Sequence[str]
    foreign: Sequence[tuple[str, str, str]] = field(default=())


KEYS: Mapping[str, TableKeys] = {
    "entries": TableKeys(["number"], [("author_number", "people", "person"), ("merged_into", "entries", "number")]),
    "stances": TableKeys(
        ["entry", "person"], [("entry", "entries", "number"), ("person", "people", "person"), ("side", "sides", "side")]
    ),
    "crux marks": TableKeys(
        [], [("entry", "entries", "number"), ("person", "people", "person"), ("for", "entries", "number")]
    ),
    "links": TableKeys(
        ["entry", "relation", "target"], [("entry", "entries", "number"), ("target", "entries", "number")]
    ),
    "wordings": TableKeys(["entry", "wording"], [("entry", "entries", "number")]),
    "people": TableKeys(["person"], [("side", "sides", "side")]),
    "sides": TableKeys(["side"]),
    "definitions": TableKeys(["number"], [("by", "people", "person"), ("owner", "people", "person")]),
    "digests": TableKeys([]),
    "events": TableKeys(["sequence"], [("entry", "entries", "number")]),
}
"""The keys of each table. One that is null in some row is no primary key: a crux mark may be for the question."""


def described(table: str, column: str) -> Described:
    """What is in a column. Raises KeyError for one that is not described."""
    own = _OF_TABLES.get((table, column)) or (_side_column(column) if table == "entries" else None)
    return own or _EVERYWHERE[column]


def _number(meaning: str, *, required: bool = False, least: int = 1) -> Described:
    needed: Described = {"required": True} if required else {}
    return {"type": "integer", "description": meaning, "constraints": {"minimum": least, **needed}}


def _count(meaning: str) -> Described:
    return _number(meaning, least=0)


def _words(meaning: str) -> Described:
    return {"type": "string", "description": meaning}


def _one_of(words: type[StrEnum], meaning: str) -> Described:
    return {"type": "string", "description": meaning, "constraints": {"enum": [word.value for word in words]}}


def _moment(meaning: str) -> Described:
    return {"type": "datetime", "format": "default", "description": meaning + ", in UTC"}


def _flag(meaning: str) -> Described:
    return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"], "description": meaning}


def _json(meaning: str) -> Described:
    return {"type": "object", "description": meaning}


def _link(meaning: str) -> Described:
    return {"type": "string", "format": "uri", "description": meaning}


_EVERYWHERE: Mapping[str, Described] = {
    "number": _number("The number within the debate", required=True),
    "entry": _number("The entry that it is about", required=True),
    "person": _number("The person, by number", required=True),
    "name": _words("What that person is called; two may have the same name"),
    "side": _number("The side, by number"),
    "side_name": _words("What that side is called"),
    "wording": _number("The number of the wording", required=True),
    "statement": _words("What it says"),
    "answer": _one_of(Answer, "The answer to that wording"),
    "at": _moment("When it happened"),
    "relation": _one_of(Relation, "What the entry is to the target"),
    "target": _number("The entry that it is linked to", required=True),
    "degree": _one_of(Degree, "How far a changed mind on the entry would change it there"),
    "channel": _words("The channel, by its id"),
    "message": _words("The message, by its id"),
}

_OF_TABLES: Mapping[tuple[str, str], Described] = {
    ("entries", "kind"): _one_of(Kind, "What kind of entry it is"),
    ("entries", "status"): _one_of(Status, "Whether it stands"),
    ("entries", "class"): _words("Where it stands, as a digest says it; empty where it is not classed"),
    ("entries", "statement"): _words("What it says in the wording in force"),
    ("entries", "author"): _words("What its author is called"),
    ("entries", "author_number"): _number("Its author, by number"),
    ("entries", "side"): _words("What its author's side is called"),
    ("entries", "tagged_at"): _moment("When it was tagged"),
    ("entries", "agree"): _count("How many agree with the wording in force, on a side or on none"),
    ("entries", "disagree"): _count("How many disagree with it"),
    ("entries", "unsure"): _count("How many are unsure of it"),
    ("entries", "waiting"): _count("How many have answered an earlier wording only"),
    ("entries", "crux"): _words("How far it is shared as a crux: double, possible, settled, marked"),
    ("entries", "crux_marks"): _words("Who marked it as a crux, and for what"),
    ("entries", "concedes"): _words("The entry that a concession names, by number; what it was, where that was merged"),
    ("entries", "scope"): _one_of(Scope, "How far it concedes"),
    ("entries", "parked"): _words("no, yes, or both: somebody of another side agreed"),
    ("entries", "wordings"): _number("How many wordings there were"),
    ("entries", "passage"): _words("What it quotes of its message"),
    ("entries", "message"): _link("Its message"),
    ("entries", "merged_into"): _number("The entry that it goes on as, through all merges"),
    ("entries", "supports"): _words("The entries that it supports, by their numbers"),
    ("entries", "attacks"): _words("The entries that it attacks, by their numbers"),
    ("entries", "restates"): _words("The entries that it restates, by their numbers"),
    ("entries", "residue_of"): _words("The entries of whose concession it remains, by their numbers"),
    ("stances", "side"): _number("The side that the person is on by now, by number"),
    ("stances", "credence"): {
        "type": "integer",
        "description": "How likely the person thinks the statement is true, in percent",
        "constraints": {"minimum": 0, "maximum": 100},
    },
    ("stances", "waits"): _flag("Whether it was given to an earlier wording, and does not count"),
    ("crux marks", "for"): _number("The entry that it is a crux for; empty for the question"),
    ("people", "counts"): _flag("Whether the person's answers count"),
    ("sides", "side"): _number("The number of the side", required=True),
    ("definitions", "term"): _words("The term"),
    ("definitions", "meaning"): _words("What is meant by it"),
    ("definitions", "by"): _number("Who said so, by number"),
    ("definitions", "owner"): _number("Whose term it is, by number"),
    ("definitions", "adopted_by"): _words("Who uses it in that sense too, by their numbers"),
    ("digests", "seen"): _count("The number of the last event that it tells of"),
    ("events", "sequence"): _number("1, 2, 3 … without holes", required=True),
    ("events", "person"): _count("Who did it, by number; 0 is Crux itself"),
    ("events", "entry"): _number("The entry that it is about, where it is about one"),
    ("events", "verb"): _words("What happened"),
    ("events", "data"): _json("The fields of the event that are nobody's words"),
    ("events", "words"): _json(
        "The words and identities of the event, by field, as they were written; null once erased"
    ),
    ("events", "hash"): {
        "type": "string",
        "description": "What seals it together with all before it (SHA-256)",
        "constraints": {"pattern": "[0-9a-f]{64}", "unique": True},
    },
}

_OF_SIDES: Mapping[str, Described] = {
    "side": _words("What the side of this letter is called"),
    "agree": _count("How many of that side agree with the wording in force; empty where nobody is asked"),
    "disagree": _count("How many of that side disagree with it"),
    "unsure": _count("How many of that side are unsure of it"),
    "no_answer": _count("How many of that side have not answered it"),
}

if _OF_SIDES.keys() != set(SIDE_COLUMNS):
    raise TypeError("each column of a side is described here, and nothing else")


def _side_column(column: str) -> Described | None:
    """What is in a column of a side, as `agree_A`; None for any other."""
    name, _, letter = column.rpartition("_")
    return _OF_SIDES.get(name) if letter.isupper() else None
