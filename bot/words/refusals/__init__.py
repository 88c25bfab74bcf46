"""What a person reads of a refusal: what was wrong, and what to do next."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from string import Formatter

from bot.ledger.pauses import Obstacle
from bot.ledger.refusals import Address, Refusal
from bot.ledger.schedule_problems import ScheduleProblem
from bot.words import pauses, schedules
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import joined
from bot.words.refusals import (
    concessions,
    debates,
    digests,
    entries,
    estimates,
    forums,
    general,
    limits,
    links,
    moderation,
    parking,
    sides,
    stances,
    suggestions,
    tags,
    terms,
)
from bot.words.vocabulary import term

SENTENCES: Mapping[type[Refusal], str] = {
    **concessions.SENTENCES,
    **debates.SENTENCES,
    **digests.SENTENCES,
    **entries.SENTENCES,
    **estimates.SENTENCES,
    **forums.SENTENCES,
    **general.SENTENCES,
    **limits.SENTENCES,
    **links.SENTENCES,
    **moderation.SENTENCES,
    **parking.SENTENCES,
    **sides.SENTENCES,
    **stances.SENTENCES,
    **suggestions.SENTENCES,
    **tags.SENTENCES,
    **terms.SENTENCES,
}
"""One sentence or two for each refusal, in the module of the refusal's name; its facts are their fields."""

WORDS_SHOWN = 700
"""How much a refusal quotes of what somebody wrote: a statement as a rule in full, and two of them fit in a message."""


def refused(front: FrontEnd, refusal: Refusal) -> str:
    """What the person reads; nothing that people wrote has any force in it."""
    facts = {fact.name: _said(front, getattr(refusal, fact.name)) for fact in fields(refusal)}
    return front.say(SENTENCES[type(refusal)], **facts)


def _said(front: FrontEnd, fact: object) -> str:
    match fact:
        case None:
            return "?"
        case StrEnum():
            return term(front.catalogue, fact)
        case Obstacle():
            return pauses.with_what_to_do(front, fact)
        case datetime():
            return front.dialect.moment(fact, MomentStyle.RELATIVE)
        case Address():
            return fact.url
        case str():
            return front.dialect.inert_within(fact, WORDS_SHOWN)
        case _ if isinstance(fact, ScheduleProblem):
            return front.dialect.inert(schedules.problem(front, fact))
        case tuple():
            return joined(front.catalogue, (_listed(front, part) for part in fact))
        case _:
            return str(fact)


def _listed(front: FrontEnd, part: object) -> str:
    return f"#{part}" if isinstance(part, int) else _said(front, part)


def _named_in(sentence: str) -> set[str]:
    names = {name.partition(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}
    return names - {"ways"}


def _require_sentences() -> None:
    """Raises TypeError where a refusal has no sentence, or one that names a fact which the refusal lacks."""
    for kind in Refusal.__subclasses__():
        if kind not in SENTENCES:
            raise TypeError(f"bot.words.refusals has no sentence for {kind.__name__}")
        unknown = _named_in(SENTENCES[kind]) - {fact.name for fact in fields(kind)}
        if unknown:
            raise TypeError(f"the sentence for {kind.__name__} names {', '.join(sorted(unknown))}")


_require_sentences()
