"""What in a message of Discord looks like an entry, as the form of a tag would offer it."""

from collections.abc import Iterator

from bot.ledger.rules.suggestions import Found, Suggested, looks_like
from bot.ledger.statements import covering_piece
from bot.render.dialects.discord_message import LONGEST_MESSAGE, Named, offered_statement, with_blanks
from bot.render.dialects.spoilers import covered_as_in, spoilers_in


def suggestions_in(content: str, named: Named) -> Iterator[Suggested]:
    """What a message looks like, by the sentences that are its author's own; nothing of one that is too long."""
    if len(content) <= LONGEST_MESSAGE:
        for found in looks_like(with_blanks(content)):
            yield from _offered(content, found, named)


def _offered(content: str, found: Found, named: Named) -> Iterator[Suggested]:
    passage = covering_piece(content, content[found.start : found.end], spoilers_in(content)) or ""
    statement = covered_as_in(offered_statement(passage, named), content)
    if statement:
        yield Suggested(found.kind, found.start, passage, statement, found.marker, found.language)
