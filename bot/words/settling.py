"""What would settle an entry, and what would settle most."""

from collections.abc import Iterator, Mapping

from bot.ledger.entries import Answer
from bot.ledger.standing.settling import Need, Settling, Way, settles_for_good
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.telling.settles_most import SettlesMost, newcomers, would_settle
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import enumerated, sentences

_SPELLED = (
    message("No"),
    message("One"),
    message("Two"),
    message("Three"),
    message("Four"),
    message("Five"),
    message("Six"),
    message("Seven"),
    message("Eight"),
    message("Nine"),
    message("Ten"),
)


def settles_most(front: FrontEnd, most: SettlesMost) -> str:
    """Which answers can settle the most entries."""
    fields = {"answers": _spelled(front, most.answers), "entries": _entries(front, most)}
    if len(most.entries) + most.more > 1:
        return _each_of_several(front, most, fields)
    if most.side is None:
        return front.count(
            "{answers} more answer can decide {entries}.",
            "{answers} more answers can decide {entries}.",
            most.answers,
            **fields,
        )
    if most.for_good:
        return front.count(
            "{answers} answer of {side} can decide {entries}.",
            "{answers} answers of {side} can decide {entries}.",
            most.answers,
            side=side_letter(most.side),
            **fields,
        )
    return front.count(
        "{answers} answer of {side} can show where {side} stands on {entries}.",
        "{answers} answers of {side} can show where {side} stands on {entries}.",
        most.answers,
        side=side_letter(most.side),
        **fields,
    )


def _each_of_several(front: FrontEnd, most: SettlesMost, fields: Mapping[str, str]) -> str:
    if most.side is None:
        return front.count(
            "{answers} more answer to each can decide {entries}.",
            "{answers} more answers to each can decide {entries}.",
            most.answers,
            **fields,
        )
    if most.for_good:
        return front.count(
            "{answers} answer of {side} to each can decide {entries}.",
            "{answers} answers of {side} to each can decide {entries}.",
            most.answers,
            side=side_letter(most.side),
            **fields,
        )
    return front.count(
        "{answers} answer of {side} to each can show where {side} stands on {entries}.",
        "{answers} answers of {side} to each can show where {side} stands on {entries}.",
        most.answers,
        side=side_letter(most.side),
        **fields,
    )


def _entries(front: FrontEnd, most: SettlesMost) -> str:
    numbers = [f"#{number}" for number in most.entries]
    if most.more:
        numbers.append(front.count("{number} more", "{number} more", most.more))
    return enumerated(front.catalogue, numbers)


def _spelled(front: FrontEnd, number: int) -> str:
    """A number as the first word of a sentence."""
    return front.say(_SPELLED[number]) if number < len(_SPELLED) else str(number)


def settles_it(front: FrontEnd, now: Standing, line: EntryStanding) -> str | None:
    """What would settle an entry, in all ways of so few answers; None where nothing would, or it is settled."""
    found = would_settle(now, line)
    if found is None:
        return None
    return sentences(front.catalogue, _ways(front, now, line, found))


def _ways(front: FrontEnd, now: Standing, line: EntryStanding, found: Settling) -> Iterator[str]:
    for way in found.ways if found.by_one_side else found.ways[:1]:
        if len(way) > 1:
            yield _of_several_sides(front, way)
            continue
        (need,) = way
        if now.is_room:
            yield _of_the_room(front, need)
        else:
            yield _of_one_side(front, need) if settles_for_good(line.tallies) else _where_it_stands(front, need)
        new = 0 if now.is_room else newcomers(now, line, need)
        if new:
            yield front.count(
                "{number} of them would have to join {side} first.",
                "{number} of them would have to join {side} first.",
                new,
                side=side_letter(need.side),
            )


_AGREE, _DISAGREE = frozenset({Answer.AGREE}), frozenset({Answer.DISAGREE})


def _of_one_side(front: FrontEnd, need: Need) -> str:
    number, fields = need.answers, {"answers": _spelled(front, need.answers), "side": side_letter(need.side)}
    if need.kinds == _AGREE:
        return front.count(
            "{answers} more answer of {side} would settle it, if it agrees.",
            "{answers} more answers of {side} would settle it, if they agree.",
            number,
            **fields,
        )
    if need.kinds == _DISAGREE:
        return front.count(
            "{answers} more answer of {side} would settle it, if it disagrees.",
            "{answers} more answers of {side} would settle it, if they disagree.",
            number,
            **fields,
        )
    if Answer.UNSURE in need.kinds:
        return front.count(
            "{answers} more answer of {side} would settle it, whatever it is.",
            "{answers} more answers of {side} would settle it, if they are all the same.",
            number,
            **fields,
        )
    return front.count(
        "{answers} more answer of {side} would settle it, if it agrees or disagrees.",
        "{answers} more answers of {side} would settle it, if all agree or all disagree.",
        number,
        **fields,
    )


def _where_it_stands(front: FrontEnd, need: Need) -> str:
    number, fields = need.answers, {"answers": _spelled(front, need.answers), "side": side_letter(need.side)}
    if need.kinds == _AGREE:
        return front.count(
            "{answers} more answer of {side} would show where {side} stands, if it agrees.",
            "{answers} more answers of {side} would show where {side} stands, if they agree.",
            number,
            **fields,
        )
    if need.kinds == _DISAGREE:
        return front.count(
            "{answers} more answer of {side} would show where {side} stands, if it disagrees.",
            "{answers} more answers of {side} would show where {side} stands, if they disagree.",
            number,
            **fields,
        )
    if Answer.UNSURE in need.kinds:
        return front.count(
            "{answers} more answer of {side} would show where {side} stands, whatever it is.",
            "{answers} more answers of {side} would show where {side} stands, if they are all the same.",
            number,
            **fields,
        )
    return front.count(
        "{answers} more answer of {side} would show where {side} stands, if it agrees or disagrees.",
        "{answers} more answers of {side} would show where {side} stands, if all agree or all disagree.",
        number,
        **fields,
    )


def _of_the_room(front: FrontEnd, need: Need) -> str:
    number, answers = need.answers, _spelled(front, need.answers)
    if need.kinds == _AGREE:
        return front.count(
            "{answers} more answer would settle it, if it agrees.",
            "{answers} more answers would settle it, if they agree.",
            number,
            answers=answers,
        )
    if need.kinds == _DISAGREE:
        return front.count(
            "{answers} more answer would settle it, if it disagrees.",
            "{answers} more answers would settle it, if they disagree.",
            number,
            answers=answers,
        )
    if Answer.UNSURE in need.kinds:
        return front.count(
            "{answers} more answer would settle it, whatever it is.",
            "{answers} more answers would settle it, if they are all the same.",
            number,
            answers=answers,
        )
    return front.count(
        "{answers} more answer would settle it, if it agrees or disagrees.",
        "{answers} more answers would settle it, if all agree or all disagree.",
        number,
        answers=answers,
    )


def _of_several_sides(front: FrontEnd, way: Way) -> str:
    answers = enumerated(front.catalogue, [_together(front, need) for need in way])
    return front.say("Answers of several sides would settle it together: {answers}.", answers=answers)


def _together(front: FrontEnd, need: Need) -> str:
    if need.kinds == _AGREE:
        return front.count(
            "{number} of {side} that agrees", "{number} of {side} that agree", need.answers, side=side_letter(need.side)
        )
    return front.count(
        "{number} of {side} that disagrees",
        "{number} of {side} that disagree",
        need.answers,
        side=side_letter(need.side),
    )
