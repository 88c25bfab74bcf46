"""What is wrong with a ledger, in words."""

from collections.abc import Hashable, Mapping
from typing import assert_never

from bot.ledger.entries import CruxMark, Definition, Entry, Link, Stance
from bot.ledger.ledger import Debate, PostedDigest
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.record import findings as f
from bot.ledger.record.findings import Fault, Finding, Flaw, Problem, SchemaPart
from bot.ledger.record.ledger_fields import FIELDS
from bot.ledger.signatures import Signature
from bot.ledger.text import one_line, shortened
from bot.words.catalogue import Catalogue, message

_FLAWS: Mapping[Flaw, str] = {
    Flaw.MISSING: message("it is missing"),
    Flaw.MISSING_BUT_FOR_ITS_TEXTS: message("it is missing, though texts of it are kept"),
    Flaw.IMPOSSIBLE_MOMENT: message("its moment was changed to one that cannot be"),
    Flaw.INCOMPLETE: message("its actor, verb or data is gone"),
    Flaw.NO_HASH: message("its hash was changed: it is none any more"),
    Flaw.NO_JSON: message("its data cannot be read"),
    Flaw.NO_OBJECT: message("its data is no object"),
    Flaw.DOES_NOT_FOLLOW: message("it does not follow from the events before it"),
    Flaw.HASH_CHANGED: message("its hash was changed"),
    Flaw.CHANGED: message("it was changed: its moment, its verb, its data or which texts it has"),
    Flaw.NOT_THE_LAST: message("it is not the one that the debate's row (head_hash) ends with"),
    Flaw.NO_EVENTS: message("the debate has no events"),
    Flaw.NO_DEBATE_ROW: message("the debate's row is missing"),
    Flaw.UNREADABLE_TABLES: message("the tables cannot be read as a ledger"),
    Flaw.WORDINGS_TOO_MANY: message("the table of wordings has rows that the events do not give"),
    Flaw.ADOPTIONS_TOO_MANY: message("the table of adoptions has rows that the events do not give"),
    Flaw.IMPORTED_OTHERWISE: message("the table of imports has another hash for an event than that event has"),
}

_FAULTS: Mapping[Fault, str] = {
    Fault.UNKNOWN_VERB: message("unknown verb {verb}"),
    Fault.UNKNOWN_FIELD: message("{verb}: unknown field {field}"),
    Fault.MISSING_FIELD: message("{verb}: field {field} is missing"),
    Fault.WRONG_TYPE: message("{verb}: field {field} has the wrong type"),
    Fault.NEEDLESS_DEFAULT: message("{verb}: field {field} is written though it has its default"),
}

_ROWS: Mapping[type, str] = {
    Debate: message("debate"),
    Side: message("side"),
    Participant: message("participant"),
    Entry: message("entry"),
    Stance: message("stance"),
    CruxMark: message("crux mark"),
    Definition: message("definition"),
    Link: message("link"),
    PostedDigest: message("digest"),
    FormerSide: message("former side"),
    Signature: message("word of a side on a digest"),
}

if _unnamed := {field.kind for field in FIELDS} ^ _ROWS.keys():
    raise TypeError(f"a row of a ledger's field has a name here, and nothing else: {_unnamed.pop().__name__}")


def problem(words: Catalogue, wrong: Problem) -> str:
    """What is wrong, and with which event."""
    said = finding(words, wrong.finding)
    return said if wrong.event is None else words.say("event {event}: {finding}", event=wrong.event, finding=said)


