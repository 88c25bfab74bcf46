"""What the ledger's own words are called: kinds, answers, statuses, relations, verdicts and classes."""

from collections.abc import Mapping
from enum import StrEnum

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope, Status
from bot.ledger.standing.verdicts import StandingClass, Verdict
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
    Status.LIVE: message("live"),
    Status.DECLINED: message("declined"),
    Status.WITHDRAWN: message("withdrawn"),
    Status.MERGED: message("merged"),
    Relation.SUPPORTS: message("supports"),
    Relation.ATTACKS: message("attacks"),
    Relation.RESTATES: message("restates"),
    Relation.RESIDUE_OF: message("residue of"),
    Verdict.HOLDS: message("holds"),
    Verdict.REJECTS: message("rejects"),
    Verdict.UNSETTLED: message("unsettled"),
    Verdict.UNHEARD: message("unheard"),
    StandingClass.COMMON_GROUND: message("common ground"),
    StandingClass.COMMON_GROUND_REJECTED: message("common ground (rejected)"),
    StandingClass.ROOM_HOLDS: message("room holds"),
    StandingClass.ROOM_REJECTS: message("room rejects"),
    StandingClass.DIVERGING: message("diverging"),
    StandingClass.CONTESTED: message("contested"),
    StandingClass.ONE_SIDED: message("one-sided"),
    StandingClass.UNTESTED: message("untested"),
    StandingClass.OPEN: message("open"),
}


def term(catalogue: Catalogue, value: StrEnum) -> str:
    """What a value of the ledger is called."""
    return catalogue.say(TERMS[value])
