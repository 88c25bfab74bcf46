"""`crux verify`: whether all is as it should be."""

import asyncio
from typing import Annotated

import typer

from bot.actions import verify as verifying
from bot.actions.request import LARGEST_ID
from bot.actions.verify import Verified
from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import progress
from bot.cli.terminal import fail, said
from bot.ledger.record.seals import KeptSeal, SealVerdict, seal_from
from bot.ledger.refusals import BadSeal, Refusal
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.store.setup import migrate as migrations
from bot.words import terminal as words
from bot.words.answers.verification import compared_line, schema_line, verified_in_all, verified_line


def verify(
    thread_id: Annotated[int | None, typer.Argument(metavar="[THREAD_ID]")] = None,
    seal: Annotated[list[str] | None, typer.Option(metavar="[THREAD_ID:]EVENT:SEAL", help=words.KEPT_SEAL)] = None,
) -> None:
    """Look whether a debate's ledger, or every one, is still what was written; exit code 1 where one is not."""
    kept = [_kept_seal(thread_id, written) for written in seal or ()]
    settings = settings_or_fail()

    async def examine() -> bool:
        async with opened_database(settings, url) as sessions:
            lacking = await verifying.verify_schema(sessions)
            for problem in lacking:
                typer.echo(schema_line(TERMINAL, problem))
            intact = not lacking
            for debate, one in kept:
                verdict = await verifying.compare_seal(sessions, debate, one)
                typer.echo(compared_line(TERMINAL, debate, one, verdict))
                intact = intact and verdict is SealVerdict.MATCHES
            wanted = await verifying.debates_kept(sessions) if thread_id is None else [thread_id]
            events = 0
            with progress(words.verifying(TERMINAL), len(wanted)) as done:
                for debate in wanted:
                    verified = await verifying.verify_debate(sessions, debate)
                    done.say(_line(verified))
                    done.step()
                    events += verified.events
                    intact = intact and not verified.problems
            typer.echo(verified_in_all(TERMINAL, len(wanted), events))
        return intact

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            intact = asyncio.run(examine())
        except Refusal:
            fail(words.no_such_debate(TERMINAL, thread_id))
    if not intact:
        raise typer.Exit(1)


def _kept_seal(thread_id: int | None, written: str) -> tuple[int, KeptSeal]:
    """The debate that a seal is of, and the seal."""
    debate, _, seal = written.partition(":") if written.count(":") > 1 else (str(thread_id), "", written)
    try:
        if not (debate.isascii() and debate.isdigit() and int(debate) <= LARGEST_ID):
            raise BadSeal
        return int(debate), seal_from(seal)
    except BadSeal as refusal:
        fail(f"--seal {written}: {said(refusal)}")


def _line(verified: Verified) -> str:
    return verified_line(TERMINAL, verified.debate, verified.events, verified.erased, verified.seal, verified.problems)
