"""A piece of a text is found however the letters of both are composed, and is the text's own."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.equivalence import piece_in

COMPOSED = "Đúng: nhà ở Việt Nam\nquá đắt, 각 \u03a9 ở đây"
APART = normalize("NFD", COMPOSED)


@pytest.mark.parametrize("text", [COMPOSED, APART], ids=["composed", "apart"])
@pytest.mark.parametrize("quoted", ["Việt Nam quá đắt", "Đúng", "각 \u2126 ở", "ở  đây"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_piece_is_found_whatever_the_composition_of_both(text: str, quoted: str, form: str) -> None:
    piece = piece_in(text, normalize(form, quoted))

    assert piece is not None
    assert piece in text
    assert normalize("NFC", " ".join(piece.split())) == normalize("NFC", " ".join(quoted.split()))


@pytest.mark.parametrize("text", ["Viê\u0323t Nam", "Việt Nam", "Vie\u0302\u0323t Nam", "Vie\u0323\u0302t Nam"])
def test_marks_may_come_in_any_order(text: str) -> None:
    assert piece_in(text, "Việt") == text.removesuffix(" Nam")


@pytest.mark.parametrize(
    ("text", "quoted"), [("é", "e"), ("e\u0301", "e"), ("각", "가"), ("각", "ㄱ"), ("e\u0301", "\u0301")]
)
def test_a_letter_is_never_divided(text: str, quoted: str) -> None:
    assert piece_in(text, quoted) is None
    assert piece_in(normalize("NFD", text), normalize("NFD", quoted)) is None


def test_a_later_place_is_found_where_an_earlier_one_would_divide_a_letter() -> None:
    assert piece_in("cafe\u0301 cafe.", "cafe") == "cafe"
    assert piece_in("e\u0301e\u0301e", "e") == "e"


def test_what_is_not_there_is_not_found() -> None:
    assert piece_in("rents fall", "rents rise") is None
    assert piece_in("", "rents") is None
    assert piece_in("\U0001d15e", "\U0001d158\U0001d165x") is None


letters = st.text(
    st.sampled_from("aeê \n.\u0301\u0302\u0323\u0327가ㄱ\u1100\u1161\u11a8\u2126Ω\U0001fa77"), max_size=12
)


@given(letters, letters, letters)
def test_whatever_is_cut_out_between_letters_is_found_again(before: str, inside: str, behind: str) -> None:
    text, quoted = f"{before}[{inside}].{behind}", f"[{inside}]"

    for written in (text, normalize("NFC", text), normalize("NFD", text)):
        piece = piece_in(written, quoted)
        assert piece is not None
        assert piece in written
        assert normalize("NFC", "".join(piece.split())) == normalize("NFC", "".join(quoted.split()))
