"""`python -m benchmarks.counting PROGRAM VOTES.csv`: count a file of votes in a process of its own; prints the seconds.

Imports are not counted, of either: each program begins with the file and ends with what it says of every comment.
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from bot.exchange import votes
from bot.exchange.file_shape import PIECE, TableShape, shaped
from bot.exchange.file_text import text_of
from bot.garbage import look_seldom

LAST_VOTES = """
SELECT comment, "group", vote, count(*) FROM (
    SELECT participant, comment, arg_max("group", place) AS "group", arg_max(vote, place) AS vote
    FROM (SELECT *, row_number() OVER () AS place FROM read_csv(?)) GROUP BY participant, comment
) GROUP BY ALL
"""
"""Of several votes of one person on one comment the last one counts; without the place, DuckDB may take any of them."""


def crux(file: Path) -> Callable[[], object]:
    """What `crux standing` does between its start and what it prints."""

    def standing() -> object:
        with file.open("rb") as opened:
            text = text_of(shaped(iter(lambda: opened.read(PIECE), b""), TableShape()))
        return votes.as_rows(votes.standing_of(votes.read_votes(text)))

    look_seldom()
    return standing


def red_dwarf(file: Path) -> Callable[[], object]:
    """The matrix of votes and the statistics of statements for given groups, the group-informed consensus among them.

    Votes are read as quickly as pandas can, and handed over as red-dwarf takes them: a record each.
    """
    warnings.simplefilter("ignore")
    import pandas as pd
    from reddwarf.utils.matrix import generate_raw_matrix
    from reddwarf.utils.stats import calculate_comment_statistics

    def statistics() -> object:
        names = {"participant": "participant_id", "comment": "statement_id"}
        cast = pd.read_csv(file).drop_duplicates(["participant", "comment"], keep="last").rename(columns=names)
        matrix = generate_raw_matrix(cast[["participant_id", "statement_id", "vote"]].to_dict("records"))
        group_of = cast.drop_duplicates("participant_id").set_index("participant_id")["group"]
        labels, _ = pd.factorize(group_of.reindex(matrix.index), sort=True)
        return calculate_comment_statistics(matrix, labels)

    return statistics


def duckdb(file: Path) -> Callable[[], object]:
    """The last votes, counted by comment, group and vote."""
    import duckdb

    connection = duckdb.connect()
    return lambda: connection.execute(LAST_VOTES, [str(file)]).fetchall()


PROGRAMS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "crux": crux,
    "red-dwarf": red_dwarf,
    "duckdb": duckdb,
}


def main(program: str, file: str) -> None:
    counted = PROGRAMS[program](Path(file))
    begun = time.perf_counter()
    counted()
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
