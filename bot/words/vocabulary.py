"""What the ledger's own words are called: kinds, answers, statuses, relations, verdicts; and who may do something."""

from collections.abc import Mapping
from enum import StrEnum

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope, Status
from bot.ledger.house import Who
from bot.ledger.standing.verdicts import Verdict
from bot.words.catalogue import Catalogue, message

TERMS: Mapping[StrEnum, str] = {
    Kind.CLAIM: message("claim"),
    Kind.CRUX: message("crux"),
    Kind.CONCESSION: message("concession"),
    Answer.AGREE: message("agree"),
    Answer.DISAGREE: message("disagree"),
    Answer.UNSURE: message("unsure"),
    Scope.WHOLE: message("whole"),
    Scope.POINT: message("point"),
    Scope.ARGUMENT: message("argument"),
    Degree.FULLY: message("fully"),
    Degree.PARTLY: message("partly"),
    Status.PROPOSED: message("proposed"),
    Status.LIVE: message("in the ledger"),
    Status.DECLINED: message("declined"),
    Status.WITHDRAWN: message("withdrawn"),
    Status.MERGED: message("merged"),
    Relation.SUPPORTS: message("supports"),
    Relation.ATTACKS: message("attacks"),
    Relation.RESTATES: message("restates"),
    Relation.RESIDUE_OF: message("is left open by"),
    Verdict.HOLDS: message("accepts"),
    Verdict.REJECTS: message("rejects"),
    Verdict.UNSETTLED: message("undecided"),
    Verdict.UNHEARD: message("too few answers"),
    Who.EVERYBODY: message("everybody"),
    Who.PARTICIPANTS: message("people who take part in the debate and moderators"),
    Who.OPENERS: message("who opened the debate and moderators"),
    Who.MODERATORS: message("moderators"),
}


def term(catalogue: Catalogue, value: StrEnum) -> str:
    """What a value of the ledger is called."""
    return catalogue.say(TERMS[value])
