"""What is wrong with a file that is read in, and where, as values: `bot.words.files` says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

Fact = str | int
"""What fills a field of the message: a place, a key, a number, a piece of the file."""


class ProblemKind(Enum):
    """All that can be wrong with a file."""

    # Any file
    NO_SUCH_FORMAT = auto()
    NO_FOLDER_OR_ZIP = auto()
    NOT_UTF8 = auto()
    CUT_OFF = auto()
    LINE_TOO_LONG = auto()
    NOT_JSON = auto()
    TOO_MANY_VALUES = auto()
    TOO_MANY_KEYS = auto()
    KEY_TWICE_IN_AN_OBJECT = auto()
    NO_JSON_VALUE = auto()

    # Votes
    COLUMN_MISSING = auto()
    TOO_MANY_EMPTY_LINES = auto()
    COLUMN_TWICE = auto()
    NOT_CSV = auto()
    QUOTE_NOT_CLOSED = auto()
    CELLS_UNLIKE_HEADER = auto()
    NO_VOTES = auto()
    VOTE_OF_NOBODY = auto()
    NO_SUCH_VOTE = auto()
    IN_TWO_GROUPS = auto()
    TOO_MANY_PARTICIPANTS = auto()
    TOO_MANY_COMMENTS = auto()
    TOO_MANY_TALLIES = auto()

    # A folder or a zip
    FILE_MISSING = auto()
    NO_ZIP = auto()
    ZIP_OF_TOO_MANY = auto()
    ZIP_TOO_LARGE = auto()
    ZIP_BOMB = auto()
    ZIP_NAME_TWICE = auto()
    ZIP_ODD_PATH = auto()
    ZIP_OVERLAPS = auto()

    # The index of a server's zip
    NO_SERVER_INDEX = auto()
    FILE_NOT_THERE = auto()
    DEBATE_TWICE = auto()
    INDEX_DIFFERS = auto()

    # A report of Polis
    NO_WHOLE_NUMBER = auto()
    NO_TIMESTAMP = auto()
    NO_POLIS_VOTE = auto()
    COMMENT_TWICE = auto()
    PARTICIPANT_TWICE = auto()
    TOO_MANY_GROUPS = auto()
    NO_VOTE_CONVENTION = auto()
    CONVENTIONS_DIFFER = auto()
    VOTES_CONTRADICT = auto()

    # A discussion of Kialo
    NO_DISCUSSION_TITLE = auto()
    NO_THESIS = auto()
    CLAIM_TWICE = auto()
    CLAIM_OF_NOTHING = auto()
    CLAIM_WITHOUT_WORDS = auto()
    CLAIM_TOO_LONG = auto()
    TOO_MANY_CLAIMS = auto()
    CLAIM_TOO_DEEP = auto()

    # A debate that is written down
    NO_OBJECT = auto()
    NO_WORDS = auto()
    TOO_LONG = auto()
    NO_FLAG = auto()
    NO_CREDENCE = auto()
    NO_MOMENT = auto()
    NO_MOMENT_IN_A_LIST = auto()
    NONE_OF = auto()
    NO_SIDE = auto()
    NO_PARTICIPANT = auto()
    NO_MESSAGE = auto()
    NO_EARLIER_MESSAGE = auto()
    NO_TAG = auto()
    NO_LIST = auto()
    EMPTY_LIST = auto()
    NO_LIST_OF_MOMENTS = auto()
    ONE_SIDE_ALONE = auto()
    SIDES_OF_ONE_NAME = auto()
    PASSAGE_NOT_THERE = auto()
    CONCEDES_WITHOUT_CONCESSION = auto()
    OWN_TAG_UNCONFIRMED = auto()
    OWN_TAG_NAMED = auto()
    NO_CONCESSION = auto()
    CONCESSION_NAMED = auto()
    UNCONFIRMED_NAMED = auto()
    MARKED_TAG_NAMED = auto()
    KEY_TWICE = auto()
    TAGS_IN_A_CIRCLE = auto()
    CONCEDES_TO_NOBODY = auto()
    CONCEDES_TO_EVEN_SIDES = auto()
    CONCEDES_NOTHING_NEW = auto()
    TAKES_OVER_ANOTHER = auto()

    # A chat
    NO_CHAT = auto()
    CHAT_NOT_JSON = auto()
    CHAT_CUT_OFF = auto()
    CHAT_NO_ID = auto()
    CHAT_OF_ANOTHER_CHANNEL = auto()
    NESTED_TOO_DEEPLY = auto()
    TOO_MANY_VALUES_IN_ONE = auto()

    # A ledger: the file
    NO_LEDGER = auto()
    UNKNOWN_VERSION = auto()
    NEWER_VERSION = auto()
    NO_LIST_OF_EVENTS = auto()
    NO_DEBATE_NUMBER = auto()
    SAYS_SOMETHING_ELSE = auto()
    NO_IMPORT_MARK = auto()
    IMPORT_MARK_DIFFERS = auto()
    NO_FIRST_LINE = auto()
    NO_EVENTS = auto()
    ODD_KEY = auto()
    LINE_NOT_JSON = auto()
    LINE_TOO_DEEP = auto()
    LINE_NO_OBJECT = auto()
    KEY_TWICE_IN_A_LINE = auto()

    # A ledger: one event
    EVENT_NO_OBJECT = auto()
    HOLE = auto()
    NO_VERB = auto()
    NO_CHANGE = auto()
    NEWER_CHANGE = auto()
    NO_ACTOR = auto()
    PART_NO_OBJECT = auto()
    OUT_OF_RANGE = auto()
    NO_PLAIN_VALUE = auto()
    NO_PLATFORM_NUMBER = auto()
    NO_USER_NUMBER = auto()
    TEXT_NO_OBJECT = auto()
    TEXT_ODD_KEY = auto()
    TEXT_WITHOUT_SALT = auto()
    TEXT_NO_TEXT = auto()
    TEXT_TOO_LONG = auto()
    NO_MOMENT_IN_UTC = auto()
    MOMENT_OUT_OF_RANGE = auto()
    NO_BYTES = auto()

    # A ledger: what the events make together
    TEXT_CHANGED = auto()
    EVENT_CHANGED = auto()
    NO_LEDGER_MADE = auto()
    ACTED_BY_NOBODY = auto()
    ERASED_WITHOUT_REASON = auto()
    ERASED_AND_THERE = auto()
    NUMBER_OUT_OF_TURN = auto()
    OPENED_AMISS = auto()
    PARTICIPANT_THERE = auto()
    PARTICIPANT_NOT_THERE = auto()
    NO_DAY = auto()
    NO_ERASED_TEXTS = auto()
    SIDE_THERE = auto()
    SIDE_NOT_THERE = auto()
    ENTRY_THERE = auto()
    ENTRY_NOT_THERE = auto()
    DEFINITION_THERE = auto()
    DEFINITION_NOT_THERE = auto()
    NO_SUCH_WORDING = auto()
    CREDENCE_OUT_OF_RANGE = auto()
    USER_TWICE = auto()
    NOT_PARKED = auto()
    NOT_THE_NEXT_WORDING = auto()
    NAMES_ITSELF = auto()
    CHANNEL_WITHOUT_MESSAGE = auto()
    SEEN_TOO_MUCH = auto()
    DECIDED_ALREADY = auto()
    HALF_A_CONCESSION = auto()
    NO_PLAIN_CONCESSION = auto()
    STATEMENT_LENGTH = auto()


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong, and the facts that its message names."""

    kind: ProblemKind
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def at_event(self, sequence: int) -> "FileProblem":
        """The same problem, found in the event of that number."""
        return replace(self, facts={**self.facts, "event": sequence})

    def at_line(self, line: int) -> "FileProblem":
        """The same problem, found on that line."""
        return replace(self, facts={**self.facts, "line": line})

    def in_file(self, name: str) -> "FileProblem":
        """The same problem, found in the file of that name in a folder or a zip; one with a file's name keeps it."""
        return replace(self, facts={FILE: name, **self.facts})


FILE = "file"
"""The fact that names a file in a folder or a zip: it stands before the message."""


def problem(kind: ProblemKind, /, **facts: Fact) -> FileProblem:
    """A problem with its facts."""
    return FileProblem(kind, facts)


class FileError(ValueError):
    """A file that cannot be read in. People read `bot.words.files.said` of it; its own text is for logs and tests."""

    def __init__(self, what: FileProblem) -> None:
        super().__init__(f"{what.kind.name} {dict(what.facts)}")
        self.problem = what
