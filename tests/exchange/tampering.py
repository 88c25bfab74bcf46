"""Each way in which somebody could change a ledger's file, for what looks for it."""

from collections.abc import Callable
from typing import Any

from bot.ledger.record import events as e
from bot.ledger.record.verb import Change
from tests.exchange.ledgers import CHANGES

Document = Any
Tampering = Callable[[Document], object]

OF_EVENTS: dict[str, Tampering] = {
    "words": lambda d: text_of(d, 4, "statement").update(words="Rents rise"),
    "words, with a salt of its own": lambda d: text_of(d, 4, "statement").update(words="x", salt="00" * 16),
    "salt": lambda d: text_of(d, 4, "statement").update(salt="11" * 16),
    "salt that is longer": lambda d: text_of(d, 4, "statement").update(salt="00" * 17),
    "commitment": lambda d: text_of(d, 4, "statement").update(commitment="22" * 32),
    "a text that is gone without a reason": lambda d: text_of(d, 4, "statement").update(words=None, salt=None),
    "words without their salt": lambda d: text_of(d, 4, "statement").update(salt=None),
    "a text that was added": lambda d: d["events"][5]["texts"].update(statement=text_of(d, 4, "statement")),
    "a text that was taken away": lambda d: d["events"][4]["texts"].pop("passage"),
    "actor": lambda d: d["events"][5].update(actor=2),
    "moment": lambda d: d["events"][5].update(at="2026-01-01T12:00:07+00:00"),
    "verb": lambda d: d["events"][11].update(verb="side left"),
    "verb that there is not": lambda d: d["events"][5].update(verb="stance stolen"),
    "field": lambda d: d["events"][5]["data"].update(answer="disagree"),
    "field that there is not": lambda d: d["events"][5]["data"].update(tone=1),
    "identity": lambda d: d["events"][4]["data"].update(message="5"),
    "hash": lambda d: d["events"][5].update(hash="33" * 32),
    "number": lambda d: d["events"][5].update(sequence=7),
    "number that is none": lambda d: d["events"][0].update(sequence=True),
    "an event that was taken out": lambda d: d["events"].pop(5),
    "two events in another order": lambda d: d["events"].insert(5, d["events"].pop(6)),
    "an event that was put in": lambda d: d["events"].insert(5, d["events"][5]),
    "no events": lambda d: d["events"].clear(),
    "debate": lambda d: d.update(debate="5"),
    "version": lambda d: d.update(version=2),
    "format": lambda d: d.update(format="other"),
    "mark of another seal": lambda d: d.update(imported=mark(d, 3, "44" * 32)),
    "mark of more events": lambda d: d.update(imported=mark(d, 3000, "44" * 32)),
}
"""What the events or the mark of an import show, in both formats."""

OF_THE_READABLE_PART: dict[str, Tampering] = {
    "an end that was cut off": lambda d: d["events"].__delitem__(slice(-7, None)),
    "question": lambda d: d["ledger"].update(question="Should we burn?"),
    "guild": lambda d: d["ledger"].update(guild="5"),
    "moment of the opening": lambda d: d["ledger"].update(opened_at="2026-01-01T12:00:02+00:00"),
    "closed": lambda d: d["ledger"].update(closed_at="2026-01-01T12:00:02+00:00"),
    "outcome": lambda d: d["ledger"].update(outcome={"settled": "x", "still_open": None, "look_again": None}),
    "locked": lambda d: d["ledger"].update(locked_at="2026-01-01T12:00:02+00:00"),
    "side": lambda d: d["ledger"]["sides"][0].update(name="Maybe"),
    "side that was taken away": lambda d: d["ledger"]["sides"].pop(),
    "name": lambda d: d["ledger"]["participants"][0].update(name="eve"),
    "side of a person": lambda d: d["ledger"]["participants"][0].update(side=2),
    "who counts": lambda d: d["ledger"]["participants"][0].update(uncounted=True),
    "statement": lambda d: d["ledger"]["entries"][0].update(statement="Rents rise"),
    "wording": lambda d: d["ledger"]["entries"][0]["wordings"].insert(0, "Rents rise"),
    "status": lambda d: d["ledger"]["entries"][0].update(status="withdrawn"),
    "kind": lambda d: d["ledger"]["entries"][0].update(kind="crux"),
    "author": lambda d: d["ledger"]["entries"][0].update(author=2),
    "author as a truth": lambda d: d["ledger"]["entries"][0].update(author=True),
    "moment of a tag": lambda d: d["ledger"]["entries"][0].update(tagged_at="2026-01-01T12:00:02+00:00"),
    "passage": lambda d: d["ledger"]["entries"][0].update(passage="rents"),
    "source": lambda d: d["ledger"]["entries"][0].update(source=None),
    "orphaned": lambda d: d["ledger"]["entries"][0].update(orphaned=False),
    "stance": lambda d: d["ledger"]["entries"][0]["stances"][0].update(answer="disagree"),
    "credence": lambda d: d["ledger"]["entries"][0]["stances"][0].update(credence=90),
    "stance that waits": lambda d: d["ledger"]["entries"][0]["stances"][1].update(waits=False),
    "stance that was taken away": lambda d: d["ledger"]["entries"][0]["stances"].pop(),
    "crux mark": lambda d: d["ledger"]["entries"][1]["crux_marks"][0].update(degree="partly"),
    "link": lambda d: d["ledger"]["entries"][1]["links"][0].update(relation="supports"),
    "concession": lambda d: d["ledger"]["entries"][2]["concedes"].update(scope="whole"),
    "parked": lambda d: d["ledger"]["entries"][3].update(parked=None),
    "proposal": lambda d: d["ledger"]["entries"][5].update(proposal=None),
    "merge": lambda d: d["ledger"]["entries"][7].update(goes_on_as=1),
    "merge that never was": lambda d: d["ledger"]["entries"][0].update(goes_on_as=2),
    "term": lambda d: d["ledger"]["definitions"][0].update(meaning="x"),
    "who adopted a term": lambda d: d["ledger"]["definitions"][0].update(adopted_by=[2]),
    "digest": lambda d: d["ledger"]["digests"][0].update(seen=3),
    "a part that was taken away": lambda d: d["ledger"].pop("definitions"),
    "all of it": lambda d: d.pop("ledger"),
}
"""What the readable part of the JSON shows beside its events."""

FORGED: dict[str, tuple[Change, ...]] = {
    "an entry that is not there": (*CHANGES, e.EntryWithdrawn(9)),
    "a person that is not there": (*CHANGES, e.SideJoined(2, 1)),
    "a side that is not there": (*CHANGES, e.SideJoined(1, 2)),
    "a text that is there, though it is said to be gone": (*CHANGES, e.SourceDeleted(1, "statement 5")),
    "a text that never was": (*CHANGES, e.SourceDeleted(1, "passage 2")),
}
"""A chain that somebody sealed themselves, of events that make no ledger."""


def text_of(document: Document, place: int, field: str) -> Any:
    """A text of the event at a place."""
    return document["events"][place]["texts"][field]


def mark(document: Document, events: int, seal: str) -> dict[str, object]:
    """A mark of an import."""
    return {"at": "2026-06-02T12:30:00+00:00", "events": events, "hash": seal}
