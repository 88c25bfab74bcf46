"""Where the tables of a ledger do not say what its events give."""

from collections.abc import Hashable, Iterator
from dataclasses import fields

from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.findings import Problem, RowDiffers, RowMissing, RowUnknown
from bot.ledger.record.ledger_fields import FIELDS, LedgerField, Values


def differences(replayed: Ledger, standing: Ledger) -> list[Problem]:
    """Where the tables say something else than the events replayed: table, row, and what of it."""
    return [
        problem
        for field in FIELDS
        for problem in _unlike_rows(field.kind, _numbered(field, replayed), _numbered(field, standing))
    ]


def _numbered(field: LedgerField, ledger: Ledger) -> Values:
    """The values by what they are called: the debate by nothing, those that stand in a tuple by their place."""
    if field.kind is Debate:
        return {None: ledger.debate}
    content = getattr(ledger, field.name)
    return dict(enumerate(content, 1)) if isinstance(content, tuple) else field.values(ledger)


def _unlike_rows(kind: type, given: Values, stored: Values) -> Iterator[Problem]:
    for key, value in given.items():
        if key not in stored:
            yield Problem(None, RowMissing(kind, key))
        elif value != stored[key]:
            yield Problem(None, _unlike(kind, key, value, stored[key]))
    for key in stored:
        if key not in given:
            yield Problem(None, RowUnknown(kind, key))


def _unlike(kind: type, key: Hashable, given: object, stored: object) -> RowDiffers:
    names = (f.name for f in fields(kind))
    return RowDiffers(kind, key, tuple(name for name in names if getattr(given, name) != getattr(stored, name)))
