"""The debates of a server together: counted by few statements, once, and told of those alone that somebody sees."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import debates, overviews, privacy, sides, stances, tags
from bot.actions.overviews import ServerOverview
from bot.actions.request import Request
from bot.actions.seeing import Seen
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Kind
from bot.ledger.telling.in_counts import Awaited
from bot.store.prepared import Prepared, Row, Values
from bot.store.reading import in_counts
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions

GUILD = 7
ANA, BEN = 1, 2
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def by(user: int, channel: int = 1, guild: int = GUILD) -> Request:
    at = AT + timedelta(minutes=channel)
    return Request(guild, channel, f"channel {channel}", user, f"person {user}", False, at)


async def debate(sessions: Sessions, channel: int, *answers: Answer, guild: int = GUILD) -> None:
    """A claim of ana's for each answer of ben's, who is on the other side."""
    await debates.open_debate(sessions, by(ANA, channel, guild), f"Question {channel}?", "Build", "Wait")
    for person, name in ((ANA, "Build"), (BEN, "Wait")):
        await sides.join_side(sessions, by(person, channel, guild), name, open_it=False)
    for number, given in enumerate(answers, start=1):
        await tags.state(sessions, by(ANA, channel, guild), TagForm(Kind.CLAIM, f"Claim {number} of {channel}"))
        await stances.take_stance(sessions, by(BEN, channel, guild), number, given)


async def sees_all(places: Sequence[Place]) -> Seen:
    return Seen({place.debate for place in places})


async def told(sessions: Sessions, number: int = 1, length: int = 5) -> ServerOverview:
    return await overviews.overview(sessions, by(ANA), sees_all, number, length)


async def test_a_page_has_the_debates_in_which_something_happened_last_and_what_stands_out_in_all(
    committed_sessions: Sessions,
) -> None:
    await debate(committed_sessions, 1, Answer.AGREE, Answer.DISAGREE)
    await debate(committed_sessions, 2, Answer.DISAGREE, Answer.UNSURE)
    await debate(committed_sessions, 3, guild=8)

    first, second = await told(committed_sessions, 1, 1), await told(committed_sessions, 9, 1)

    assert (first.debates, first.open, first.pages, first.agreed, first.diverging) == (2, 2, 2, 1, 2)
    assert [line.debate.id for line in (*first.lines, *second.lines)] == [2, 1]
    assert [(line.ranked.debate, line.said.said) for line in first.most_agreed] == [(1, "Claim 1 of 1")]
    assert [(one.ranked.debate, one.ranked.entry) for one in first.most_contested] == [(1, 2), (2, 1)]
    assert first.lines[0].called.question == "Question 2?"


async def test_who_has_not_been_heard_is_named_with_the_number_of_entries(committed_sessions: Sessions) -> None:
    await debate(committed_sessions, 1, Answer.AGREE)
    await tags.state(committed_sessions, by(BEN), TagForm(Kind.CLAIM, "Noise grows"))

    (line,) = (await told(committed_sessions)).lines

    assert line.counts.awaited == (Awaited(0, 1, None, 1),)
    assert line.called.sides == {1: "Build", 2: "Wait"}


async def test_only_what_somebody_sees_is_told_and_counted(committed_sessions: Sessions) -> None:
    await debate(committed_sessions, 1, Answer.AGREE)
    await debate(committed_sessions, 2, Answer.AGREE)

    async def sees_one(places: Sequence[Place]) -> Seen:
        return Seen({2}, 3)

    shown = await overviews.overview(committed_sessions, by(ANA), sees_one, 1, 5)

    assert [line.debate.id for line in shown.lines] == [2]
    assert (shown.debates, shown.agreed, len(shown.most_agreed), shown.unknown) == (1, 1, 1, 3)


async def test_where_a_thread_is_is_known_the_next_time(committed_sessions: Sessions) -> None:
    await debate(committed_sessions, 1)
    asked: list[Place] = []

    async def looks_up(places: Sequence[Place]) -> Seen:
        asked.extend(places)
        return Seen((), found=[Place(1, 55, private=True), Place(99, 55)])

    for _ in range(2):
        await overviews.overview(committed_sessions, by(ANA), looks_up, 1, 5)

    assert asked == [Place(1), Place(1, 55, private=True)]


async def test_many_debates_are_counted_some_at_a_time_and_again_only_where_something_happened(
    committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    for channel in range(1, 8):
        await debate(committed_sessions, channel, Answer.AGREE)
    monkeypatch.setattr(in_counts, "MOST_EVENTS", 30)
    counted: list[list[int]] = []
    execute = committed_sessions.execute

    async def watched(statement: Prepared, values: Values) -> Sequence[Row]:
        if statement is in_counts._READ:
            counted.append(list(values["debates_of"]))  # type: ignore[call-overload]
        return await execute(statement, values)

    monkeypatch.setattr(committed_sessions, "execute", watched)
    assert (await told(committed_sessions)).agreed == 7
    assert sorted(one for batch in counted for one in batch) == [1, 2, 3, 4, 5, 6, 7]
    assert 1 < len(counted) < 7
    counted.clear()

    await stances.take_stance(committed_sessions, by(BEN, 3), 1, Answer.DISAGREE)

    shown = await told(committed_sessions)
    assert (shown.agreed, shown.diverging, counted) == (6, 1, [[3]])


async def test_a_large_debate_is_counted_by_the_database(
    committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    await debate(committed_sessions, 1, Answer.AGREE, Answer.DISAGREE)
    small = (await told(committed_sessions)).lines
    monkeypatch.setattr(in_counts, "MOST_EVENTS", 3)

    assert (await told(Sessions(committed_sessions.bind))).lines == small


async def test_who_was_forgotten_counts_nowhere_from_then_on(committed_sessions: Sessions) -> None:
    await debate(committed_sessions, 1, Answer.AGREE)
    assert (await told(committed_sessions)).agreed == 1

    await privacy.forget_person(committed_sessions, BEN, AT)

    assert (await told(committed_sessions)).agreed == 0
