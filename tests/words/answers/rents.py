"""A small debate that the answers are about."""

from bot.ledger.ledger import Ledger
from tests.transcript import debate

LEDGER: Ledger = debate(
    """
    sides Build / Wait
    ana joins Build
    ben joins Wait
    ana  claim  Rents fall when we build
    ben  claim  Quality *suffers*
    ana  agrees #2
    ben  concedes #1  You are right about rents
    ben  concedes for argument #1  Let us say so
    ana  claim  Zoning is what holds us back
    ben parks #5
    ana  claim  Cranes are loud
    ben parks #6
    ana also parks #6
    ana  defines rent  What a tenant pays
    """
)

RENTS, QUALITY, CONCEDED, GRANTED, ZONING, CRANES = (LEDGER.entries[number] for number in range(1, 7))
"""Two claims, two concessions of the first one, and two claims that are set aside: by one side, and by both."""

RENT = LEDGER.definitions[1]

ANA, BEN = 101, 102
"""People's numbers on the platform."""
