"""Kialo's export of a discussion as text: a title, a thesis, and below each claim what speaks for and against it.

    Discussion Title: Should we build?

    1. The city should build.
    1.1. Pro: Rents fall where cities build.
    1.1.1. Con: They fall [nowhere](https://example.org).
    1.2. Con: -> See 1.1.1.

There is no specification; it is read as arguebuf 2.7 does (`arguebuf/load/_load_kialo.py`). The file names nobody: its
claims are of one person without a name, and nobody has answered them.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.exchange.file_text import encoding_of, without_mark
from bot.exchange.new_ledger import PASSAGE_LIMIT, Destination, ForeignLedger, NewLedger, Salts, debate_number
from bot.ledger.entries import Relation
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.taken_in import LeftOut, Taken
from bot.ledger.text import one_line

TITLE = "Discussion Title:"

LONGEST_CLAIM = PASSAGE_LIMIT
"""In characters: Kialo's own limit is 500."""

MOST_CLAIMS = 50_000
"""Of a discussion: the largest ones have some thousand."""

MOST_LEVELS = 200
"""How many claims stand above one another: in the largest discussions some forty."""

_MOST_EMPTY = 1_000
"""Lines without words before the thesis: Kialo writes one."""

_THESIS = re.compile(r"1\. (?P<words>.*)")
_CLAIM = re.compile(r"(?P<number>1\.(?:[0-9]{1,9}\.)+) (?:(?P<stance>Pro|Con): )?(?P<words>.*)")
_SEE = re.compile(r"-> See (?P<number>(?:[0-9]{1,9}\.)+)")
# What begins another link is no part of one, so that no text is looked at again and again.
_LINK = re.compile(r"(?<!\\)\[(?P<words>(?:\\.|[^\[\]\\])*+)\]\((?:\\.|[^()\s\\])*+\)")
_ESCAPED = re.compile(r"\\([\[\]()])")

_RELATIONS = {"Pro": Relation.SUPPORTS, "Con": Relation.ATTACKS}


@dataclass(slots=True)
class _Claim:
    """A claim under its number, as "1.2.1."; `relation` is what it is to the claim above it, where that is said."""

    number: str
    relation: Relation | None
    line: int
    lines: list[str] = field(default_factory=list)
    length: int = 0

    def go_on(self, words: str) -> None:
        """Go on with a further line. Raises FileError for a text that no claim can have."""
        self.lines.append(words.strip())
        self.length += len(words) + 1
        if self.length > LONGEST_CLAIM:
            raise FileError(problem(ProblemKind.CLAIM_TOO_LONG, line=self.line, limit=LONGEST_CLAIM))

    @property
    def written(self) -> str:
        """Its text as the file has it, on as many lines."""
        return "\n".join(self.lines).strip()

    @property
    def words(self) -> str:
        """Its text without links and escapes."""
        return _ESCAPED.sub(r"\1", _LINK.sub(r"\g<words>", self.written))

    @property
    def above(self) -> str:
        """The number of the claim that it is said of."""
        return self.number[: self.number.rindex(".", 0, -1) + 1]

    @property
    def seen(self) -> str | None:
        """The number of the claim in whose place it stands; None for a claim of its own."""
        found = _SEE.match(self.written)
        return found["number"] if found else None


def is_discussion(start: bytes) -> bool:
    """Whether a file that begins so is such an export."""
    return without_mark(start.decode(encoding_of(start), errors="replace")).startswith(TITLE)


def read(text: str, at: datetime) -> ForeignLedger:
    """The debate that a discussion becomes; the file tells no moments, so all of it is of `at`. Raises FileError."""
    lines = io.StringIO(without_mark(text), newline=None)
    first = lines.readline()
    if not first.startswith(TITLE):
        raise FileError(problem(ProblemKind.NO_DISCUSSION_TITLE, title=TITLE))
    title = first.removeprefix(TITLE)
    claims = _claims(lines)

    def sealed(to: Destination, salts: Salts, taken: Taken) -> Iterator[SealedEvent]:
        return _events(title, claims, NewLedger(to, salts, taken), taken, at)

    return ForeignLedger(debate_number([text.encode()]), sealed)


def _claims(lines: Iterable[str]) -> dict[str, _Claim]:
    """The claims by number, in the order of the file; `lines` are those behind the title. Raises FileError."""
    claims: dict[str, _Claim] = {}
    last: _Claim | None = None
    line = 1
    for line, words in enumerate(lines, start=2):
        claim = _claim(line, words, is_first=last is None)
        if claim is not None:
            _require_words(last)
            _require_place(claim, claims)
            last = claims[claim.number] = claim
        elif last is not None:
            last.go_on(words)
        elif words.strip() or line > _MOST_EMPTY:
            raise FileError(problem(ProblemKind.NO_THESIS, line=line))
    if last is None:
        raise FileError(problem(ProblemKind.NO_THESIS, line=line))
    _require_words(last)
    return claims


def _claim(line: int, words: str, *, is_first: bool) -> _Claim | None:
    """The claim that begins on a line; None where the line goes on with the claim before it."""
    found = (_THESIS if is_first else _CLAIM).match(words)
    if found is None:
        return None
    said = found.groupdict()
    claim = _Claim(said.get("number", "1."), _RELATIONS.get(said.get("stance") or ""), line)
    claim.go_on(said["words"])
    return claim


def _require_words(claim: _Claim | None) -> None:
    if claim is not None and not one_line(claim.words):
        raise FileError(problem(ProblemKind.CLAIM_WITHOUT_WORDS, line=claim.line))


def _require_place(claim: _Claim, claims: dict[str, _Claim]) -> None:
    if len(claims) == MOST_CLAIMS:
        raise FileError(problem(ProblemKind.TOO_MANY_CLAIMS, line=claim.line, limit=MOST_CLAIMS))
    if claim.number.count(".") > MOST_LEVELS:
        raise FileError(problem(ProblemKind.CLAIM_TOO_DEEP, line=claim.line, limit=MOST_LEVELS))
    if claim.number in claims:
        raise FileError(problem(ProblemKind.CLAIM_TWICE, line=claim.line, claim=claim.number[:40]))
    if claim.number != "1." and claim.above not in claims:
        raise FileError(problem(ProblemKind.CLAIM_OF_NOTHING, line=claim.line, claim=claim.above[:40]))


def _events(
    title: str, claims: dict[str, _Claim], ledger: NewLedger, taken: Taken, at: datetime
) -> Iterator[SealedEvent]:
    somebody = 1
    entries: dict[str, int] = {}
    yield ledger.opened(title if one_line(title) else claims["1."].words, at)
    yield ledger.met(None, at)
    for number, claim in claims.items():
        if claim.seen is None:
            entries[number] = len(entries) + 1
            yield ledger.claimed(somebody, claim.words, at)
    linked = set()
    for claim in claims.values():
        if claim.relation is None:
            continue
        entry, target = entries.get(claim.seen or claim.number), entries.get(_itself(claims[claim.above]))
        if entry is None or target is None or entry == target:
            taken.leave_out(LeftOut.LINKS_TO_NOTHING)
        elif (entry, claim.relation, target) not in linked:
            linked.add((entry, claim.relation, target))
            yield ledger.linked(somebody, entry, claim.relation, target, at)


def _itself(claim: _Claim) -> str:
    """The number of the claim that stands there."""
    return claim.seen or claim.number
