"""`crux verify` of a database: whether all is as it should be."""

import asyncio
from collections.abc import Collection, Sequence

import typer

from bot.actions import verify as verifying
from bot.actions.verify import Verified
from bot.cli.opening import server, settings_or_fail
from bot.cli.progress import progress
from bot.cli.seals import fail_for, seal_or_fail
from bot.cli.terminal import fail
from bot.ledger.record.seals import KeptSeal, SealVerdict
from bot.ledger.refusals import BadSeal, NoDebate, Refusal
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.words import terminal as words
from bot.words.answers.verification import LookedAt, compared_line, looked_at, schema_line, verified_line


def verify_database(thread_id: int | None, seals: Sequence[str]) -> None:
    """Look whether a debate's ledger, or every one, is still what was written; exit code 1 where one is not."""
    kept = [_kept_seal(thread_id, written) for written in seals]
    settings = settings_or_fail()

    async def verified() -> bool:
        async with opened_database(settings, url) as sessions:
            schema = await verifying.verify_schema(sessions)
            for problem in schema.problems:
                typer.echo(schema_line(TERMINAL, problem))
            match = [await _matches(sessions, debate, one) for debate, one in kept]
            wanted = await verifying.debates_kept(sessions) if thread_id is None else [thread_id]
            found = await _verified(sessions, wanted, {debate for debate, _ in kept})
        typer.echo(looked_at(TERMINAL, _counted(found, len(kept), schema.parts)))
        return all(match) and not schema.problems and not any(ledger.problems for ledger in found)

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            intact = asyncio.run(verified())
        except Refusal:
            fail(words.no_such_debate(TERMINAL, thread_id))
    if not intact:
        raise typer.Exit(1)


def _kept_seal(thread_id: int | None, written: str) -> tuple[int, KeptSeal]:
    """The debate that a seal is of, and the seal."""
    kept = seal_or_fail(written)
    debate = thread_id if kept.debate is None else kept.debate
    if debate is None:
        fail_for(written, BadSeal())
    return debate, kept


async def _matches(sessions: Sessions, debate: int, kept: KeptSeal) -> bool:
    """Whether a kept seal is still the ledger's; says so."""
    verdict = await verifying.compare_seal(sessions, debate, kept)
    typer.echo(compared_line(TERMINAL, debate, kept, verdict))
    return verdict is SealVerdict.MATCHES


async def _verified(sessions: Sessions, wanted: Sequence[int], told: Collection[int]) -> list[Verified]:
    """What is found of each debate, with a line for each. Raises NoDebate, but for one of which a seal has told."""
    found = []
    with progress(words.verifying(TERMINAL), len(wanted)) as done:
        for debate in wanted:
            try:
                ledger = await verifying.verify_debate(sessions, debate)
            except NoDebate:
                if debate not in told:
                    raise
            else:
                done.say(_line(ledger))
                found.append(ledger)
            done.step()
    return found


def _counted(found: Sequence[Verified], seals: int, schema_parts: int) -> LookedAt:
    return LookedAt(
        debates=len(found),
        events=sum(ledger.events for ledger in found),
        texts=sum(ledger.texts for ledger in found),
        erased=sum(ledger.erased for ledger in found),
        rows=sum(ledger.rows for ledger in found),
        seals=seals,
        schema_parts=schema_parts,
    )


def _line(found: Verified) -> str:
    told = (found.debate, found.events, found.erased, found.seal, found.problems, found.imported)
    return verified_line(TERMINAL, *told)
