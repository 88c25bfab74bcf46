"""What a person reads of a refusal: what was wrong, and what to do next."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from string import Formatter

from bot.ledger import refusals
from bot.ledger.pauses import Obstacle
from bot.ledger.refusals import Address, Refusal
from bot.ledger.schedule_problems import ScheduleProblem
from bot.words import pauses, schedules
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd, MomentStyle
from bot.words.lists import joined
from bot.words.vocabulary import term

SENTENCES: Mapping[type[Refusal], str] = {
    refusals.NoDebate: message(
        "There is no debate here yet. Open one with {ways.open_debate}, or {ways.tag_as_claim}."
    ),
    refusals.DebateIsClosed: message(
        "This debate is closed. Its ledger can still be read; {ways.open_debate} opens it again."
    ),
    refusals.LedgerIsLocked: message(
        "Moderators have locked this ledger, so nothing can be added or changed; it can still be read. "
        "They unlock it with {ways.unlock_ledger}: it needs {ways.moderators}. Ask one of them."
    ),
    refusals.LedgerIsLockedFor: message(
        "Moderators have locked this ledger, so nothing can be added or changed; it can still be read. Why: "
        "“{reason}”. They unlock it with {ways.unlock_ledger}: it needs {ways.moderators}. Ask one of them."
    ),
    refusals.LedgerIsUnlocked: message("This ledger is not locked. {ways.lock_ledger} locks it."),
    refusals.DebateIsOpen: message(
        "A debate is already open here. {ways.show_status} shows it; {ways.join_side} takes a side; "
        "{ways.edit_debate} corrects its question and the names of its sides."
    ),
    refusals.TooManyTags: message(
        "You have made {limit} entries in this debate within an hour, as many as one person may here. The next one "
        "can be made {again}. Answering goes on: {ways.take_stance}, {ways.next_entries}."
    ),
    refusals.TooManyEntries: message(
        "This debate has {limit} open entries, as many as there may be. Take a stance on what is there "
        "({ways.take_stance}), take back what is yours ({ways.withdraw}), or ask a moderator to merge what says the "
        "same ({ways.merge})."
    ),
    refusals.Barred: message(
        "Moderators keep you from writing to this server's ledgers. You can still read them, and {ways.forget} erases "
        "what you wrote. To have it lifted, ask somebody who has {ways.moderators}: {ways.unbar} does it."
    ),
    refusals.BarredFor: message(
        "Moderators keep you from writing to this server's ledgers: “{reason}”. You can still read them, and "
        "{ways.forget} erases what you wrote. To have it lifted, ask somebody who has {ways.moderators}: {ways.unbar} "
        "does it."
    ),
    refusals.AlreadyBarred: message(
        "That person is kept from writing already. {ways.bars} shows since when; {ways.unbar} lifts it."
    ),
    refusals.NotBarred: message("That person is not kept from writing. {ways.bars} shows who is; {ways.bar} does it."),
    refusals.ReasonTooLong: message("That is too long: a reason has room for {limit} characters."),
    refusals.NoQuestion: message(
        "A debate needs a question. Write what the sides disagree about, in at most {limit} characters."
    ),
    refusals.NothingToDraw: message(
        "There is nothing to draw yet: no claim or crux stands in this debate's ledger. {ways.start_tagging}."
    ),
    refusals.MayNotChangeQuestion: message(
        "Only who opened this debate and moderators can change its question. Leave the question out to keep it."
    ),
    refusals.OutcomeTooLong: message(
        "That is too long: what was settled, and what stays open, has room for {limit} characters each."
    ),
    refusals.BadDay: message(
        "“{words}” is no day that is still to come. Write it as year-month-day, for example 2027-03-01, or leave it "
        "out."
    ),
    refusals.DebateStillOpen: message("This debate is open, so it need not come back. {ways.close_debate} closes it."),
    refusals.SigningIsOver: message("This digest was posted more than a day ago. The next one asks you again."),
    refusals.SigningNeedsASide: message(
        "Only members of a side say whether a digest is fair to it. {ways.join_side} takes one."
    ),
    refusals.OwnWording: message("#{entry} is yours, so reword it yourself: {ways.show_entry} has the button."),
    refusals.NoPercentage: message("“{words}” is no estimate. Write a whole number from 0 to 100."),
    refusals.EstimatesAreOver: message(
        "The estimates of this debate are counted, and no more are taken. {ways.show_status} says how people moved."
    ),
    refusals.EstimateStands: message(
        "Your estimate from before stands: it could be corrected for an hour. You are asked again when the debate "
        "closes."
    ),
    refusals.DebateExists: message(
        "The ledger of debate {debate} is already in this database. Import it into an empty one."
    ),
    refusals.NotInADebateChannel: message("Crux keeps ledgers in {ways.places}. Try it there."),
    refusals.NoForumNamed: message("Say which forum: fill in its option, or use the command within one of its posts."),
    refusals.NotADebateForum: message(
        "New posts in this forum do not become debates, so there is nothing to stop. {ways.set_forum} begins it."
    ),
    refusals.NoSuchForumTag: message(
        "This forum has no tag “{name}”. It has: {names}. Leave the tag out to have every new post be a debate."
    ),
    refusals.SidesComeInPairs: message(
        "Name both sides ({ways.name_both_sides}), or neither: with no sides, two participants are a side each."
    ),
    refusals.NoSuchSide: message(
        "There is no side “{name}” here. {ways.pick_side}, or see them with {ways.list_sides}."
    ),
    refusals.MayNotNameSides: message(
        "The sides of this debate are named by those who take part in it. Answer an entry first ({ways.take_stance}), "
        "or ask one of them."
    ),
    refusals.MayNotOpenSides: message(
        "This debate has its sides: {ways.list_sides} shows them. Only {who} open further ones."
    ),
    refusals.MayNotOpenDebates: message(
        "In this server, only moderators open debates, and closed ones again: it needs {ways.moderators}. Ask one of "
        "them to use {ways.open_debate}."
    ),
    refusals.DebateHasSides: message(
        "This debate keeps the sides that it has; leave them out to open it again. {ways.edit_debate} corrects names."
    ),
    refusals.SideIntoItself: message("A side cannot be merged into itself. Name the other side that means the same."),
    refusals.SideHasPeople: message(
        "People are on that side ({people}), so it cannot be removed. {ways.merge_sides} lets them move along."
    ),
    refusals.SideNameTaken: message("There is already a side called “{name}”. Give the sides different names."),
    refusals.BadSideName: message("A side needs a name of 1 to {limit} characters."),
    refusals.NotOnASide: message("You are on no side of this debate, so there is none to leave."),
    refusals.NoSuchEntry: message(
        "There is no entry #{entry} in this debate. {ways.pick_entry}, or see them with {ways.show_ledger}."
    ),
    refusals.NothingFits: message(
        "There is no entry “{words}” in this debate. {ways.pick_entry}, or see them with {ways.show_ledger}."
    ),
    refusals.AmbiguousEntry: message("“{words}” fits more than one entry: {candidates}. Write its number instead."),
    refusals.NotYours: message(
        "Only the author of #{entry} can do that. You can take a stance on it with {ways.take_stance}."
    ),
    refusals.NothingToRestore: message(
        "#{entry} cannot be brought back: {ways.show_entry} shows where it stands, {ways.show_history} what happened."
    ),
    refusals.NothingRestorable: message(
        "Nothing of that can be brought back any more: it stands again already, or was a concession, which is made "
        "anew with {ways.concede}."
    ),
    refusals.NotMerged: message(
        "#{entry} was not merged into another entry. {ways.show_history} shows what happened to it; "
        "{ways.restore} brings back what was withdrawn."
    ),
    refusals.NotProposed: message("#{entry} is not waiting for its author any more: it is {status}."),
    refusals.AwaitsItsAuthor: message(
        "#{entry} still awaits its author's confirmation, and counts nowhere until then."
    ),
    refusals.EntryIsGone: message(
        "#{entry} was {status}, so nothing can be added to it. {ways.show_history} tells how that came about."
    ),
    refusals.MergedWithItself: message(
        "An entry cannot be merged with itself. Name the other entry that says the same."
    ),
    refusals.EmptyStatement: message("A statement needs words: one sentence that people can agree or disagree with."),
    refusals.StatementTooLong: message(
        "That statement has {length} characters; at most {limit} fit. Say it in one sentence."
    ),
    refusals.UnsafeText: message(
        "That text holds characters that Crux cannot keep (control or invisible ones only). Write it in plain words."
    ),
    refusals.PassageNotInMessage: message(
        "The passage is not in that message. Cut the message's own text down to what you quote, without changing it."
    ),
    refusals.NothingToTag: message(
        "That message has no text of its own to tag. Tag the message that holds the words, or use {ways.state_claim}."
    ),
    refusals.WrittenByAnApp: message(
        "That was written by an app, so nobody could stand by it. Tag a person's message, or use {ways.state_claim}."
    ),
    refusals.NothingTaggedThere: message(
        "That message has no entry that can be answered. {ways.start_tagging_it} to make one."
    ),
    refusals.NamesNoEntry: message(
        "That is a message of Crux's own, and it names no entry of this debate. {ways.show_ledger} shows them all."
    ),
    refusals.MayNotTagOthers: message(
        "In this server, only {who} tag what others wrote. Ask its author to tag it. What you say yourself you can "
        "always tag, or state with {ways.state_claim}; then you take part."
    ),
    refusals.AlreadyTagged: message(
        "That passage already stands in the ledger as #{entry}. {ways.start_looking_up} to see it."
    ),
    refusals.AlreadyStated: message(
        "You have stated exactly that before, as #{entry}. {ways.show_entry} shows it; {ways.withdraw} takes it back."
    ),
    refusals.DraftIsGone: message(
        "That form stood open too long, so Crux no longer has the message. {ways.start_tagging_again}."
    ),
    refusals.SuggestionDecided: message(
        "That suggestion waits no more: somebody has decided it, or its message is gone. {ways.review_suggestions} "
        "goes on with the others."
    ),
    refusals.MessageIsGone: message(
        "That message was deleted, so what was suggested of it is dropped. {ways.review_suggestions} goes on with the "
        "others."
    ),
    refusals.PassageIsGone: message(
        "The message was changed since, and the passage is not in it any more. Drop the suggestion, or tag the message "
        "as it is now: {ways.tag_as_claim}."
    ),
    refusals.CannotReadHere: message(
        "Crux may not read this channel: it needs View Channel and Read Message History ({ways.grant_permissions})."
    ),
    refusals.ReadLately: message("These messages were read less than a minute ago. Ask again in a minute."),
    refusals.ConcessionNeedsEntry: message(
        "Say which entry you concede: write its number (for example 3) or some of its words."
    ),
    refusals.CannotConcedeAConcession: message(
        "#{entry} is itself a concession. Name the claim or crux that you concede."
    ),
    refusals.OthersAreSilent: message(
        "Nobody of another side has answered #{entry} yet, so there is no answer of theirs to take over. "
        "{ways.take_stance} says what you think of it; once they have answered, you can concede."
    ),
    refusals.OthersAreEven: message(
        "The others are even on #{entry} ({agree} agree, {disagree} disagree, {unsure} unsure), so there is no answer "
        "of theirs to take over. {ways.take_stance} says what you think of it now."
    ),
    refusals.AnsweredSoAlready: message(
        "Your answer to #{entry} is “{answer}” already, as that of the others: there is nothing to concede. What you "
        "still disagree about, you can say with {ways.state_claim}."
    ),
    refusals.OwnClaimIsAccepted: message(
        "#{entry} is your own claim, and the others accept it: there is nothing to concede. {ways.take_stance} changes "
        "your answer to it; {ways.withdraw} takes it back."
    ),
    refusals.BuiltUponSince: message(
        "Your answer to #{conceded} has changed since concession #{entry}, so it cannot be undone in one step. "
        "{ways.withdraw} takes the concession back; {ways.take_stance} changes your answer."
    ),
    refusals.EntryGoesOn: message(
        "#{entry} was merged and goes on as #{into}: name that one. {ways.show_entry} shows it, with its buttons."
    ),
    refusals.WordsAreGone: message(
        "The words of #{entry} were erased, so nobody can read what it says. Its author can reword it, or decline it "
        "where it is proposed; {ways.show_history} tells what happened to it."
    ),
    refusals.NotConcession: message(
        "#{entry} is not a concession. Only after a concession can you say what you still disagree about."
    ),
    refusals.LinkNotUnderstood: message(
        "“{words}” is not a link. Write for example: supports 6, attacks 2, restates 4 (or after 9: "
        "what a concession leaves open)."
    ),
    refusals.LinkToItself: message("An entry cannot be linked to itself. Name another entry."),
    refusals.NotLinked: message(
        "The ledger does not say that #{entry} {relation} #{target}. {ways.show_entry} shows what it says of an entry."
    ),
    refusals.NotYourLink: message(
        "Only who linked them, the author of #{entry} and moderators can take that link back."
    ),
    refusals.ConcessionTakesNoStance: message(
        "#{entry} is a concession: it records a move and asks for nobody's stance. Answer the entry it names, "
        "#{target}."
    ),
    refusals.RewordedMeanwhile: message(
        "#{entry} was reworded since. It now says: "
        "“{statement}” — answer that with {ways.take_stance} or from {ways.show_entry}."
    ),
    refusals.BadCredence: message(
        "Write a whole number from 0 to 100: how likely do you think it is, in percent, that the statement is true?"
    ),
    refusals.CredenceContradicts: message(
        "Your answer to #{entry} “{statement}” is “{answer}”, yet you think it {credence} % likely to be true. Which "
        "do you mean? Nothing is stored until you say."
    ),
    refusals.CruxForItself: message(
        "An entry cannot be a crux for itself. Name another entry, or leave it empty for the question."
    ),
    refusals.CannotParkThat: message("#{entry} is a concession; only claims and cruxes can be parked."),
    refusals.ParkingNeedsASide: message(
        "#{entry} is set aside by one side, and another side is asked. You are on none: {ways.join_side}, then park it."
    ),
    refusals.NotParked: message("#{entry} is not parked, so there is nothing to bring back."),
    refusals.EmptyDefinition: message(
        "A definition needs a term (at most {term} characters) and what you mean by it (at most {meaning})."
    ),
    refusals.NobodyChosen: message("Nobody was picked. Pick the person whose term it is."),
    refusals.NoSuchDefinition: message("That definition is no longer in this debate."),
    refusals.OwnDefinition: message("That is your own term already; others can adopt it."),
    refusals.NotYourDefinition: message("Only who wrote that definition down can say whose term it is."),
    refusals.TermOfAnApp: message("That is an app, and a term is a person's. Pick the person whose term it is."),
    refusals.NoSchedule: message(
        "No digest is scheduled here. Set one with {ways.schedule_digest}, or post one now with {ways.post_digest}."
    ),
    refusals.ChannelOfAllDebates: message(
        "Only the digest of all debates is posted in a channel that you pick: choose the option server, too. For the "
        "digests of each debate, {ways.settings} has one channel."
    ),
    refusals.BadScheduleAsked: "{problem}",
    refusals.NoCard: message("This debate keeps no status card. {ways.keep_card} posts one."),
    refusals.CannotPostHere: message(
        "Crux cannot post in this channel. It needs: {permissions}. Ask a moderator, then try again."
    ),
    refusals.CommandsAlone: message(
        "Only Crux's commands were added to this server, not Crux itself, so it can post no digest and no status card "
        "by itself. Whoever manages the server can add it: {invitation}"
    ),
    refusals.PostRefused: message("Crux cannot post here: {obstacle}"),
    refusals.NotPostedYet: message(
        "{ways.platform} did not take the message just now, or did not say so. Look whether it is there; if it is not, "
        "try again in some minutes."
    ),
    refusals.BadSeal: message(
        "That is no seal. Write it as it stands at the end of a digest: the number of an event, a colon and at least "
        "eight digits, for example 44:7647f578f548. For another debate, its number and a colon come first."
    ),
    refusals.FileTooLarge: message(
        "This is too large to be sent here, even zipped and in parts. Ask who runs Crux for "
        "{ways.export_by_operator}, or try a format that holds less, such as csv."
    ),
    refusals.FormatNotInstalled: message(
        "The format {form} needs an extra part of Crux that is not installed. Whoever runs Crux adds it: "
        'pip install "crux-ledger[{extra}]"'
    ),
    refusals.BeingRestarted: message("Crux is being restarted. Nothing was written down; do it again in a moment."),
    refusals.CutShort: message(
        "Crux is being restarted while this was under way. It may have been written down or not: look with "
        "{ways.show_ledger} in a moment, before you repeat it."
    ),
    refusals.ModeratorsOnly: message("Only moderators can do that here: it needs {ways.moderators}."),
    refusals.ManagersOnly: message(
        "Only who manages this server can see and change its settings: it needs {ways.managers}. Ask one of them."
    ),
    refusals.KeptTooLong: message(
        "Whoever runs Crux limits for how long debates are kept after their last activity (days: {days}). Choose less."
    ),
    refusals.RoleOfEverybody: message("Everybody in this server has that role. Pick one that only some people have."),
    refusals.OpenersOnly: message(
        "Only who opened this debate and moderators can do that here. Moderators have {ways.moderators}."
    ),
    refusals.ParticipantsOnly: message(
        "Only people who take part in this debate and moderators can do that here: take a stance or tag a message "
        "first. {ways.preview_digest} shows the digest to you alone, {ways.show_ledger} the ledger."
    ),
    refusals.ButtonExpired: message("This button no longer works. {ways.show_ledger} has the current ones."),
}
"""One sentence or two for each refusal; its facts are their fields."""

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
