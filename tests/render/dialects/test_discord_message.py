"""What a tag's form offers as its statement: the author's own words, without Discord's signs."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.text import one_line
from bot.render.dialects.discord_message import Named, offered_statement, own_words

NAMED = Named(
    person={1: "ana", 2: "ben *the* ||bold||"}.get,  # type: ignore[arg-type]  # every id here has a name
    role=lambda role: "builders",
    channel=lambda channel: "housing",
)


@pytest.mark.parametrize(
    ("message", "offered"),
    [
        ("> Rents never fall\nThey do fall", "They do fall"),
        (">Rents never fall\nThey do fall", "They do fall"),
        ("They do fall\n>>> Rents never fall\nNever ever", "They do fall"),
        ("> Rents never fall", ""),
        (">>> Rents never fall\nNever ever", ""),
        ("First\n> quoted\nThen", "First Then"),
        (">50 % agree", ">50 % agree"),
        ("a > b", "a > b"),
        ("**Rents** __fall__ ~~not~~ *when* _we_ ***build***", "Rents fall not when we build"),
        ("**a *b* c** and __**d**__", "a b c and d"),
        ("snake_case_name, 2 * 3 * 4, 5*3*2, a**", "snake_case_name, 2 * 3 * 4, 5*3*2, a**"),
        ("\\*not emphasis\\* and \\_this\\_", "*not emphasis* and _this_"),
        ("`code *as it is*` and ``more ` of it``", "code *as it is* and more ` of it"),
        ("```py\n> x = 1\n```\nis code", "> x = 1 is code"),
        ("# Heading\nRents fall", "Heading Rents fall"),
        ("-# small", "small"),
        ("- one\n* two\n  - three\n1. four", "one two three four"),
        ("[a source](https://a.example/x_(y)) says so", "a source says so"),
        ("[a source](<https://a.example> \"title\") says so", "a source says so"),
        ("[**a** source of <@1>](https://a.example) says so", "a source of @ana says so"),
        ("see <https://a.example/__x__>", "see https://a.example/__x__"),
        ("see https://a.example/a_b_c*d*", "see https://a.example/a_b_c*d*"),
        ("<@1> and <@!1> said it", "@ana and @ana said it"),
        ("**<@2>** said it", "@ben *the* ||bold|| said it"),
        ("<@&7> in <#9> and <id:browse>", "@builders in #housing and #browse"),
        ("so <:good:123> and <a:great:456>", "so :good: and :great:"),
        ("</ledger show:12> shows it", "/ledger show shows it"),
        ("since <t:1700000000:R>", "since 2023-11-14 22:13 UTC"),
        ("on <t:1700000000:D> at <t:1700000000:t>", "on 2023-11-14 at 22:13 UTC"),
        ("at <t:999999999999999>", "at"),
        ("||Rosebud is **his** sled||, they say", "||Rosebud is his sled||, they say"),
        ("a || b", "a || b"),
        ("Use tools, e.g. Crux. " + "It helps. " * 40, "Use tools, e.g. Crux."),
        ("**Use tools, e.g. Crux. They help.** " + "It helps. " * 40, "Use tools, e.g. Crux."),
        ("# Supply\nRents fall. " + "It helps. " * 40, "Supply"),
        ("||Rosebud is a sled. It burns.|| " + "So it goes. " * 40, "||Rosebud is a sled.||"),
        ("||" + "word " * 100 + "||", "||" + "word " * 58 + "word…||"),
    ],
)  # fmt: skip
def test_the_offered_statement_is_the_authors_own_words(message: str, offered: str) -> None:
    assert offered_statement(message, NAMED) == offered


PIECES = (
    "||", "|", "**", "__", "*", "_", "~~", "`", "```", "> ", ">>> ", "\n", ". ", "e.g. ", "# ", "- ", "\\", "<@1>",
    "<:a:1>", "<t:1:R>", "[x](https://y.example)", "word ", "sentence. ", "\u0301", "\U0001f468\u200d\U0001f469",
)  # fmt: skip
messages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=120).map("".join)


@given(messages)
def test_nothing_is_torn_uncovered_or_too_long(message: str) -> None:
    words = one_line(own_words(message, NAMED))

    offered = offered_statement(message, NAMED)

    assert len(offered) <= STATEMENT_LIMIT
    assert one_line(offered) == offered
    kept = offered
    if not words.startswith(kept) or (kept.endswith("…") and len(words) > STATEMENT_LIMIT):
        kept = offered.removesuffix("||").removesuffix("…")
    assert words.startswith(kept)
    assert len(kept) in {0, *(cluster.end() for cluster in regex.finditer(r"\X", words))}
    if len(words) > STATEMENT_LIMIT:
        assert offered.count("||") % 2 == 0 or words.count("||") == offered.count("||")


@given(st.text(alphabet="abc .,?!\n", max_size=280))
def test_words_without_markup_are_offered_as_they_are(message: str) -> None:
    assert offered_statement(message, NAMED) == one_line(message)


@pytest.mark.parametrize(
    "piece", ["*", "**", "_", "__", "`", "```", "||", "[", "](", "<", "\\", "> ", "*a ", "_a ", "[a](https://b"]
)
def test_no_message_takes_long(piece: str) -> None:
    assert len(offered_statement((piece * 4000)[:4000], NAMED)) <= STATEMENT_LIMIT