def finding(words: Catalogue, wrong: Finding) -> str:
    """What is wrong."""
    match wrong:
        case Flaw():
            return words.say(_FLAWS[wrong])
        case f.Malformed():
            return malformed(words, wrong)
        case f.ColumnChanged(kept=kept, event=event):
            return words.say(
                "its column “entry” was changed: it says {kept}, the event {event}", kept=kept, event=event
            )
        case f.TextChanged() | f.TextAdded() | f.TextErased() | f.TextBack():
            return words.say(_TEXTS[type(wrong)], field=wrong.field)
        case f.ActorChanged(earlier=earlier):
            return words.say("its actor was changed: it was {earlier}", earlier=earlier)
        case f.FieldChanged(field=field, earlier=before):
            return words.say("its “{field}” was changed: it was {earlier}", field=field, earlier=before)
        case f.EventsTooFew() | f.EventsTooMany():
            return words.say(_COUNTS[type(wrong)], counted=wrong.counted)
        case f.RowMissing(kind=kind, key=key):
            return words.say("the tables lack {row}", row=_row(words, kind, key))
        case f.RowUnknown(kind=kind, key=key):
            return words.say("the tables have {row}, and the events do not", row=_row(words, kind, key))
        case f.RowDiffers(kind=kind, key=key, fields=fields):
            columns = ", ".join("statement" if name == "wordings" else name for name in fields)
            row = _row(words, kind, key)
            return words.say("the tables differ from the events in {row}: {columns}", row=row, columns=columns)
        case f.RowTwice(table=table, key=key):
            return words.say("the table {table} has more than one row {key}", table=table, key=key)
        case f.RowsOfNothing(table=table, target=target, number=number):
            return words.count(
                "{number} row of the table {table} belongs to no row of {target}",
                "{number} rows of the table {table} belong to no row of {target}",
                number,
                table=table,
                target=target,
            )
        case f.SchemaLacks(part=part, table=table, name=name):
            return words.say(_LACKING[part], table=table, name=name)
        case f.SchemaDiffers(part=part, table=table, name=name, definition=definition):
            told = shortened(one_line(definition), LONGEST_DEFINITION)
            return words.say(_DIFFERING[part], table=table, name=name, definition=told)
    assert_never(wrong)


LONGEST_DEFINITION = 160
"""Characters of a definition that are shown."""

_LACKING: Mapping[SchemaPart, str] = {
    SchemaPart.TABLE: message("the table {table} is missing"),
    SchemaPart.COLUMN: message("the table {table} lacks its column {name}"),
    SchemaPart.NOT_NULL: message("the column {name} of the table {table} may be empty (NOT NULL is gone)"),
    SchemaPart.CONSTRAINT: message("the table {table} lacks its constraint {name}, or has it unchecked"),
    SchemaPart.INDEX: message("the table {table} lacks its index {name}"),
    SchemaPart.TRIGGER: message("the table {table} lacks its trigger {name}, or has it disabled"),
    SchemaPart.FUNCTION: message("no trigger of the table {table} calls the function {name}"),
}

_DIFFERING: Mapping[SchemaPart, str] = {
    SchemaPart.TABLE: message("the table {table} is not as the migrations make it, but: {definition}"),
    SchemaPart.COLUMN: message(
        "the column {name} of the table {table} is not as the migrations make it, but: {definition}"
    ),
    SchemaPart.CONSTRAINT: message(
        "the constraint {name} of the table {table} is not as the migrations make it, but: {definition}"
    ),
    SchemaPart.INDEX: message(
        "the index {name} of the table {table} is not as the migrations make it, but: {definition}"
    ),
    SchemaPart.TRIGGER: message(
        "the trigger {name} of the table {table} is not as the migrations make it, but: {definition}"
    ),
    SchemaPart.FUNCTION: message(
        "the function {name}, which triggers of the table {table} call, is not as the migrations make it, but: "
        "{definition}"
    ),
}


_TEXTS: Mapping[type, str] = {
    f.TextChanged: message("its text “{field}” or the salt or commitment of that was changed"),
    f.TextAdded: message("its text “{field}” was added"),
    f.TextErased: message(
        "its text “{field}” was erased, and nobody was forgotten and no message deleted that would say why"
    ),
    f.TextBack: message("its text “{field}” is there again, though a later event says that it was erased"),
}

_COUNTS: Mapping[type, str] = {
    f.EventsTooFew: message("it is missing: the debate's row (head_sequence) counts {counted} events"),
    f.EventsTooMany: message("it is one too many: the debate's row (head_sequence) counts {counted} events"),
}


def malformed(words: Catalogue, wrong: f.Malformed) -> str:
    """Why data is no change of its verb."""
    verb = repr(wrong.verb) if wrong.fault is Fault.UNKNOWN_VERB else wrong.verb
    return words.say(_FAULTS[wrong.fault], verb=verb, field=repr(wrong.field))


def _row(words: Catalogue, kind: type, key: Hashable) -> str:
    name = words.say(_ROWS[kind])
    match key:
        case None:
            return name
        case int():
            return words.say("{kind} #{number}", kind=name, number=key)
        case (entry, person) | (entry, person, None):
            return words.say("{kind} on #{entry} by person {person}", kind=name, entry=entry, person=person)
        case (entry, person, target):
            return words.say(
                "{kind} on #{entry} by person {person} for #{target}",
                kind=name,
                entry=entry,
                person=person,
                target=target,
            )
    return f"{name} {key}"
