"""Rows of buttons: the same ones are made once, unless they carry what a person wrote."""

from cogs._answers import button, row


async def test_the_same_buttons_are_the_same_row() -> None:
    assert row(button("Undo", "withdraw", 3)) is row(button("Undo", "withdraw", 3))
    assert row(button("Undo", "withdraw", 3)) is not row(button("Undo", "withdraw", 4))


async def test_a_row_with_a_persons_words_is_not_kept() -> None:
    first, second = (row(button("Open it", "side", "Build more", worded=True)) for _ in range(2))

    assert first is not second
    assert first.to_components() == second.to_components()
