"""Who is A1: the letter of the side that somebody is on at the end, as in a digest; a number by first appearance."""

from collections import Counter
from collections.abc import Collection, Mapping

from bot.ledger.people import Participant
from bot.ledger.standing.counts import camps
from bot.words.letters import side_letter


def pseudonyms(people: Mapping[int, Participant], sides: Collection[int]) -> dict[int, str]:
    """What each person is called, by number.

    Somebody on no side has a P for a letter, where no side has that. Without declared sides two people are a side each,
    and of more all are on none.
    """
    letters = _letters(people, sides)
    unsided = "P"
    while unsided in letters.values():
        unsided += "P"
    so_far = Counter[str]()
    named: dict[int, str] = {}
    for number in sorted(people):
        letter = letters.get(number, unsided)
        so_far[letter] += 1
        named[number] = f"{letter}{so_far[letter]}"
    return named


def _letters(people: Mapping[int, Participant], sides: Collection[int]) -> dict[int, str]:
    """The letters of those who are on a side. Sides whose people all count nowhere come behind those of a digest."""
    counted = {number: person for number, person in people.items() if not person.counts_nowhere}
    chosen = ((number, person.side) for number, person in counted.items())
    taking_part = camps(sides, chosen, lambda: counted)
    letters = {key: side_letter(place) for place, key in enumerate(key for key in taking_part if key is not None)}
    if not sides:
        return letters
    for side in sorted({person.side for person in people.values() if person.side is not None} - letters.keys()):
        letters[side] = side_letter(len(letters))
    return {number: letters[person.side] for number, person in people.items() if person.side is not None}
