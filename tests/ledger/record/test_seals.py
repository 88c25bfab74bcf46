"""A seal that somebody kept is read as it is shown, and says whether the ledger still has it."""

import pytest

from bot.ledger.record.seals import KeptSeal, SealVerdict, seal_from, verdict
from bot.ledger.refusals import BadSeal

HASH = bytes.fromhex("7647f578f548" + "00" * 26)
KEPT = KeptSeal(44, "7647f578f548")


@pytest.mark.parametrize("words", ["44:7647f578f548", " 44:7647F578F548 ", "`44:7647f578f548`"])
def test_it_is_read_as_a_digest_shows_it(words: str) -> None:
    assert seal_from(words) == KEPT


@pytest.mark.parametrize("words", ["1330000000000000000:44:7647f578f548", "`1330000000000000000:44:7647F578F548`"])
def test_it_is_read_behind_the_number_of_its_debate(words: str) -> None:
    assert seal_from(words) == KeptSeal(44, "7647f578f548", 1330000000000000000)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "44",
            "7647f578f548",
            "44:7647f57",
            "0:7647f578f548",
            "-1:7647f578f548",
            "44:7647f578f54g",
            "٤:7647f578f548",
        ),
        *(
            "44:" + "a" * 65,
            "2147483648:7647f578f548",
            "9" * 5000 + ":7647f578f548",
            "44:7647f578:f548",
            "0:44:7647f578f548",
            ":44:7647f578f548",
            "1:2:44:7647f578f548",
            "9223372036854775808:44:7647f578f548",
            "٤:7647f578f548",
        ),
    ],
)
def test_anything_else_is_refused(words: str) -> None:
    with pytest.raises(BadSeal):
        seal_from(words)


def test_what_it_says() -> None:
    assert verdict(KEPT, True, HASH) is SealVerdict.MATCHES
    assert verdict(KeptSeal(44, "7647f578"), True, HASH) is SealVerdict.MATCHES
    assert verdict(KEPT, True, HASH[::-1]) is SealVerdict.DIFFERS
    assert verdict(KEPT, True, None) is SealVerdict.TOO_FEW_EVENTS
    assert verdict(KEPT, False, None) is SealVerdict.NO_DEBATE
