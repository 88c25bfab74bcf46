"""Reports of Polis for the tests: small ones that are written out, and three real conversations where they are there.

The real ones lie beside the checkout as tables of their own (`shared/polis`); here they are written as Polis did.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

SHARED = Path(__file__).parents[3] / "shared" / "polis"
REAL = ("biodiversity-nz", "brexit-consensus", "london-youth-policing")


def named(files: Mapping[str, str | bytes]) -> dict[str, Callable[[], BinaryIO]]:
    """What opens each of the files."""

    def opening(content: str | bytes) -> Callable[[], BinaryIO]:
        data = content.encode() if isinstance(content, str) else content
        return lambda: io.BytesIO(data)

    return {name: opening(content) for name, content in files.items()}


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of a report without their headers; the convention is a row of its summary, where there is one."""

    comments: list[tuple[object, ...]]
    """(milliseconds, comment, author, moderated, text)"""
    votes: list[tuple[object, ...]]
    """(milliseconds, comment, person, vote)"""
    groups: dict[object, object] = field(default_factory=dict)
    topic: str = "Can there be consensus?"
    convention: str | None = None

    def files(self) -> dict[str, str]:
        """The report as Polis wrote it until 2024."""
        summary: list[tuple[object, ...]] = [("topic", self.topic), ("url", "https://pol.is/1")]
        if self.convention is not None:
            summary.append(("vote-convention", self.convention))
        return {
            "summary.csv": _table(summary).rstrip("\n"),
            "comments.csv": _comments(self._counted()),
            "votes.csv": _table(
                [("timestamp", "datetime", "comment-id", "voter-id", "vote")]
                + [
                    (at, "Mon Jul 17 16:10:15 WIB 2017", comment, person, vote)
                    for at, comment, person, vote in self.votes
                ]
            ),
            "participants-votes.csv": _table(self._matrix()),
        }

    def last(self) -> dict[tuple[object, object], int]:
        """The last vote of each person on each comment."""
        rows = sorted(self.votes, key=lambda row: int(str(row[0])))
        return {(person, comment): int(str(vote)) for _, comment, person, vote in rows}

    def _counted(self) -> list[tuple[object, ...]]:
        cast = Counter((comment, vote) for (_, comment), vote in self.last().items())
        return [
            (at, "x", c, author, cast[c, 1], cast[c, -1], moderated, text)
            for at, c, author, moderated, text in self.comments
        ]

    def _matrix(self) -> list[tuple[object, ...]]:
        last = self.last()
        comments = [row[1] for row in self.comments]
        people = sorted({person for person, _ in last} | set(self.groups), key=lambda person: int(str(person)))
        header = ("participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *comments)
        cells = {p: [last.get((p, c), "") for c in comments] for p in people}
        return [header, *((p, f"secret-{p}", self.groups.get(p, ""), 0, 0, 0, 0, *cells[p]) for p in people)]


def _comments(rows: list[tuple[object, ...]]) -> str:
    header = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    return header + "".join(f"{','.join(map(str, row[:-1]))},{_quoted(str(row[-1]))}\n" for row in rows)


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', '""'))


def _table(rows: list[tuple[object, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def real(conversation: str) -> Report:
    """A real conversation; its groups g0, g1 … are 0, 1 …"""
    folder = SHARED / conversation
    comments = _rows(folder / "comments.csv")
    groups: dict[object, object] = {
        row["participant"]: row["group"].removeprefix("g") for row in _rows(folder / "votes.csv") if row["group"]
    }
    return Report(
        [(row["created_ms"], row["comment"], row["author"], row["moderated"], row["text"]) for row in comments],
        [(row["time_ms"], row["comment"], row["participant"], row["vote"]) for row in _rows(folder / "history.csv")],
        groups,
        conversation,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SMALL = Report(
    comments=[
        (1_500_000_000_000, 0, 7, 1, "Rents fall when we build"),
        (1_500_000_001_000, 3, 1, 1, 'They say "no", loudly, and\nmean it'),
        (1_500_000_002_000, 4, 2, -1, "Buy my coins"),
        (1_500_000_003_000, 5, 2, 0, "Nobody looked at this"),
    ],
    votes=[
        (1_500_000_000_000, 0, 7, 1),
        (1_500_000_010_000, 0, 1, 1),
        (1_500_000_030_000, 0, 1, -1),
        (1_500_000_011_000, 0, 2, 0),
        (1_500_000_012_000, 3, 2, 1),
        (1_500_000_012_500, 4, 2, 1),
        (1_500_000_013_000, 5, 7, -1),
    ],
    groups={1: 0, 2: 1, 9: 1},
)
"""Person 7 is in no group, and 9 never voted; 1 never voted on their own comment, and took a vote back."""
