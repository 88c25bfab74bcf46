"""The letters that stand for sides: what a side is called once its name was shown."""

from string import ascii_uppercase


def side_letter(place: int) -> str:
    """The letter of the side at a place among a standing's sides: A for the first, AA for the one behind Z."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, len(ascii_uppercase))
        letters = ascii_uppercase[digit] + letters
    return letters
