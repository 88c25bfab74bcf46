#!/usr/bin/env python3
"""Look whether a ledger that Crux exported, JSON or NDJSON, or each in a server's zip, is still what was written.

    python3 verify_ledger.py FILE [--seal EVENT:DIGITS] …

One file of Python 3.9 or newer that needs nothing else: no part of Crux, no database, no network. It follows
docs/ledger-format.md, so that nobody has to trust Crux to look after Crux. It looks whether

- the events are numbered 1, 2, 3 … and each has the hash that follows from the hash before it and from what it says;
- each text fits its commitment, and of each that is gone a later event says why;
- the readable part of the JSON ("ledger") says what follows from the events, and nothing else;
- the file has the seals that somebody kept, and that of its import.

Only a kept seal shows whether somebody sealed all of it anew. Which events may follow which others, what a field may
hold, and which texts an event of an older Crux is a reason for, `crux verify FILE` looks at more closely.

Exit code: 0 where all is whole, 1 where something is not, 2 where there is nothing to look at.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, TextIO

NUMBERS_AS_STRINGS = ("guild", "channel", "message")
NEXT_LINE = "\n"
OUTCOME = "settled still_open look_again"
NOW_AND_THEN = {"locked_at", "lock_reason", "outcome", "uncounted", "before", "wording", "goes_on_as"}


class Broken(Exception):
    """What is wrong with the file, and where."""


def require(holds: object, what: str) -> None:
    if not holds:
        raise Broken(what)


def opened(file: TextIO) -> tuple[dict[str, Any], Any, Iterator[dict[str, Any]]]:
    """What the file says of itself, its readable part (None in NDJSON), and its events one by one."""
    first = file.readline(1_000_000)
    if first.rstrip().endswith("}") and '"crux-ledger-lines"' in first[:100]:
        return parsed(first, 1), None, (parsed(line, number) for number, line in enumerate(file, start=2))
    head = parsed(first + file.read(), 1)
    require(head.get("format") == "crux-ledger", 'not a ledger: "format" must be "crux-ledger"')
    require(isinstance(head.get("events"), list), '"events" must be a list')
    require(isinstance(head.get("ledger"), dict), '"ledger" must be an object')
    return head, head["ledger"], iter(head["events"])


def parsed(text: str, line: int) -> dict[str, Any]:
    try:
        text.encode()
    except UnicodeEncodeError as wrong:
        raise Broken(
            f"line {line + text.count(NEXT_LINE, 0, wrong.start)}: not UTF-8 text: save the file as UTF-8"
        ) from None
    try:
        value = json.loads(text.lstrip("\ufeff"), object_pairs_hook=members)
    except Broken as wrong:
        raise Broken(f"line {line}: {wrong}" if line > 1 else str(wrong)) from None  # a document begins on line 1
    except (ValueError, RecursionError) as wrong:
        raise Broken(f"line {line} is not JSON: {wrong}") from None
    require(isinstance(value, dict), f"line {line} must be an object")
    return dict(value)


def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    require(len(dict(pairs)) == len(pairs), f"a key stands twice in one object: {[name for name, _ in pairs]}"[:120])
    return dict(pairs)


def examined(events: Iterator[dict[str, Any]], debate: int) -> Iterator[dict[str, Any]]:
    """The same events, each of which has the hash and the texts that it ought to have."""
    before = bytes(32)
    for number, event in enumerate(events, start=1):
        try:
            before = hash_of(before, number, event, debate)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise Broken(f"event {number} is not as one is written: {wrong!r}"[:200]) from None
        require(before.hex() == event.get("hash"), f"event {number} or one before it was changed")
        yield event


def hash_of(before: bytes, number: int, event: dict[str, Any], debate: int) -> bytes:
    require(type(event["sequence"]) is int and event["sequence"] == number, f"event {number} is missing")
    for field, text in event["texts"].items():
        require(is_whole(**text), f"event {number}: its text {field!r} was changed")
    sealed = {key: event[key] for key in ("sequence", "at", "actor", "verb")}
    sealed["debate"] = debate
    sealed["texts"] = {field: text["commitment"] for field, text in event["texts"].items()}
    sealed["data"] = {k: int(v) if v and k in NUMBERS_AS_STRINGS else v for k, v in event["data"].items()}
    canonical = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + canonical.encode()).digest()


def is_whole(words: str | None, salt: str | None, commitment: str) -> bool:
    if words is None or salt is None:
        return words is salt
    key = bytes.fromhex(salt)
    return key.hex() == salt and len(key) == 16 and hashlib.sha256(key + words.encode()).hexdigest() == commitment


class Erasures:
    """Which texts are gone, and which are said to be."""

    def __init__(self) -> None:
        self.gone: set[tuple[int, str]] = set()
        self.said: set[tuple[int, str]] = set()
        self.older = 0

    def take(self, event: dict[str, Any]) -> None:
        number, erased = event["sequence"], event["data"].get("erased")
        self.gone |= {(number, field) for field, text in event["texts"].items() if text["words"] is None}
        if event["verb"] in ("person forgotten", "source deleted") and erased is None:
            self.older = number  # Such an event of an older Crux may be the reason of whatever went before it.
        for part in erased.split("; ") if erased else ():
            field, *ranges = part.split(" ")
            for first, _, last in (numbers.partition("-") for numbers in ranges):
                self.said |= {(of, field) for of in range(int(first), min(int(last or first), number) + 1)}

    def check(self) -> None:
        for number, field in sorted(self.said - self.gone):
            raise Broken(f"event {number}: its text {field!r} is there, and a later event says that it went")
        for number, field in sorted(self.gone - self.said):
            require(number < self.older, f"event {number}: its text {field!r} is erased, and no later event says why")


class Replay:
    """What stands in a ledger after its events, each part by the numbers of what is in it."""

    def __init__(self) -> None:
        parts: list[dict[Any, Any]] = [{} for _ in range(11)]
        self.debate, self.outcome, self.lock, self.sides, self.people, self.entries, self.terms, *rest = parts
        self.stances, self.marks, self.links, self.merged = rest
        self.digests: list[Any] = []

    def take(self, event: dict[str, Any]) -> None:
        words = {field: text["words"] for field, text in event["texts"].items()}
        verb, given = event["verb"], {"question": None, "name": None, "at": event["at"], **event["data"], **words}
        require(verb in EFFECTS, f"event {event['sequence']}: unknown verb {verb!r}: a newer version may know it")
        entry, person, makes = given.get("entry"), given.get("person"), ("entry tagged", "participant met")
        there = (entry is None or entry in self.entries) and (person is None or person in self.people)
        require(there or verb in makes, f"event {event['sequence']} does not follow from those before it")
        EFFECTS[verb](self, entry, person, event["at"], given)

    def tag(self, number: int, at: str, d: dict[str, Any]) -> None:
        conceded = {"entry": d["concedes"], "scope": d["scope"], "answer": d["conceded_answer"]}
        conceded.update(before=d.get("conceded_before"), wording=d.get("conceded_wording"))
        self.entries[number] = {
            **pick(d, "kind author tagger passage parked"),
            **{"number": number, "tagged_at": at, "source": source(d), "wordings": [d.get("statement")]},
            **{"status": "proposed" if d["proposed"] else "live", "concedes": conceded if d["concedes"] else None},
            "proposal": {"answer": d["tagger_answer"], "crux_for": d["crux_for"]} if d["proposed"] else None,
            **dict.fromkeys(("orphaned", "source_edited", "source_deleted"), False),
        }

    def decide(self, number: int, status: str, into: int | None = None) -> None:
        self.entries[number].update(status=status, proposal=None)
        self.merged[number] = into

    def confirm(self, number: int, d: dict[str, Any]) -> None:
        self.decide(number, "live")
        if "conceded_answer" in d:  # A concession takes over what the others answer by then.
            self.entries[number]["concedes"].update(answer=d["conceded_answer"], before=d.get("conceded_before"))

    def leave(self, side: int, into: int | None) -> None:
        del self.sides[side]
        for person in self.people.values():
            person["side"] = into if person["side"] == side else person["side"]

    def define(self, number: int, told: dict[str, Any], d: dict[str, Any]) -> None:
        self.terms[number] = {**told, "number": number, "source": source(d), "adopted_by": set()}

    def readable(self) -> dict[str, Any]:
        """The same as the file has it; what is None of NOW_AND_THEN is left out there."""
        parts = {"sides": self.sides, "participants": self.people, "definitions": self.terms}
        told: dict[str, Any] = {name: [part[number] for number in sorted(part)] for name, part in parts.items()}
        told["definitions"] = [{**term, "adopted_by": sorted(term["adopted_by"])} for term in told["definitions"]]
        parts_of = [by_entry(part) for part in (self.stances, self.marks, self.links)]
        told["entries"] = [
            self.entry(number, entry, *(part.get(number, ()) for part in parts_of))
            for number, entry in sorted(self.entries.items())
        ]
        outcome = self.outcome if any(self.outcome.values()) else None
        return {**self.debate, **self.lock, **told, "outcome": outcome, "digests": self.digests}

    def entry(self, number: int, entry: dict[str, Any], stances: Any, marks: Any, links: Any) -> dict[str, Any]:
        wordings, concedes = [*entry["wordings"]], entry["concedes"]
        if concedes and concedes["wording"]:  # It has no words of its own: it says those that it concedes.
            words = self.entries[concedes["entry"]]["wordings"][concedes["wording"] - 1]
            start = "Agreed: " if concedes["answer"] == "agree" else "Agreed that this does not hold: "
            fits = words is None or len(start + words) <= 300
            wordings[0] = words and start + (words if fits else words[: 299 - len(start)] + "…")
        return {
            **self.traced({**entry, "wordings": wordings, "statement": wordings[-1]}, "number"),
            "concedes": concedes and self.traced(concedes, "entry"),
            "proposal": entry["proposal"] and self.traced(entry["proposal"], "crux_for"),
            "stances": [{**stance, "waits": stance["wording"] != len(wordings)} for _, stance in stances],
            "crux_marks": [self.traced({"person": p, "for": of or None, "degree": how}, "for") for p, of, how in marks],
            "links": [self.traced({"relation": how, "entry": to}, "entry") for how, to, _ in links],
        }

    def traced(self, told: dict[str, Any], key: str) -> dict[str, Any]:
        """With the entry that the one at `key` goes on as, where that was merged."""
        last, seen = told[key], set()
        while self.merged.get(last) and last not in seen:
            seen.add(last)
            last = self.merged[last]
        return {**told, "goes_on_as": last if last != told[key] else None}


def by_entry(part: dict[Any, Any]) -> dict[int, list[tuple[Any, ...]]]:
    groups: dict[int, list[tuple[Any, ...]]] = {}
    for (entry, *key), value in sorted(part.items()):
        groups.setdefault(entry, []).append((*key, value))
    return groups


def source(d: dict[str, Any]) -> dict[str, Any] | None:
    return pick(d, "channel message") if d["message"] else None


def pick(d: dict[str, Any], keys: str) -> dict[str, Any]:
    return {key: d.get(key) for key in keys.split()}


Effect = Callable[["Replay", Any, Any, str, "dict[str, Any]"], object]

# What each verb does to a replay `r`: `e` is the number of its entry, `p` of its person, `d` its data and its words.
EFFECTS: dict[str, Effect] = {
    "debate opened": lambda r, e, p, at, d: r.debate.update(pick(d, "question guild"), opened_at=at, closed_at=None),
    "question asked": lambda r, e, p, at, d: r.debate.update(question=d["question"]),
    "debate closed": lambda r, e, p, at, d: (r.debate.update(closed_at=at), r.outcome.update(pick(d, OUTCOME))),
    "look again set": lambda r, e, p, at, d: r.outcome.update(look_again=d["on"]),
    "debate reopened": lambda r, e, p, at, d: (r.debate.update(closed_at=None), r.outcome.update(pick({}, OUTCOME))),
    "ledger locked": lambda r, e, p, at, d: r.lock.update(locked_at=at, lock_reason=d.get("lock_reason")),
    "ledger unlocked": lambda r, e, p, at, d: r.lock.clear(),
    "participant met": lambda r, e, p, at, d: r.people.update({p: {"number": p, "name": d["name"], "side": None}}),
    "participant renamed": lambda r, e, p, at, d: r.people[p].update(name=d["name"]),
    "participant counted": lambda r, e, p, at, d: r.people[p].update(uncounted=None if d["counts"] else True),
    "side named": lambda r, e, p, at, d: r.sides.update({d["side"]: {"number": d["side"], "name": d["name"]}}),
    "side renamed": lambda r, e, p, at, d: r.sides[d["side"]].update(name=d["name"]),
    "sides merged": lambda r, e, p, at, d: r.leave(d["side"], d["into"]),
    "side removed": lambda r, e, p, at, d: r.leave(d["side"], None),
    "side joined": lambda r, e, p, at, d: r.people[p].update(side=r.sides[d["side"]]["number"]),
    "side left": lambda r, e, p, at, d: r.people[p].update(side=None),
    "entry tagged": lambda r, e, p, at, d: r.tag(e, at, d),
    "entry confirmed": lambda r, e, p, at, d: r.confirm(e, d),
    "entry declined": lambda r, e, p, at, d: r.decide(e, "declined"),
    "entry withdrawn": lambda r, e, p, at, d: r.decide(e, "withdrawn"),
    "entry merged": lambda r, e, p, at, d: r.decide(e, "merged", d["into"]),
    "entry restored": lambda r, e, p, at, d: r.decide(e, "live"),
    "entry reworded": lambda r, e, p, at, d: r.entries[e]["wordings"].append(d["statement"]),
    "entry parked": lambda r, e, p, at, d: r.entries[e].update(parked={"by": p, "agreed_by": None}),
    "parking agreed": lambda r, e, p, at, d: r.entries[e]["parked"].update(agreed_by=p),
    "entry revived": lambda r, e, p, at, d: r.entries[e].update(parked=None),
    "source edited": lambda r, e, p, at, d: r.entries[e].update(source_edited=True),
    "source deleted": lambda r, e, p, at, d: r.entries[e].update(source_deleted=True),
    "passage lost": lambda r, e, p, at, d: r.entries[e].update(orphaned=True),
    "stance taken": lambda r, e, p, at, d: r.stances.update({(e, p): pick(d, "person answer credence wording at")}),
    "stance withdrawn": lambda r, e, p, at, d: r.stances.pop((e, p)),
    "crux marked": lambda r, e, p, at, d: r.marks.update({(e, p, d["target"] or 0): d["degree"]}),
    "crux unmarked": lambda r, e, p, at, d: r.marks.pop((e, p, d["target"] or 0)),
    "entries linked": lambda r, e, p, at, d: r.links.update({(e, d["relation"], d["target"]): True}),
    "entries unlinked": lambda r, e, p, at, d: r.links.pop((e, d["relation"], d["target"])),
    "term defined": lambda r, e, p, at, d: r.define(d["definition"], {"by": p, **pick(d, "term meaning owner")}, d),
    "term credited": lambda r, e, p, at, d: r.terms[d["definition"]].update(owner=d["owner"]),
    "term adopted": lambda r, e, p, at, d: r.terms[d["definition"]]["adopted_by"].add(p),
    "digest posted": lambda r, e, p, at, d: r.digests.append(pick(d, "at seen message")),
    # What they do is no part of what is readable; what went with a person, their texts show.
    **dict.fromkeys(("estimate given", "estimates counted", "estimates shown", "digest signed"), lambda *_: None),
    "person forgotten": lambda *_: None,
}


def difference(given: Any, due: Any, where: str) -> str | None:
    """The first place where the readable part says something else than the events; None where it does not."""
    if isinstance(due, dict) and isinstance(given, dict):
        due = {key: value for key, value in due.items() if value is not None or key not in NOW_AND_THEN}
        odd = (due.keys() - given.keys() - {"goes_on_as"}) | ((given.keys() - due.keys()) & NOW_AND_THEN)
        pairs = [(given[key], due[key], f"{where}.{key}") for key in due if key in given]
        return f"{where}.{min(odd)}" if odd else next(filter(None, (difference(*pair) for pair in pairs)), None)
    if isinstance(due, list) and isinstance(given, list) and len(due) == len(given):
        pairs = [(given[place], due[place], f"{where}[{place}]") for place in range(len(due))]
        return next(filter(None, (difference(*pair) for pair in pairs)), None)
    return None if type(given) is type(due) and given == due else where


def verify(file: TextIO, seals: list[tuple[int, str]]) -> str:
    """What is said of a ledger that is whole. Raises Broken."""
    head, readable, events = opened(file)
    require(head["version"] == 1, f"version {head['version']!r}: a newer version of this may know it")
    mark, replay, erasures = head.get("imported"), Replay(), Erasures()
    last: dict[str, Any] = {}
    kept = dict.fromkeys([number for number, _ in seals] + ([mark["events"]] if mark else []), "")
    for last in examined(events, int(head["debate"])):
        replay.take(last)
        erasures.take(last)
        if last["sequence"] in kept:
            kept[last["sequence"]] = last["hash"]
    require(last, "there are no events")
    erasures.check()
    place = difference(readable, replay.readable(), "ledger") if readable is not None else None
    require(place is None, f"{place} says something else than the events")
    require(not mark or kept[mark["events"]] == mark["hash"], "imported: another hash than that of its event")
    for number, digits in seals:
        require(kept[number].startswith(digits), f"the seal {number}:{digits} does NOT match")
    counted = f"{last['sequence']} events, {len(erasures.gone)} texts erased"
    return f"whole, debate {head['debate']}, {counted}, seal {last['sequence']}:{last['hash'][:16]}"


def indexed(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """What the index of a server's zip says of each of its ledgers."""
    require("index.json" in archive.namelist(), "a zip without index.json is none of a server")
    index = parsed(archive.read("index.json").decode("utf-8", "surrogateescape"), 1)
    require(index.get("format") == "crux-server", 'index.json: "format" must be "crux-server"')
    return list(index["debates"])


