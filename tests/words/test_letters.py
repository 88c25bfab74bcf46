"""Sides are told apart by letters, however many there are."""

from bot.words.letters import side_letter


def test_each_side_has_a_letter_of_its_own() -> None:
    letters = [side_letter(place) for place in range(800)]

    assert letters[:3] == ["A", "B", "C"]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert letters[702] == "AAA"
    assert len(set(letters)) == len(letters)
