"""The cache of answers has a bound, for all debates together and for a single one."""

from datetime import UTC, datetime

from bot.ledger.entries import Answer, Entry, Kind, Stance, Status, Wording
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.store.answer_cache import MOST, AnswerCache, CachedDebate
from bot.store.reading.debates import Head
from bot.store.tag_cache import CachedTags

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENTRY = Entry(1, Kind.CLAIM, 1, 1, Status.LIVE, (Wording(1, "Rents fall"),), NOON)


def head(debate: int, sequence: int = 1) -> Head:
    return Head(Debate(debate, 77, "rents", 1, NOON), sequence, b"")


def answered(debate: int, people: int) -> CachedDebate:
    """A debate in which so many people have answered its entry."""
    cached = CachedDebate(head(debate), people, CachedTags(1), is_followed=True)
    cached.keep_answer(ENTRY, None, None)
    cached.meet_all(Participant(person, 9_000 + person, "somebody") for person in range(1, people + 1))
    cached.answer_all(1, (Stance(person, 1, 1, Answer.AGREE, None, NOON) for person in range(1, people + 1)))
    return cached


def test_its_size_is_what_it_holds() -> None:
    cached = answered(1, 3)
    assert cached.size == 1 + 1 + 3 + 3

    for user in (9_002, 9_009):
        met = e.ParticipantMet(user - 9_000, str(user), "somebody")
        cached.follow(head(1, 2), (met, e.StanceTaken(1, met.person, 1, Answer.UNSURE)), NOON)
    cached.keep_answer(ENTRY, cached.people[9_009], None)

    assert cached.size == 1 + len(cached.entries) + len(cached.people) + len(cached.entries[1].stances) == 1 + 1 + 4 + 4


def test_the_debates_answered_in_least_lately_are_dropped() -> None:
    cache, people = AnswerCache(), MOST // 6
    for debate in (1, 2, 3):
        cache.keep(answered(debate, people))

    assert cache.debates() == [2, 3]


def test_a_debate_that_is_too_much_by_itself_is_dropped_too() -> None:
    cache = AnswerCache()
    cached = answered(1, MOST // 2)
    cache.keep(cached)
    assert cache.debates() == []

    smaller = answered(1, MOST // 2 - 10)
    cache.keep(smaller)
    for person in range(MOST, MOST + 40):
        sequence = smaller.head.sequence
        changes = (e.ParticipantMet(person, str(90_000 + person), "x"), e.StanceTaken(1, person, 1, Answer.AGREE))
        cache.follow(smaller.head, head(1, sequence + 1), changes, NOON)
    assert cache.debates() == []
