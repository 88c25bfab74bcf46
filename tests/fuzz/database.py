"""Actions and imports under attack, on a real database: a refusal or a success, and the ledger holds in both cases."""

import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from bot.actions import debates, tags, terms
from bot.actions.exports import export_ledger
from bot.actions.imports import import_ledger
from bot.actions.outlines import Wanted
from bot.actions.request import Request
from bot.actions.seeing import Seen
from bot.actions.tagging import TagForm
from bot.actions.tags import Spoilers, Target
from bot.actions.verify import verify_debate
from bot.exchange import ledger_json, ledger_lines, line_events
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_file import begun
from bot.ledger.entries import Answer, Degree, Entry, Kind, Relation, Scope, SetApart, Status, Wording
from bot.ledger.forums import Forum
from bot.ledger.house import CHOICES, DEFAULT_HOUSE, House, Setting
from bot.ledger.ledger import Debate
from bot.ledger.outcomes import OutcomeForm
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.record.seals import KeptSeal
from bot.ledger.record.verb import TEXT
from bot.ledger.refusals import Refusal
from bot.ledger.rules.house import changed
from bot.ledger.rules.suggestions import Suggested, SuggestedOf
from bot.ledger.text import one_line
from bot.render.dialects.spoilers import covered_as_in, spoilers_in
from bot.render.front_ends import DISCORD
from bot.store.houses import Houses
from bot.store.reading import ledgers
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows
from bot.words.refusals import refused
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.fuzz.formats import LEDGER, one_clear_line
from tests.fuzz.hostile import Hostile
from tests.fuzz.run import failed
from tests.fuzz.sentences import one_answer
from tests.walls.actions import ACTIONS, ask
from tests.walls.secret import everything

GUILD, CHANNEL = 7, 70
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEWCOMER = 4_000_000_000_000_000_001
CHECKED_EVERY = 40
"""After so many inputs the whole ledger is replayed, exported and read again."""


def _small(hostile: Hostile) -> int:
    return hostile.random.randint(1, 6) if hostile.chance(0.6) else hostile.number()


def _named(hostile: Hostile) -> str:
    return hostile.pick((str(hostile.number()), f"#{_small(hostile)}", hostile.words(2), "9" * 5000))


def _form(hostile: Hostile) -> TagForm:
    return TagForm(
        kind=hostile.pick(tuple(Kind)),
        statement=hostile.words(),
        passage=hostile.pick(("", "Rents", hostile.words())),
        answer=hostile.pick((None, *Answer)),
        crux_for=hostile.pick((None, _named(hostile))),
        degree=hostile.pick(tuple(Degree)),
        links=hostile.pick(
            (None, f"supports {_named(hostile)}", f"after 1, attacks 1;{hostile.words()}", "attacks 1," * 50)
        ),
        concedes=hostile.pick((None, _named(hostile), "1")),
        scope=hostile.pick(tuple(Scope)),
        residue=hostile.pick((None, hostile.words())),
    )


def _target(hostile: Hostile) -> Target:
    return Target(_small(hostile), _small(hostile), hostile.words(), hostile.words()[:4000])


def _suggested(hostile: Hostile) -> Suggested:
    said = hostile.words().replace("\0", "")
    return Suggested(hostile.pick(tuple(Kind)), _small(hostile), said, said, said[:40], "en")


def _words(hostile: Hostile) -> str:
    return hostile.words()


async def _nowhere(piece: bytes) -> None:
    """What is handed out, to nobody."""


async def _sees_all(places: Sequence[Place]) -> Seen:
    return Seen({place.debate for place in places}, 1, [Place(place.debate, 5) for place in places])


