"""What is wrong with a file that is read in, and where, in one line."""

from collections.abc import Mapping

from bot.ledger.entries import Status
from bot.ledger.file_problems import FILE, Fact, FileError, ProblemKind
from bot.ledger.text import one_line
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.vocabulary import term

SENTENCES: Mapping[ProblemKind, str] = {
    ProblemKind.NO_SUCH_FORMAT: message("nothing in it is known: it holds {names}. The formats are {formats}"),
    ProblemKind.NO_FOLDER_OR_ZIP: message("{format} needs a folder or a zip"),
    ProblemKind.NOT_UTF8: message("line {line}: not UTF-8 text: save the file as UTF-8"),
    ProblemKind.CUT_OFF: message("the text is cut off: its last character, in {encoding}, is not whole"),
    ProblemKind.NOT_JSON: message("not JSON: {detail}"),
    ProblemKind.TOO_MANY_VALUES: message(
        "line {line}: up to here, the file holds far more values than words; it is none that Crux has written"
    ),
    ProblemKind.TOO_MANY_KEYS: message(
        "line {line}: up to here, the file's objects have far more keys than any that Crux has written"
    ),
    ProblemKind.KEY_TWICE_IN_AN_OBJECT: message("not JSON: a key stands twice in one object: {key}"),
    ProblemKind.NO_JSON_VALUE: message("not JSON: {value} is not a value here"),
    ProblemKind.TOO_MANY_EMPTY_LINES: message("line {line}: more than {limit} lines of the table are empty"),
    ProblemKind.COLUMN_MISSING: message("line 1: the column {column!r} is missing; the columns are {columns}"),
    ProblemKind.COLUMN_TWICE: message("line 1: the header names {column!r} twice"),
    ProblemKind.QUOTE_NOT_CLOSED: message(
        "line {line}: not CSV: the quote that begins here is not closed at the end of its cell"
    ),
    ProblemKind.CELLS_UNLIKE_HEADER: message("line {line}: {cells}, the header has {columns}"),
    ProblemKind.NOT_CSV: message("line {line}: not CSV: {detail}"),
    ProblemKind.NO_VOTES: message("the file holds no votes"),
    ProblemKind.VOTE_OF_NOBODY: message("line {line}: participant and comment must not be empty"),
    ProblemKind.NO_SUCH_VOTE: message(
        "line {line}: the vote must be 1 or agree, -1 or disagree, 0 or unsure or pass; not {vote!r}"
    ),
    ProblemKind.IN_TWO_GROUPS: message("line {line}: participant {participant!r} is in two groups"),
    ProblemKind.TOO_MANY_PARTICIPANTS: message("line {line}: there are more than {limit} participants"),
    ProblemKind.TOO_MANY_COMMENTS: message("line {line}: there are more than {limit} comments"),
    ProblemKind.TOO_MANY_TALLIES: message(
        "line {line}: the comments, times the groups, are more than {limit}: the file is too large to be counted"
    ),
    ProblemKind.FILE_MISSING: message("{file_name} is missing: a report of Polis has comments.csv and votes.csv"),
    ProblemKind.NO_ZIP: message("no zip that can be read: {detail}"),
    ProblemKind.ZIP_OF_TOO_MANY: message("the zip holds more than {limit} files"),
    ProblemKind.ZIP_TOO_LARGE: message("the files in the zip have {size} bytes together; at most {limit} are read"),
    ProblemKind.ZIP_BOMB: message("this file becomes far larger than its zip: it is not read"),
    ProblemKind.ZIP_NAME_TWICE: message("the zip holds two files of this name"),
    ProblemKind.ZIP_ODD_PATH: message("the zip names a place outside of itself"),
    ProblemKind.ZIP_OVERLAPS: message("files of the zip share bytes: it is not read"),
    ProblemKind.NO_SERVER_INDEX: message('"format" must be "{format}", and "version" {version}'),
    ProblemKind.FILE_NOT_THERE: message("{where}: the file {value} is not there"),
    ProblemKind.DEBATE_TWICE: message("{where}: debate {debate} stands twice"),
    ProblemKind.INDEX_DIFFERS: message("{where} says something else than {other}"),
    ProblemKind.NO_WHOLE_NUMBER: message("line {line}: {column} must be a whole number, not {value!r}"),
    ProblemKind.NO_TIMESTAMP: message("line {line}: {column} is no moment in seconds or milliseconds: {value}"),
    ProblemKind.NO_POLIS_VOTE: message("line {line}: the vote must be 1, -1 or 0, not {vote!r}"),
    ProblemKind.COMMENT_TWICE: message("line {line}: comment {comment} stands twice"),
    ProblemKind.PARTICIPANT_TWICE: message("line {line}: participant {participant} stands twice"),
    ProblemKind.TOO_MANY_GROUPS: message("line {line}: group-id must be less than {limit}"),
    ProblemKind.NO_VOTE_CONVENTION: message(
        "line {line}: vote-convention must be agree=+1;disagree=-1;pass=0 or agree=-1;disagree=+1;pass=0, not {value!r}"
    ),
    ProblemKind.CONVENTIONS_DIFFER: message("its vote-convention is not the one of summary.csv"),
    ProblemKind.VOTES_CONTRADICT: message(
        "line {line}: comment {comment} has {agrees} agree and {disagrees} disagree here, {cast_agrees} and "
        "{cast_disagrees} in votes.csv. Its signs may be turned round: say in summary.csv by a row vote-convention "
        "which sign agrees, as agree=-1;disagree=+1;pass=0"
    ),
    ProblemKind.NO_DISCUSSION_TITLE: message("line 1: a discussion of Kialo begins with {title}"),
    ProblemKind.NO_THESIS: message('line {line}: the thesis is missing: it begins with "1. "'),
    ProblemKind.CLAIM_TWICE: message("line {line}: the claim {claim} stands twice"),
    ProblemKind.CLAIM_OF_NOTHING: message("line {line}: the claim {claim} above it is missing"),
    ProblemKind.CLAIM_WITHOUT_WORDS: message("line {line}: the claim has no words"),
    ProblemKind.CLAIM_TOO_LONG: message("line {line}: the claim has more than {limit} characters"),
    ProblemKind.TOO_MANY_CLAIMS: message("line {line}: the discussion has more than {limit} claims"),
    ProblemKind.CLAIM_TOO_DEEP: message("line {line}: the claim lies more than {limit} levels deep"),
    ProblemKind.NO_OBJECT: message("{where} must be an object"),
    ProblemKind.NO_WORDS: message("{where}: {key!r} must be words"),
    ProblemKind.TOO_LONG: message("{where}: {key!r} has {length} characters; at most {limit} fit"),
    ProblemKind.NO_FLAG: message("{where}: {key!r} must be true or false"),
    ProblemKind.NO_CREDENCE: message("{where}: {key!r} must be a whole number from 0 to 100, not {value}"),
    ProblemKind.NO_MOMENT: message("{where}: {key!r} must be a moment, like 2026-01-31T18:00:00Z"),
    ProblemKind.NO_MOMENT_IN_A_LIST: message("{where} must be a moment, like 2026-01-31T18:00:00Z"),
    ProblemKind.NONE_OF: message("{where}: {key!r} must be one of {values}"),
    ProblemKind.NO_SIDE: message("{where}: {key!r} names no side of the file: {value}"),
    ProblemKind.NO_PARTICIPANT: message("{where}: {key!r} names no participant of the file: {value}"),
    ProblemKind.NO_MESSAGE: message("{where}: {key!r} names no message of the file: {value}"),
    ProblemKind.NO_EARLIER_MESSAGE: message("{where}: {key!r} names no earlier message of the file: {value}"),
    ProblemKind.NO_TAG: message("{where}: {key!r} names no tag of the file: {value}"),
    ProblemKind.NO_LIST: message("{where}: {key!r} must be a list"),
    ProblemKind.EMPTY_LIST: message("{where}: {key!r} must be a list that is not empty"),
    ProblemKind.NO_LIST_OF_MOMENTS: message("{where}: {key!r} must be a list of moments"),
    ProblemKind.ONE_SIDE_ALONE: message("{where}: {key!r} needs two sides or more, or none"),
    ProblemKind.SIDES_OF_ONE_NAME: message("{where}: {key!r} has two sides of one name"),
    ProblemKind.PASSAGE_NOT_THERE: message("{where}: {key!r} is not in the text of message {message!r}"),
    ProblemKind.CONCEDES_WITHOUT_CONCESSION: message(
        "{where}: {key!r} goes with the kind concession, and is needed there"
    ),
    ProblemKind.OWN_TAG_UNCONFIRMED: message(
        "{where}: {key!r} must be true or left out where 'by' is the message's author"
    ),
    ProblemKind.OWN_TAG_NAMED: message("{where}: {key!r} names its own tag"),
    ProblemKind.NO_CONCESSION: message("{where}: {key!r} must name a concession"),
    ProblemKind.CONCESSION_NAMED: message(
        "{where}: {key!r} names the concession {tag!r}; it must name a claim or a crux"
    ),
    ProblemKind.UNCONFIRMED_NAMED: message(
        "{where}: {key!r} names {tag!r}, which its author never confirms; it must name a confirmed tag"
    ),
    ProblemKind.MARKED_TAG_NAMED: message(
        "{where}: {key!r} names the marked tag itself; it must name another, or be left out for the question"
    ),
    ProblemKind.KEY_TWICE: message("{where}: the key {key!r} stands twice"),
    ProblemKind.TAGS_IN_A_CIRCLE: message(
        "tags: {tag!r} is never made: 'concedes', 'crux_for', 'residue_of' make a circle"
    ),
    ProblemKind.CONCEDES_TO_NOBODY: message(
        "{where}: nobody of the other sides has answered {tag!r} by then, so there is nothing to take over. Give an "
        "answer of theirs an earlier time ('at'), or make the tag a claim"
    ),
    ProblemKind.CONCEDES_TO_EVEN_SIDES: message(
        "{where}: as many of the others agree as disagree with {tag!r} by then, so there is nothing to take over. Make "
        "the tag a claim"
    ),
    ProblemKind.CONCEDES_NOTHING_NEW: message(
        "{where}: its author answers {tag!r} as the others do by then, so there is nothing to concede. Make the tag a "
        "claim, or its 'scope' argument"
    ),
    ProblemKind.TAKES_OVER_ANOTHER: message(
        "{where}: 'stance_on_conceded' must be {answer}, which is what the others answer to {tag!r} by then"
    ),
    ProblemKind.NO_CHAT: message("not a chat that DiscordChatExporter has written: {key!r} must have an id"),
    ProblemKind.CHAT_NOT_JSON: message("behind message {number}: not JSON, or cut off: export it again"),
    ProblemKind.CHAT_CUT_OFF: message("cut off: there are {number} messages, and 'messageCount' says {count}"),
    ProblemKind.CHAT_NO_ID: message("message {number}: {key!r} must be an id"),
    ProblemKind.CHAT_OF_ANOTHER_CHANNEL: message("channel {other}, where the files before are of {channel}"),
    ProblemKind.TOO_MANY_VALUES_IN_ONE: message("message {number}: far more values than a message has"),
    ProblemKind.NESTED_TOO_DEEPLY: message("message {number}: values lie too deep within each other"),
    ProblemKind.NO_LEDGER: message('not a ledger: "format" must be "{format}"'),
    ProblemKind.UNKNOWN_VERSION: message("version {version} is unknown here: this reads {known}"),
    ProblemKind.NEWER_VERSION: message(
        "the file is of version {version}, which a newer Crux wrote: this one reads version {known}. Update Crux, then "
        "read it again"
    ),
    ProblemKind.NO_LIST_OF_EVENTS: message('"events" must be a list that is not empty'),
    ProblemKind.NO_DEBATE_NUMBER: message("debate must be a number written as a string"),
    ProblemKind.SAYS_SOMETHING_ELSE: message("{where} says something else than the events"),
    ProblemKind.NO_IMPORT_MARK: message('"{key}" must have "at", "events" and "hash", as an export has them'),
    ProblemKind.IMPORT_MARK_DIFFERS: message('"{key}" has another hash than the file has for event {event}'),
    ProblemKind.NO_FIRST_LINE: message('line 1 must say "format": "{format}", "version": {version} and "debate"'),
    ProblemKind.NO_EVENTS: message("there are no events"),
    ProblemKind.ODD_KEY: message("line {line}: {key!r} is missing, or does not belong there"),
    ProblemKind.LINE_NOT_JSON: message("line {line} is not JSON: {detail}"),
    ProblemKind.LINE_TOO_DEEP: message("line {line}: values lie too deep within each other"),
    ProblemKind.LINE_NO_OBJECT: message("line {line} must be an object"),
    ProblemKind.LINE_TOO_LONG: message(
        "line {line} has more than {limit} characters, which is too long for a line of such a file"
    ),
    ProblemKind.KEY_TWICE_IN_A_LINE: message("line {line}: a key stands twice in one object: {key}"),
    ProblemKind.EVENT_NO_OBJECT: message("event {event} must be an object"),
    ProblemKind.HOLE: message('event {event}: "sequence" must be {event}, without holes'),
    ProblemKind.NO_VERB: message('event {event}: "verb" must be a word'),
    ProblemKind.NO_CHANGE: message("event {event}: {detail}"),
    ProblemKind.NEWER_CHANGE: message(
        "event {event}: {detail}. A newer Crux wrote the file: update this one, then read it again"
    ),
    ProblemKind.NO_ACTOR: message('event {event}: "actor" must be a participant\'s number'),
    ProblemKind.PART_NO_OBJECT: message('event {event}: "{key}" must be an object'),
    ProblemKind.OUT_OF_RANGE: message("event {event}: {key!r} is out of range"),
    ProblemKind.NO_PLAIN_VALUE: message("event {event}: {key!r} must be a plain value"),
    ProblemKind.NO_PLATFORM_NUMBER: message("event {event}, {key} must be a number written as a string"),
    ProblemKind.NO_USER_NUMBER: message("event {event}, text {key!r} must be a number written as a string"),
    ProblemKind.TEXT_NO_OBJECT: message("event {event}, text {key!r} must be an object"),
    ProblemKind.TEXT_ODD_KEY: message("event {event}, text {key!r}: {odd} is missing, or does not belong there"),
    ProblemKind.TEXT_WITHOUT_SALT: message(
        "event {event}, text {key!r} needs words and salt, or neither where it was erased"
    ),
    ProblemKind.TEXT_NO_TEXT: message("event {event}, text {key!r} holds characters that are no text"),
    ProblemKind.TEXT_TOO_LONG: message("event {event}, text {key!r} is longer than {limit} characters"),
    ProblemKind.NO_MOMENT_IN_UTC: message(
        'event {event}: "at" must be a moment in UTC, like 2026-01-31T18:00:00+00:00'
    ),
    ProblemKind.MOMENT_OUT_OF_RANGE: message('event {event}: "at" must be in the years {first} to {last}'),
    ProblemKind.NO_BYTES: message("event {event}, {key} must be {length} bytes in hexadecimal, lower case"),
    ProblemKind.TEXT_CHANGED: message("the text {key!r} of event {event} was changed"),
    ProblemKind.EVENT_CHANGED: message("event {event} or one before it was changed"),
    ProblemKind.NO_LEDGER_MADE: message("the events make no ledger: {detail}"),
    ProblemKind.ACTED_BY_NOBODY: message("event {event}: no participant has the number {actor}"),
    ProblemKind.ERASED_WITHOUT_REASON: message(
        "event {event}: the text {key!r} is erased, and no later event says why"
    ),
    ProblemKind.ERASED_AND_THERE: message(
        "event {event}: the text {key!r} is there, and a later event says that it went"
    ),
    ProblemKind.NUMBER_OUT_OF_TURN: message(
        "event {event}: {number} is no number that it can give: they begin with 1 and go up one by one"
    ),
    ProblemKind.OPENED_AMISS: message("event {event}: the first event opens the debate, and no other does"),
    ProblemKind.PARTICIPANT_THERE: message("event {event}: participant {number} is there already"),
    ProblemKind.PARTICIPANT_NOT_THERE: message("event {event}: participant {number} is not there yet"),
    ProblemKind.NO_DAY: message("event {event}: a day is written as 2027-03-01"),
    ProblemKind.NO_ERASED_TEXTS: message(
        "event {event}: texts that are erased are of events before it, and written as “passage 4-6 9; statement 4”"
    ),
    ProblemKind.SIDE_THERE: message("event {event}: side {number} is there already"),
    ProblemKind.SIDE_NOT_THERE: message("event {event}: side {number} is not there yet"),
    ProblemKind.ENTRY_THERE: message("event {event}: entry {number} is there already"),
    ProblemKind.ENTRY_NOT_THERE: message("event {event}: entry {number} is not there yet"),
    ProblemKind.DEFINITION_THERE: message("event {event}: definition {number} is there already"),
    ProblemKind.DEFINITION_NOT_THERE: message("event {event}: definition {number} is not there yet"),
    ProblemKind.NO_SUCH_WORDING: message("event {event}: there is no wording {wording} of entry {entry}"),
    ProblemKind.CREDENCE_OUT_OF_RANGE: message("event {event}: a credence is 0 to 100"),
    ProblemKind.USER_TWICE: message("event {event}: that user is a participant already"),
    ProblemKind.NOT_PARKED: message("event {event}: entry {entry} is not parked"),
    ProblemKind.NOT_THE_NEXT_WORDING: message("event {event}: the next wording is number {wording}"),
    ProblemKind.NAMES_ITSELF: message("event {event}: an entry names itself"),
    ProblemKind.CHANNEL_WITHOUT_MESSAGE: message("event {event}: channel and message go together"),
    ProblemKind.SEEN_TOO_MUCH: message("event {event}: a digest has seen only events before it"),
    ProblemKind.DECIDED_ALREADY: message("event {event}: entry {entry} is {status} by then"),
    ProblemKind.NO_PLAIN_CONCESSION: message(
        "event {event}: a concession without words of its own, and nothing else, has conceded_wording"
    ),
    ProblemKind.HALF_A_CONCESSION: message(
        "event {event}: a concession, and nothing else, has concedes, scope and conceded_answer"
    ),
    ProblemKind.STATEMENT_LENGTH: message("event {event}: a statement has 1 to {limit} characters"),
}
"""A message for each problem. Keys and other pieces of the file stand in it as they are."""

if missing := set(ProblemKind) - SENTENCES.keys():
    raise TypeError(f"no sentence says {missing}")


def said(front: FrontEnd, error: FileError) -> str:
    """What is wrong with the file, in one line that names the place."""
    facts = {name: _fact(front, name, value) for name, value in error.problem.facts.items()}
    if facts.get("where") == "":
        facts["where"] = front.say("the file")
    line = front.say(SENTENCES[error.problem.kind], **facts)
    return f"{front.catalogue.isolated(str(facts[FILE]))}: {line}" if FILE in facts else line


def _fact(front: FrontEnd, name: str, value: Fact) -> Fact:
    if name == "cells" and isinstance(value, int):
        return front.count("{number} cell", "{number} cells", value)
    if name in (FILE, "names"):
        # Whoever made a zip chose them, and a terminal does what stands in them.
        return one_line(str(value))
    return term(front.catalogue, value) if isinstance(value, Status) else value
