"""`crux standing`: where the comments of a vote file stand."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.input import several_files
from bot.cli.terminal import fail, read_or_fail, reading, said
from bot.exchange import votes
from bot.exchange.file_shape import TableShape
from bot.ledger.file_problems import FileError
from bot.render.front_ends import TERMINAL
from bot.words import usage
from bot.words import votes as vote_words


def standing(
    file: Annotated[Path, typer.Argument(metavar="VOTES", help=usage.VOTES)],
    as_json: Annotated[bool, typer.Option("--json", help=usage.AS_JSON)] = False,
) -> None:
    """Where each comment of a vote file stands, in the digest's order."""
    cast = _votes_or_fail(file)
    standings = votes.standing_of(cast)
    if not votes.has_groups(cast):
        # Not among what is printed as JSON.
        typer.echo(vote_words.nobody_in_a_group(TERMINAL), err=as_json)
    typer.echo(
        json.dumps(votes.as_rows(standings), ensure_ascii=False, indent=1)
        if as_json
        else votes.as_table(TERMINAL, standings)
    )


def _votes_or_fail(path: Path) -> votes.Votes:
    try:
        with reading(path), several_files(path) as files:
            if files is not None:
                # A table of votes needs nothing of it.
                from bot.exchange import polis, polis_ledger

                return polis_ledger.votes_of(polis.read(files))
        return votes.read_votes(read_or_fail(path, TableShape()))
    except FileError as wrong:
        fail(f"{path}: {said(wrong)}")