GIVEN: dict[str, Callable[[Hostile], object]] = {
    "after": _small,
    "answer": lambda h: h.pick(tuple(Answer)),
    "at": lambda h: h.pick((None, "18:00", h.words(1), str(h.number()))),
    "cadence": lambda h: h.pick(("daily", "weekly", "cron", h.words(1))),
    "credence": lambda h: h.pick((None, 50, h.number())),
    "channel": lambda h: h.pick((1, 2, 3)),
    "choose": lambda h: lambda _: Wanted((1, 2), (1,)),
    "cron": lambda h: h.pick((None, "0 0 29 2 */7", "0 0 30 2 *", "* * * * *", "0 0 * * *", h.words())),
    "days: str": lambda h: h.pick((None, "mon", h.words(2))),
    "days: int": lambda h: h.pick((7, 30, 90)),
    "degree": lambda h: h.pick(tuple(Degree)),
    "entry": _small,
    "fair": lambda h: h.chance(0.5),
    "fields": lambda h: {"statement": h.words()},
    "first": _words,
    "found": lambda h: [SuggestedOf(_small(h), _small(h), h.words(1), (_suggested(h),))],
    "place": lambda h: h.pick((0, _small(h), h.number())),
    "text": lambda h: h.pick((None, h.words())),
    "forum: Forum": lambda h: Forum(h.pick((1, 2, 3)), GUILD, 0, h.pick((None, 1)), h.chance(0.5)),
    "forum: int": lambda h: h.pick((1, 2, 3)),
    "how": lambda h: h.pick(tuple(SetApart)),
    "upto": lambda h: h.number(),
    "form: OutcomeForm": lambda h: OutcomeForm(
        h.words(), h.pick(("", "✓ #1", h.words())), h.pick(("", "2027-03-01", h.words(1)))
    ),
    "form: str": _words,
    "form: Format": lambda h: h.pick(tuple(Format)),
    "form: TagForm": _form,
    "edited": lambda h: h.pick((None, _form(h))),
    "houses": lambda h: Houses(),
    "setting": lambda h: h.pick(tuple(Setting)),
    "id": _small,
    "into: int": _small,
    "into: str": _words,
    "kept": lambda h: h.pick((None, KeptSeal(1, "0" * 8), KeptSeal(_small(h), "0" * 64, h.number()))),
    "length": lambda h: h.pick((1, 10)),
    "limit": lambda h: h.pick((1, 25)),
    "meaning": _words,
    "meant": lambda h: h.chance(0.5),
    "message": _small,
    "most": lambda h: h.pick((1, 25)),
    "name": _words,
    "named": lambda h: h.pick((0, 5)),
    "names": lambda h: {h.pick((1, 2, h.number())): h.words()},
    "new": lambda h: Entry(_small(h), Kind.CLAIM, 1, 1, Status.LIVE, (Wording(1, one_line(h.words())),), START),
    "note": _words,
    "number": _small,
    "numbers": lambda h: (1, _small(h), h.number()),
    "open_it": lambda h: h.chance(0.7),
    "pseudonymous": lambda h: h.chance(0.5),
    "other": _small,
    "skipped": lambda h: h.pick(((), (1, h.number()))),
    "percent": lambda h: h.pick(("0", "70 %", h.words(1))),
    "shown": lambda h: h.chance(0.5),
    "question": _words,
    "read": lambda h: h.pick((None, 1, h.number())),
    "reason": _words,
    "begins": _small,
    "ends": lambda h: h.number(),
    "person": lambda h: h.pick((None, _small(h))),
    "relation": lambda h: h.pick(tuple(Relation)),
    "replica": lambda h: None,
    "writer": lambda h: LedgerWriter(DISCORD),
    "scope": lambda h: h.pick(tuple(Scope)),
    "shortest": lambda h: timedelta(hours=1),
    "second": _words,
    "sink_for": lambda h: lambda _: _nowhere,
    "sees": lambda h: _sees_all,
    "spoilers": lambda h: Spoilers(spoilers_in, covered_as_in),
    "side_a": _words,
    "side_b": _words,
    "target: Target": _target,
    "target: str": lambda h: h.pick((None, _named(h))),
    "term": _words,
    "to": _words,
    "timezone": lambda h: h.pick(("UTC", "Europe/Berlin", h.words(1))),
    "user": _small,
    "words": _words,
}
"""What each parameter of an action is given, hostile more often than not; a new parameter is one more line here."""

BENEATH = frozenset({"writing.look_ahead", "writing.write", "writing.write_along", "writing.write_with"})
"""Drivers of the actions: what they are given is code."""