def verify_indexed(archive: zipfile.ZipFile, line: dict[str, Any]) -> str:
    """What is said of a ledger that is whole, and of the debate and the seal that the index says. Raises Broken."""
    number, _, digits = line["seal"].partition(":")
    require(len(digits) == 64, "index.json says no whole seal")
    with archive.open(line["file"]) as file:
        said = verify(text_of(file), [(int(number), digits)])
    due = f"whole, debate {line['debate']}, {number} events, "
    require(said.startswith(due), "index.json says another debate or another number of events")
    return said


def printable(name: str) -> str:
    """The name of a file, so that nothing in it steers a terminal or begins a line."""
    return "".join(character if character.isprintable() else "?" for character in name)


def text_of(file: IO[bytes]) -> TextIO:
    """A file's text. What is no UTF-8 is looked for line by line, so that its line can be named."""
    return io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline=NEXT_LINE)


def seal(written: str) -> tuple[int, str]:
    number, _, digits = written.rpartition(":")
    if not number.isdigit() or not 8 <= len(digits) <= 64:
        raise argparse.ArgumentTypeError("a seal is written as 44:7647f578f548")
    return int(number), digits.lower()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", metavar="FILE", help="a JSON or NDJSON export, or a server's zip of such files")
    parser.add_argument("--seal", type=seal, action="append", default=[], help="one that was kept: 44:7647f578f548")
    given = parser.parse_args()
    place = given.file
    try:
        if zipfile.is_zipfile(given.file):
            require(not given.seal, "a seal is of one ledger: unpack the zip, and give it beside that one's file")
            with zipfile.ZipFile(given.file) as archive:
                for line in indexed(archive):
                    place = f"{given.file}: {printable(str(line['file']))}"
                    print(f"{place}: {verify_indexed(archive, line)}")
        else:
            with open(given.file, "rb") as file:
                print(f"{place}: {verify(text_of(file), given.seal)}")
    except OSError as wrong:
        parser.exit(2, f"{place}: {wrong.strerror}\n")
    except (Broken, UnicodeError) as wrong:
        parser.exit(1, f"{place}: NOT WHOLE: {wrong}\n")
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as wrong:
        parser.exit(1, f"{place}: NOT WHOLE: no ledger that holds together: {wrong!r}\n")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as wrong:
        parser.exit(1, f"{place}: NOT WHOLE: no zip that can be read: {wrong}\n")


if __name__ == "__main__":
    main()
