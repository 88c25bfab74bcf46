"""What people read of refusals of tags and of statements."""

from collections.abc import Mapping

from bot.ledger.refusals import (
    AlreadyStated,
    AlreadyTagged,
    DraftIsGone,
    EmptyStatement,
    MayNotTagOthers,
    NamesNoEntry,
    NothingTaggedThere,
    NothingToTag,
    PassageNotInMessage,
    Refusal,
    StatementTooLong,
    UnsafeText,
    WrittenByAnApp,
)
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    EmptyStatement: message("A statement needs words: one sentence that people can agree or disagree with."),
    StatementTooLong: message("That statement has {length} characters; at most {limit} fit. Say it in one sentence."),
    UnsafeText: message(
        "That text holds characters that Crux cannot keep (control or invisible ones only). Write it in plain words."
    ),
    PassageNotInMessage: message(
        "The passage is not in that message. Cut the message's own text down to what you quote, without changing it."
    ),
    NothingToTag: message(
        "That message has no text of its own to tag. Tag the message that holds the words, or use {ways.state_claim}."
    ),
    WrittenByAnApp: message(
        "That was written by an app, so nobody could stand by it. Tag a person's message, or use {ways.state_claim}."
    ),
    NothingTaggedThere: message("That message has no entry that can be answered. {ways.start_tagging_it} to make one."),
    NamesNoEntry: message(
        "That is a message of Crux's own, and it names no entry of this debate. {ways.show_ledger} shows them all."
    ),
    MayNotTagOthers: message(
        "In this server, only {who} tag what others wrote. Ask its author to tag it. What you say yourself you can "
        "always tag, or state with {ways.state_claim}; then you take part."
    ),
    AlreadyTagged: message("That passage already stands in the ledger as #{entry}. {ways.start_looking_up} to see it."),
    AlreadyStated: message(
        "You have stated exactly that before, as #{entry}. {ways.show_entry} shows it; {ways.withdraw} takes it back."
    ),
    DraftIsGone: message(
        "That form stood open too long, so Crux no longer has the message. {ways.start_tagging_again}."
    ),
}
