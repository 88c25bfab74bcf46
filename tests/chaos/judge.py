"""Who counts: what was due and what came, what was promised and what is there."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.actions.clock.digests import slot_reference
from bot.discord.posting import nonce_of
from bot.ledger.record.chain import GENESIS, broken_seal
from bot.ledger.rules.entries import is_alive
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.chaos.closings import WrittenClosing
from tests.chaos.people import Crowd
from tests.loopback.interactions import text_of
from tests.loopback.world import Channel, Json


@dataclass
class Verdict:
    """What is wrong, in words, and the counts of the table."""

    due: int = 0
    posted: int = 0
    taken_back: int = 0
    lost: int = 0
    doubled: int = 0
    acknowledged: int = 0
    found: int = 0
    reminders_due: int = 0
    reminders_posted: int = 0
    cards_due: int = 0
    cards_posted: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Judge:
    """Knows of each debate which slots were due in which step; in each step that moved something, one digest is due."""

    channels: dict[int, Channel]
    expected: dict[int, list[Sequence[datetime]]] = field(default_factory=dict)

    def expect(self, debate: int, slots: Sequence[datetime]) -> None:
        """One digest for these slots together, since they came due in one go."""
        self.expected.setdefault(debate, []).append(slots)

    def digests_in(self, debate: int) -> list[Json]:
        """The digests that stand in its channel."""
        return [message for message in self.channels[debate].messages.values() if is_digest(message)]

    def is_satisfied(self, debate: int) -> bool:
        """Whether as many digests stand there as were due so far."""
        return len(self.digests_in(debate)) >= len(self.expected.get(debate, ()))

    def judge_digests(self, verdict: Verdict, created: Sequence[Json]) -> None:
        """Hold every digest that was ever created against the slots that were due."""
        for debate, steps in self.expected.items():
            standing = Counter(self._slot_of(debate, message) for message in self.digests_in(debate))
            verdict.due += len(steps)
            verdict.posted += standing.total()
            for slots in steps:
                came = sum(standing.pop(nonce_of(slot_reference(debate, slot)), 0) for slot in slots)
                _count(verdict, came, f"debate {debate}: {came} digests for {[str(slot) for slot in slots]}")
            verdict.doubled += standing.total()
            verdict.wrong += [f"debate {debate}: a digest that was not due ({text})" for text in standing]
        ever = sum(is_digest(message) for message in created if int(message["channel_id"]) in self.expected)
        verdict.taken_back = ever - verdict.posted

    def _slot_of(self, debate: int, message: Json) -> str:
        """The reference that a button carries."""
        found = re.search(r"crux:page:1:(\w+)", json.dumps(message["components"]))
        return found[1] if found else "without a reference"


def judge_reminders(
    verdict: Verdict,
    channels: Mapping[int, Channel],
    written: Sequence[WrittenClosing],
    promised: set[tuple[int, str]],
) -> None:
    """Hold the reminders against the closings that stand in the ledgers, each of which has seen its day since.

    Each is of a debate, and tells an outcome that no other closing of that debate tells.
    """
    kept = {(closing.debate, closing.outcome) for closing in written}
    verdict.wrong += [f"debate {debate}: “{outcome}” was said to be closed" for debate, outcome in promised - kept]
    due = [closing for closing in written if closing.due]
    texts = {
        debate: [text_of(message) for message in channel.messages.values() if is_reminder(message)]
        for debate, channel in channels.items()
    }
    verdict.reminders_due += len(due)
    verdict.reminders_posted += sum(map(len, texts.values()))
    for closing in due:
        came = sum(closing.outcome in text for text in texts[closing.debate])
        _count(verdict, came, f"debate {closing.debate}: {came} reminders of “{closing.outcome}”")
    for debate, there in texts.items():
        expected = sum(closing.debate == debate for closing in due)
        if len(there) > expected:
            verdict.wrong.append(f"debate {debate}: {len(there)} reminders, and {expected} were due")


@dataclass(frozen=True)
class KeptCard:
    """What the database has of a debate's card: its message (0: none), and the last event that it is to tell of."""

    debate: int
    message: int
    last: int


