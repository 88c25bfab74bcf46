"""What a playback leaves: the thread with its tags, the digest, and where everything stands."""

from dataclasses import dataclass

import discord

from bot.exchange.debate_parts import DebateFile
from bot.ledger.entries import Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.cruxes import crux_findings, crux_state
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.telling.digest import Digest
from bot.ledger.text import printable
from bot.render.front_ends import TERMINAL
from bot.words import demo as words
from bot.words import names
from bot.words.front_end import FrontEnd


@dataclass(frozen=True, slots=True)
class Shown:
    """A digest as it was composed, and the message it became."""

    digest: Digest
    message: discord.Message


def standing_rows(ledger: Ledger) -> list[dict[str, object]]:
    """Every live and proposed entry with its class and its sides' answers, in the order of their numbers."""
    now = standing(ledger)
    findings = crux_findings(ledger, now)
    rows: list[dict[str, object]] = []
    for line in sorted(now.entries, key=lambda line: line.entry.number):
        crux = crux_state(findings, line.entry.number)
        rows.append(
            {
                "number": line.entry.number,
                "kind": line.entry.kind.value,
                "statement": line.entry.statement,
                "class": _class(line),
                "parked": line.parked,
                "sides": _sides(now, line),
                "crux": crux.value if crux else None,
            }
        )
    return rows


def _class(line: EntryStanding) -> str | None:
    if line.entry.status is Status.PROPOSED:
        return "proposed"
    return line.cls.value if line.cls else None


def _sides(now: Standing, line: EntryStanding) -> dict[str, dict[str, object]]:
    return {
        names.side(TERMINAL, side.name): {
            "agree": tally.agree,
            "disagree": tally.disagree,
            "unsure": tally.unsure,
            "members": tally.members,
            "verdict": verdict.value,
        }
        for side, tally, verdict in zip(now.sides, line.tallies, line.verdicts, strict=True)
    }


def thread_text(front: FrontEnd, debate: DebateFile, entries: dict[str, int]) -> str:
    """The thread as people wrote it, each message with the entries it bears."""
    parts = []
    for message in debate.messages:
        author = printable(debate.names[message.author])
        lines = [f"{author}  {front.dialect.moment(message.at)}", printable(message.text)]
        for tag in debate.tags:
            if tag.message == message.key and tag.key in entries:
                tagger = printable(debate.names[tag.by]) if tag.by != message.author else None
                tagged = words.tagged(front, tag.kind, entries[tag.key], tag.statement, tagger)
                lines.append(f"    {tagged}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