ASKED = sorted(
    name
    for name, action in ACTIONS.items()
    if {"sessions", "request"} <= set(inspect.signature(action).parameters) and name not in BENEATH
)


def arguments(hostile: Hostile, name: str) -> dict[str, object]:
    """Hostile arguments for an action."""
    found = {}
    for parameter in inspect.signature(ACTIONS[name]).parameters.values():
        if parameter.name in ("sessions", "request"):
            continue
        kind = parameter.annotation
        told = str(kind).partition(" ")[0] if not isinstance(kind, type) else kind.__name__
        given = GIVEN.get(parameter.name) or GIVEN.get(f"{parameter.name}: {told}")
        assert given is not None, f"add to GIVEN what a hostile {parameter.name!r} could be"
        found[parameter.name] = given(hostile)
    return found


async def actions(sessions: Sessions, seed: int, inputs: int) -> int:
    """Ask for hostile things, one after the other, in one debate; gives how many were asked for."""
    await _begin(sessions)
    for place in range(inputs):
        hostile = Hostile(f"{seed}:actions:{place}")
        name = ASKED[place % len(ASKED)]
        try:
            await _ask(sessions, hostile, name, START + timedelta(minutes=place))
            if place % CHECKED_EVERY == 0 or place == inputs - 1:
                await _check(sessions, hostile)
        except Exception as wrong:
            raise failed(name, hostile.seed, wrong) from None
    return inputs


async def _begin(sessions: Sessions) -> None:
    request = Request(GUILD, CHANNEL, "housing", 1, "ana", False, START)
    await debates.open_debate(sessions, request, "Should we build?", "", "")
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))
    await terms.define(sessions, request, "rent", "what tenants pay")


async def _ask(sessions: Sessions, hostile: Hostile, name: str, at: datetime) -> None:
    user = hostile.random.randint(1, 4)
    request = Request(GUILD, CHANNEL, hostile.words(), user, hostile.words()[:32], user == 4, at)
    request = replace(request, house=_house(hostile), manager=user == 4, can_post=hostile.pick((True, False)))
    before = await everything(sessions, CHANNEL)
    answer = await ask(ACTIONS[name], sessions, request, arguments(hostile, name))
    if isinstance(answer, Refusal):
        one_answer(refused(DISCORD, answer))
        assert await everything(sessions, CHANNEL) == before
    elif name == "debates.close_debate":
        await debates.open_debate(sessions, replace(request, user=4, moderator=True), "Should we build?", "", "")
    elif name == "debates.lock_ledger":
        await debates.unlock_ledger(sessions, request)


def _house(hostile: Hostile) -> House:
    """As a server runs that has decided something, or nothing."""
    setting = hostile.pick(tuple(CHOICES))
    return hostile.pick((DEFAULT_HOUSE, changed(DEFAULT_HOUSE, setting, hostile.pick(CHOICES[setting]))))


async def _check(sessions: Sessions, hostile: Hostile, debate: int = CHANNEL) -> str:
    """The tables are what the events give, the file of the ledger reads back, and some of the formats are written."""
    async with sessions() as session:
        standing = await ledgers.load(session, debate)
        assert standing is not None
        assert await ledgers.replayed(session, debate) == standing
    written = (await export_ledger(sessions, debate, Format.JSON, LedgerWriter(DISCORD))).decode()
    assert ledger_json.dumps(*ledger_json.read(written)) == written
    for form in hostile.random.sample(tuple(Format), 4):
        await export_ledger(sessions, debate, form, LedgerWriter(DISCORD))
    return written


async def imports(sessions: Sessions, seed: int, inputs: int) -> int:
    """Import hostile files, each undone again; gives how many were tried."""
    for place in range(inputs):
        hostile = Hostile(f"{seed}:imports:{place}")
        try:
            await _import(sessions, hostile)
        except Exception as wrong:
            raise failed("imports", hostile.seed, wrong) from None
    return inputs