def judge_cards(verdict: Verdict, channels: Mapping[int, Channel], kept: Sequence[KeptCard]) -> None:
    """Hold the cards against the debates: each has one, which is the one that is kept, and tells of its last event."""
    for card in kept:
        there = {number: message for number, message in channels[card.debate].messages.items() if is_card(message)}
        verdict.cards_due += 1
        verdict.cards_posted += len(there)
        _count(verdict, len(there), f"debate {card.debate}: {len(there)} status cards")
        if card.message not in there:
            verdict.wrong.append(f"debate {card.debate}: the card that is kept is not there")
        elif _told_of(there[card.message]) < card.last:
            verdict.wrong.append(f"debate {card.debate}: its card does not tell of event {card.last}")


def _told_of(card: Json) -> int:
    """The number of the event up to which a card tells."""
    found = re.search(r"Seal `(\d+):", text_of(card))
    return int(found[1]) if found else 0


def _count(verdict: Verdict, came: int, told: str) -> None:
    verdict.lost += came == 0
    verdict.doubled += max(0, came - 1)
    if came != 1:
        verdict.wrong.append(told)


def is_digest(message: Json) -> bool:
    """Digests, cards and reminders alone are posted without an interaction, and bear a nonce."""
    return "nonce" in message and not is_card(message) and not is_reminder(message)


def is_card(message: Json) -> bool:
    """Cards say what they are in their last lines."""
    return "nonce" in message and "Crux card" in text_of(message)


def is_reminder(message: Json) -> bool:
    """Reminders have a button that opens the debate again."""
    return "nonce" in message and "crux:reopen:" in json.dumps(message["components"])


async def judge_ledgers(verdict: Verdict, database: str, crowd: Crowd) -> None:
    """Hold every ledger against what people were told, and its events against its tables."""
    engine = make_engine(database)
    try:
        async with Sessions(engine)() as session:
            for debate in sorted(crowd.asked):
                ledger = await ledgers.load(session, debate)
                if ledger is None:
                    verdict.wrong.append(f"debate {debate} is gone")
                    continue
                if await ledgers.replayed(session, debate) != ledger:
                    verdict.wrong.append(f"debate {debate}: its events do not give its tables")
                before = GENESIS
                async for line in events.stream(session, debate):
                    if (broken := broken_seal(before, line)) is not None:
                        verdict.wrong.append(f"debate {debate}: {broken}")
                    before = line.hash
                # What was withdrawn or merged may be tagged again: of contended words, one entry at most is alive.
                stated = Counter({(entry.wordings[0].statement or ""): 0 for entry in ledger.entries.values()})
                for entry in ledger.entries.values():
                    words = entry.wordings[0].statement or ""
                    stated[words] += words not in crowd.contended or is_alive(entry)
                tagged = {
                    (entry.wordings[0].statement or "", ledger.participants[entry.tagger].user or 0)
                    for entry in ledger.entries.values()
                }
                judge_statements(verdict, debate, stated, tagged, crowd)
    finally:
        await engine.dispose()


def judge_statements(
    verdict: Verdict, debate: int, stated: Counter[str], tagged: set[tuple[str, int]], crowd: Crowd
) -> None:
    """Hold the statements, and who tagged them, against what was asked for and what was answered."""
    promised, asked = crowd.acknowledged.get(debate, set()), crowd.asked[debate]
    verdict.acknowledged += len(promised)
    verdict.found += len(promised & stated.keys())
    verdict.wrong += [
        f"debate {debate}: “{words}” was acknowledged and is not there" for words in promised - stated.keys()
    ]
    verdict.wrong += [f"debate {debate}: “{words}” stands {n} times" for words, n in stated.items() if n > 1]
    verdict.wrong += [f"debate {debate}: nobody asked for “{words}”" for words in stated.keys() - asked]
    said_to_have_failed = sorted(crowd.refused(debate) & tagged)
    verdict.wrong += [
        f"debate {debate}: “{words}” of {who} was said to have failed" for words, who in said_to_have_failed
    ]
