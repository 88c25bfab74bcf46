"""What is said when several entries are taken back, or brought back, at once."""

from bot.render.front_ends import DISCORD
from bot.words.answers import withdrawals
from tests.words.answers.rents import CONCEDED, QUALITY, RENTS


def test_a_concession_among_them_is_made_anew() -> None:
    assert withdrawals.withdrawn(DISCORD, (RENTS, QUALITY)) == (
        "Withdrawn: **#1**, **#2**. Their history stays: /ledger history."
    )
    assert withdrawals.withdrawn(DISCORD, (RENTS, CONCEDED)).splitlines()[1] == "-# /concede concedes it anew."
    assert withdrawals.restored(DISCORD, (RENTS, QUALITY)) == (
        "Brought back: **#1**, **#2**\n-# /ledger withdraw takes it back."
    )


def test_the_question_says_where_there_are_more() -> None:
    assert len(withdrawals.which_to_withdraw(DISCORD, withdrawals.MOST_SHOWN - 1).splitlines()) == 1
    assert "Do it again" in withdrawals.which_to_withdraw(DISCORD, withdrawals.MOST_SHOWN)
    assert withdrawals.nothing_to_withdraw(DISCORD, own=True) != withdrawals.nothing_to_withdraw(DISCORD, own=False)
