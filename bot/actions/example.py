"""A debate that really took place, for who has seen none yet: read from a file that Crux brings along."""

from dataclasses import replace
from functools import cache
from importlib.resources import files

from bot.exchange import ledger_json
from bot.ledger.ledger import Ledger
from bot.ledger.record.events import DigestPosted
from bot.ledger.record.replay import replay
from bot.ledger.telling.digest import Digest, compose


@cache
def example_digest() -> Digest:
    """The digest of the example: nothing is written anywhere, and nothing in it leads to a message."""
    written = (files("bot.demo") / "open-ended-rl.ledger.json").read_text(encoding="utf-8")
    events = [sealed.event for sealed in ledger_json.loads(written)]
    ledger = replay(event for event in events if not isinstance(event.change, DigestPosted))
    return compose(_without_messages(ledger), None, events[-1].at)


def _without_messages(ledger: Ledger) -> Ledger:
    """Its messages are on no server that anybody could open."""
    return replace(ledger, entries={entry.number: replace(entry, source=None) for entry in ledger.entries.values()})
