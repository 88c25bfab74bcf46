"""What a conversation of Polis becomes: the votes that `crux standing` counts, and a debate.

Its groups are the debate's sides, comments are claims of their authors, votes stances with their moments; a pass is
"unsure". People are numbers; who is in no group is on no side. An author agrees with a comment where they voted so: in
Polis, their own vote is a row as any other. The groups were found when all votes were in, so sides are named and joined
at the end.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.exchange.new_ledger import Destination, ForeignLedger, NewLedger, Salts, debate_number
from bot.exchange.polis import Conversation
from bot.exchange.table_stream import moment
from bot.exchange.votes import Votes
from bot.ledger.entries import Answer
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.taken_in import LeftOut, Taken

_ANSWERS = {1: Answer.AGREE, -1: Answer.DISAGREE, 0: Answer.UNSURE}


def votes_of(conversation: Conversation) -> Votes:
    """The votes that count, as `crux standing` takes them."""
    last = [(comment.number, conversation.last.get(comment.number, {})) for comment in conversation.counted()]
    names = {person: str(person) for _, answers in last for person in answers}
    votes = {
        str(comment): dict(zip(map(names.__getitem__, answers), answers.values(), strict=True))
        for comment, answers in last
        if answers
    }
    groups = conversation.groups
    group_of = {name: side_name(groups[person]) if person in groups else "" for person, name in names.items()}
    unheard = set(groups.values()) - {groups[person] for person in names if person in groups}
    return Votes(group_of, votes, tuple(map(side_name, sorted(unheard))))


def side_name(group: int) -> str:
    """What a group is called: by letter, as Polis's reports call the first ones."""
    return f"Group {chr(ord('A') + group)}" if group < 26 else f"Group {group + 1}"


def person_name(participant: int) -> str:
    """What a participant is called, of whom nothing but the number is known."""
    return f"P{participant}"


def ledger_of(conversation: Conversation, name: str) -> ForeignLedger:
    """The debate that a conversation becomes; `name` is its question where the report has no topic."""

    def sealed(to: Destination, salts: Salts, taken: Taken) -> Iterator[SealedEvent]:
        return _Events(conversation, name, NewLedger(to, salts, taken), taken).all()

    return ForeignLedger(debate_number(_pieces(conversation)), sealed)


def _pieces(conversation: Conversation) -> Iterator[bytes]:
    yield conversation.topic.encode()
    for number, comment in sorted(conversation.comments.items()):
        yield f"\n{number} {comment.at} {comment.words}".encode()
    votes = conversation.votes
    yield from (column.tobytes() for column in (votes.at, votes.comments, votes.people, votes.answers))


class _Events:
    """The events of one conversation, in the order of their moments."""

    def __init__(self, conversation: Conversation, name: str, ledger: NewLedger, taken: Taken) -> None:
        self._conversation, self._ledger, self._taken = conversation, ledger, taken
        self._question = conversation.topic or name
        self._people: dict[int, int] = {}
        self._entries: dict[int, int] = {}

    def all(self) -> Iterator[SealedEvent]:
        """From the first word to the last vote; then the groups."""
        order = self._counted_votes()
        begins = self._beginnings(order)
        waiting = sorted(begins.items(), key=lambda comment: (comment[1], comment[0]), reverse=True)
        votes = self._conversation.votes
        start = min((*begins.values(), *(votes.at[order[0]] for _ in order[:1])), default=votes.at[0])
        yield self._ledger.opened(self._question, moment(start))
        for place in order:
            while waiting and waiting[-1][1] <= votes.at[place]:
                yield from self._comment(*waiting.pop())
            yield from self._vote(place)
        while waiting:
            yield from self._comment(*waiting.pop())
        end = max((*begins.values(), *(votes.at[order[-1]] for _ in order[:1])), default=start)
        yield from self._groups(moment(end))
        self._tell_what_is_left_out(len(order))

    def _counted_votes(self) -> list[int]:
        conversation, comments = self._conversation, self._conversation.votes.comments
        counted = {comment.number for comment in conversation.counted()}
        return [place for place in conversation.votes.in_time() if comments[place] in counted]

    def _beginnings(self, order: list[int]) -> dict[int, int]:
        """When each comment was there: at its own moment, or with its first vote where the file has this before it."""
        begins = {comment.number: comment.at for comment in self._conversation.counted()}
        votes = self._conversation.votes
        for place in order:
            comment = votes.comments[place]
            begins[comment] = min(begins[comment], votes.at[place])
        return begins

    def _comment(self, number: int, at: int) -> Iterator[SealedEvent]:
        comment = self._conversation.comments[number]
        yield from self._met(comment.author, moment(at))
        self._entries[number] = len(self._entries) + 1
        yield self._ledger.claimed(self._people[comment.author], comment.words, moment(at))

    def _vote(self, place: int) -> Iterator[SealedEvent]:
        votes = self._conversation.votes
        at, person = moment(votes.at[place]), votes.people[place]
        yield from self._met(person, at)
        entry, answer = self._entries[votes.comments[place]], _ANSWERS[votes.answers[place]]
        yield self._ledger.answered(self._people[person], entry, answer, at)

    def _met(self, participant: int, at: datetime) -> Iterator[SealedEvent]:
        if participant not in self._people:
            self._people[participant] = len(self._people) + 1
            yield self._ledger.met(person_name(participant), at)

    def _groups(self, at: datetime) -> Iterator[SealedEvent]:
        groups = self._conversation.groups
        numbers = {group: place for place, group in enumerate(sorted(set(groups.values())), start=1)}
        for group in numbers:
            yield self._ledger.side_named(side_name(group), at)
        for participant, group in sorted(groups.items()):
            yield from self._met(participant, at)
            yield self._ledger.side_joined(self._people[participant], numbers[group], at)

    def _tell_what_is_left_out(self, counted: int) -> None:
        conversation = self._conversation
        rejected = [c for c in conversation.comments.values() if c.is_rejected]
        self._taken.leave_out(LeftOut.REJECTED, len(rejected))
        self._taken.leave_out(LeftOut.WITHOUT_WORDS, len(conversation.comments) - len(rejected) - len(self._entries))
        self._taken.leave_out(LeftOut.VOTES_ON_NOTHING, len(conversation.votes) - counted)
        self._taken.leave_out(LeftOut.COUNTED_OTHERWISE, conversation.counted_otherwise)
        self._taken.leave_out(LeftOut.WITHOUT_MOMENTS, 0 if conversation.is_timed else counted)
