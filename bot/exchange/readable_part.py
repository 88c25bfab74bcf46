"""The readable part of a ledger's JSON file, held against the events as it is read: it may not say anything else.

Of what a newer Crux adds, by keys that are not known here, nothing is said.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import NoReturn, Protocol

from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_view import GOES_ON_AS, MAY_BE_LEFT_OUT, streamed_view
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.large_ledger import LargeLedger
from bot.render.dialects.json_values import JsonValues


class Beside(Protocol):
    """Is told of the keys that stand beside those that are known here."""

    def within(self, place: str, given: Iterable[str], known: Iterable[str]) -> None:
        """An object has the given keys."""

    def beside(self, place: str, given: object, known: object) -> None:
        """A value has the given objects within it."""


_END = object()


class ReadablePart:
    """What a file says, and what it has to say.

    Older files name nowhere which entry a merged one goes on as. A file does so wherever it is due, or nowhere.
    """

    def __init__(self, beside: Beside | None = None) -> None:
        self._beside = beside
        self._is_named = False
        self._unnamed: str | None = None
        """Where a merged entry's number first stands alone."""

    def require(self, values: JsonValues, ledger: LargeLedger, where: str) -> None:
        """Raise LedgerFileError where what comes differs from what stands in the ledger: it names the first place."""
        self._look(values, streamed_view(ledger.few, iter(ledger.stances)), where, where)
        if self._is_named and self._unnamed is not None:
            _differs(f"{self._unnamed}.{GOES_ON_AS!r}")

    # `where` is the place with the numbers of items, `place` the same without

    def _look(self, values: JsonValues, due: object, where: str, place: str) -> None:
        """Hold what comes against what is due, however large it is."""
        if isinstance(due, Mapping) and _holds_lists(due):
            self._look_at_object(values, due, where, place)
        elif isinstance(due, list | Iterator):
            self._look_at_list(values, due, where, place)
        else:
            self._compare(values.value(), due, where, place)

    def _look_at_object(self, values: JsonValues, due: Mapping[str, object], where: str, place: str) -> None:
        if values.sign != "{":
            _differs(where)
        given = set()
        for key in values.keys():  # noqa: SIM118 - no dictionary: each key is read where it comes
            given.add(key)
            if key in due:
                self._look(values, due[key], f"{where}.{key}", f"{place}.{key}")
            else:
                values.skip(strictly=True)
        self._require_keys(given, due.keys(), where)
        if self._beside is not None:
            self._beside.within(place, given, due)

    def _look_at_list(self, values: JsonValues, due: Iterable[object], where: str, place: str) -> None:
        if values.sign != "[":
            _differs(where)
        coming = iter(due)
        first = next(coming, _END)
        coming = chain([first], coming) if first is not _END else coming
        if isinstance(first, Mapping) and _holds_lists(first):
            for number, _ in enumerate(values.parts()):
                self._look(values, _next_of(coming, where), f"{where}[{number}]", place)
        else:
            for number, given in enumerate(values.items()):
                self._compare(given, _next_of(coming, where), f"{where}[{number}]", place)
        if next(coming, _END) is not _END:
            _differs(where)

    def _compare(self, given: object, due: object, where: str, place: str) -> None:
        """Hold a value against what is due."""
        self._require_same(given, due, where)
        if self._beside is not None:
            self._beside.beside(place, given, due)

    def _require_same(self, given: object, due: object, where: str) -> None:
        if isinstance(due, Mapping) and isinstance(given, dict):
            self._require_keys(given.keys(), due.keys(), where)
            for key, value in due.items():
                if key in given:
                    self._require_same(given[key], value, f"{where}.{key}")
        elif isinstance(due, list) and isinstance(given, list) and len(due) == len(given):
            for number, (one, other) in enumerate(zip(given, due, strict=True)):
                self._require_same(one, other, f"{where}[{number}]")
        elif type(given) is not type(due) or given != due:
            _differs(where)

    def _require_keys(self, given: Set[str], due: Set[str], where: str) -> None:
        if GOES_ON_AS in due:
            self._is_named |= GOES_ON_AS in given
            self._unnamed = self._unnamed if GOES_ON_AS in given else self._unnamed or where
        if odd := (due - given - {GOES_ON_AS}) | ((given - due) & MAY_BE_LEFT_OUT):
            _differs(f"{where}.{min(odd)[:40]!r}")


def _holds_lists(due: Mapping[str, object]) -> bool:
    return any(isinstance(value, list | Iterator) for value in due.values())


def _next_of(coming: Iterator[object], where: str) -> object:
    """The next item that is due. Raises LedgerFileError where a list has more of them than are."""
    if (item := next(coming, _END)) is _END:
        _differs(where)
    return item


def _differs(where: str) -> NoReturn:
    raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=where[:120]))
