"""What goes from a text, and what stays: a word is no name because a name is in it."""

import time

import pytest

from bot.exchange.pseudonyms.names import SOMEBODY, NameIndex
from bot.exchange.pseudonyms.traces import Traces

ANA, AL, ZOE, AHMAD, TANAKA, KIT, MINSU = "A1", "A2", "B1", "B2", "B3", "P1", "P2"
TRACES = Traces(
    NameIndex(
        [
            *(("Ana", ANA), ("Al", AL), ("Zoë van der Łucz", ZOE), ("أحمد", AHMAD)),
            *(("田中", TANAKA), ("🦊 kit", KIT), ("민수", MINSU), ("Ana Sol", ZOE)),
            *(("Sam", "C1"), ("sam", "C2"), ("...", "C3"), ("\u200b", "C4")),
        ]
    ),
    {123456789012345678: ANA},
)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        # Names, at the edges of words, the longest first.
        ("Also Al said so, AL! And @al.", "Also A2 said so, A2! And A2."),
        ("Ana, banana, anas, Ana's, __ana__, ||ANA||, ana_", "A1, banana, anas, A1's, __A1__, ||A1||, A1_"),
        ("Ana Sol and Ana", "B1 and A1"),
        ("zoe van der lucz; ZOEVANDERLUCZ; @zoe.van-der_lucz", "B1; B1; B1"),
        # A word of a name where it is written with a capital letter; particles never.
        ("Zoë said; zoë said; Van der what", "B1 said; zoë said; Van der what"),
        ("Ａｎａ A\u200dna A\u0301na A\u00adna", "A1 A1 A1 A1"),
        ("وأحمد قال لأحمد، فبأحمد", "وB2 قال لB2، فبB2"),
        ("田中さんは Anaさん 민수가", "B3さんは A1さん P2가"),
        ("🦊 kit, 🦊kit, Kit, kit", "P1, P1, P1, P1"),
        # Of two people of one name it is not known who is meant; signs alone are nobody.
        ("Sam and @SAM ... ok...", "(person) and (person) ... ok..."),
        # Links.
        ("see https://x.org/a_(b).", "see (link))."),
        ('[ana](https://x.org/a "Ana"), <https://x.org>', "[A1](link), (link)"),
        ("discord.gg/abc discord。gg/abc www.x.y x.co.uk a.bc/de and/or", "(link) (link) (link) (link) (link) and/or"),
        ("mail ana@x.org or mailto:ana@x.org", "mail (link) or (link)"),
        ("see...discord.gg/abc; 10.0.0.1:80/x", "see...(link); (link)"),
        # Mentions and numbers of the platform.
        ("<@123456789012345678> <@!1> <@&1> <#1>", "A1 (mention) (role) (channel)"),
        ("<:blob:1> <a:blob:1> </ledger show:1> <t:1:R>", "(emoji) (emoji) (command) (time)"),
        ("\\<@123456789012345678>", "\\A1"),
        ("123456789012345678 99999999999999999999999", "A1 (number)"),
        ("@everyone, @Bob_x. #general", "(mention), (mention). (channel)"),
        # What looks a little like them.
        ("#3, ✓ #1, C# is 2.5 times e.g. better, and/or node.js", None),
        ("It ends here.No it does not: 1234567 of 2026-01-01", None),
        ("A @ B, a_b, 50 % [1] (see below)", None),
        ("", None),
    ],
)
def test_only_what_leads_to_somebody_goes(text: str, without: str | None) -> None:
    assert TRACES.without(text) == (text if without is None else without)


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a/", "](", "@", "<", "a:", "a-", "ana ", "[x](", "(a)", "</", "a@b.", "وف"]
)
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    TRACES.without("](" + piece * (4000 // len(piece)))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (
            "Carla, CARLA and @carla; Ottilie said, ottilie said",
            "(person), (person) and (person); (person) said, ottilie said",
        ),
        ("Ana and ana; Ana Beck; @Ana_Beck", "A1 and A1; (person); (person)"),
        ("Zoë said, Zoe Ott said", "B1 said, (person) said"),
        ("Al said so", "A2 said so"),
        ("Nobody was there", None),
    ],
)
def test_of_people_of_other_debates_it_is_only_told_that_somebody_is_named(text: str, without: str | None) -> None:
    """Where a name is that of somebody here as well, it is them who are meant, but for a longer name."""
    elsewhere = NameIndex((name, SOMEBODY) for name in ("Carla", "Ottilie Quint", "Ana Beck", "zoe ott", "AL"))
    names = NameIndex([("Ana", ANA), ("Al", AL), ("Zoë van der Łucz", ZOE)])

    assert Traces(names, {}, elsewhere).without(text) == (text if without is None else without)