async def _import(sessions: Sessions, hostile: Hostile) -> None:
    text = chain(hostile) if hostile.chance(0.8) else hostile.document(LEDGER)
    lines = as_lines(text) if hostile.chance(0.5) else text
    try:
        debate = await import_ledger(sessions, begun(lines))
    except LedgerFileError as wrong:
        one_clear_line(wrong)
        assert not any((await everything(sessions, DEBATE)).values())
        return
    except Refusal:
        assert not any((await everything(sessions, DEBATE)).values())
        return
    written = json.loads(await _check(sessions, hostile, debate.id))
    del written["imported"]
    file = json.loads(text)
    # Keys that are not known are left out beside what an event is, and in the readable part, which lines have not.
    assert written["events"] == [{key: event[key] for key in line_events.KEYS} for event in file["events"]]
    assert lines is not text or _is_said(written, file)
    await _goes_on(sessions, debate)
    async with sessions.begin() as session:
        await debate_rows.forget(session, debate.id)


def _is_said(written: object, file: object) -> bool:
    """Whether a file says all of this and, but for keys that are not known anywhere, nothing else."""
    if isinstance(written, dict) and isinstance(file, dict):
        more = file.keys() - written.keys()
        return more.isdisjoint(KNOWN) and all(
            key in file and _is_said(value, file[key]) for key, value in written.items()
        )
    if isinstance(written, list) and isinstance(file, list):
        return len(written) == len(file) and all(map(_is_said, written, file))
    return written == file


def _keys(value: object) -> Iterator[str]:
    """The keys of a document, wherever they stand."""
    if isinstance(value, dict):
        yield from value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inside)


KNOWN = frozenset(_keys(LEDGER))


async def _goes_on(sessions: Sessions, debate: Debate) -> None:
    """What was taken in verifies, and so it does with the next entry, which can be made."""
    assert (await verify_debate(sessions, debate.id)).problems == ()
    request = Request(debate.guild, debate.id, "housing", NEWCOMER, "newcomer", True, START)
    if debate.is_locked:
        await debates.unlock_ledger(sessions, request)
    if not debate.is_open:
        await debates.open_debate(sessions, request, "", "", "")
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "It goes on"))
    assert (await verify_debate(sessions, debate.id)).problems == ()


def as_lines(text: str) -> str:
    """The events of a ledger's file as lines; what is no such file stays as it is."""
    try:
        document = json.loads(text)
        head = {"format": ledger_lines.FORMAT, "version": ledger_lines.VERSION, "debate": document["debate"]}
        return "\n".join(json.dumps(line) for line in (head, *document["events"]))
    except (ValueError, KeyError, TypeError):
        return text


FATES = (
    e.EntryTagged, e.EntryConfirmed, e.EntryDeclined, e.EntryWithdrawn, e.EntryMerged, e.EntryParked, e.ParkingAgreed,
)  # fmt: skip
"""What happens to an entry as a whole: of these the tables say themselves which may follow which."""


def chain(hostile: Hostile) -> str:
    """A ledger's file in which every seal holds, and the events are as wrong as anybody cares to make them."""
    changes: list[Change] = list(EVERYTHING)
    for _ in range(hostile.random.randint(1, 3)):
        place = hostile.random.randrange(1, len(changes))
        if hostile.chance(0.4):
            place = hostile.pick([number for number, change in enumerate(changes) if isinstance(change, FATES)])
        match hostile.random.randrange(5):
            case 0:
                del changes[place]
            case 1:
                changes.insert(place, hostile.pick(EVERYTHING))
            case 2:
                changes.insert(hostile.random.randrange(1, len(changes)), changes.pop(place))
            case _:
                changes[place] = _changed(hostile, changes[place])
    try:
        return ledger_json.dumps(sealed(changes))
    except (KeyError, ValueError):
        return ledger_json.dumps(sealed(EVERYTHING))


def _changed(hostile: Hostile, change: Change) -> Change:
    now: dict[str, object] = {}
    for field in fields(change):
        if not hostile.chance(0.5):
            continue
        if TEXT in field.metadata:
            now[field.name] = hostile.text().replace("\0", "")[: hostile.pick((300, 4000))] or None
        elif isinstance(getattr(change, field.name), int):
            now[field.name] = hostile.random.randint(0, 9)
    return replace(change, **now)


DATABASE: Mapping[str, Callable[[Sessions, int, int], object]] = {"actions": actions, "imports": imports}
