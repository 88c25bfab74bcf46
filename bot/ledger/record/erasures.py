"""Whether each text of a ledger that is gone has its reason, and each that is said to be gone is gone."""

from collections.abc import Iterator, Mapping

from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant
from bot.ledger.record import erased_texts
from bot.ledger.record.chain import SealedText
from bot.ledger.record.erased_texts import Place
from bot.ledger.record.erasure import has_reason
from bot.ledger.record.events import Event
from bot.ledger.record.findings import Problem, TextBack, TextErased


class Erasures:
    """The texts of a ledger, and the events that say why some are erased, gathered event by event.

    An event says which texts went with it. Older ones do not: they are a reason for all that could be words of the
    person or of the message.
    """

    def __init__(self) -> None:
        self._there: dict[str, set[int]] = {}
        self._gone: dict[Place, Event] = {}
        self._said: set[Place] = set()
        self._forgotten: dict[int, int] = {}
        self._deleted: dict[int, int] = {}

    def take(self, event: Event, texts: Mapping[str, SealedText]) -> None:
        """Go on with the next event. Raises ValueError where it says that texts went which never were."""
        for name, text in texts.items():
            if text.is_erased:
                self._gone[event.sequence, name] = event
            else:
                self._there.setdefault(name, set()).add(event.sequence)
        if event.change.traits.erases is not None:
            self._take_reason(event, event.change.traits.erases)

    def _take_reason(self, event: Event, named: str) -> None:
        said: str | None = getattr(event.change, event.change.form.erased)
        if said is None:
            of_person = event.change.form.names[named].kind is Participant
            reasons = self._forgotten if of_person else self._deleted
            reasons[getattr(event.change, named)] = event.sequence
            return
        places = erased_texts.read(said, event.sequence)
        if not all(place in self._gone or self._is_there(place) for place in places):
            raise ValueError("a text went that never was")
        self._said.update(places)

    def _is_there(self, place: Place) -> bool:
        event, field = place
        return event in self._there.get(field, ())

    def number(self) -> int:
        """How many texts are gone."""
        return len(self._gone)

    def problems(self, ledger: Ledger) -> Iterator[Problem]:
        """What is wrong with them, in the order of their events; `ledger` is what the events give."""
        wrong = [Problem(event, TextBack(field)) for event, field in self._said if self._is_there((event, field))]
        wrong += [
            Problem(place[0], TextErased(place[1]))
            for place, event in self._gone.items()
            if place not in self._said and not has_reason(event, ledger, self._forgotten, self._deleted)
        ]
        yield from sorted(wrong, key=lambda problem: problem.event or 0)
