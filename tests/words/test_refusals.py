"""Every refusal says what was wrong and what to do next, by the ways of the front end, and quotes without force."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.ledger.refusals import NoDebate, NothingFits, Refusal, RewordedMeanwhile
from bot.render.front_ends import DISCORD
from bot.words.refusals import SENTENCES, _require_sentences, refused
from bot.words.ways import Ways
from tests.words.facts import KINDS, refusal
from tests.words.linked import LINKED

GOLDEN = Path(__file__).parent / "refusals.txt"


def test_what_people_read_on_discord() -> None:
    said = [f"{kind.__name__}: {refused(DISCORD, refusal(kind, '*some* words'))}\n" for kind in KINDS]

    assert "".join(said) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_another_front_end_points_to_its_own_ways(kind: type[Refusal]) -> None:
    elsewhere = replace(DISCORD, ways=Ways(**{way.name: f"[{way.name}]" for way in fields(Ways)}))

    said = refused(elsewhere, refusal(kind, "words"))

    assert not any(discords in said.lower() for discords in (" /", "right-click", "apps", "discord", "crux export"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", ["x", "*", "||_||", "long words "])
def test_a_refusal_quotes_only_so_much_that_a_message_takes_it(kind: type[Refusal], piece: str) -> None:
    said = refused(LINKED, refusal(kind, piece * 4000))

    assert 0 < len(said) <= LINKED.dialect.limits.message


def test_the_command_to_use_next_can_be_pressed() -> None:
    assert "</debate open:" in refused(LINKED, NoDebate())


def test_a_refusal_without_a_sentence_fails_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SENTENCES, NothingFits)

    with pytest.raises(TypeError, match="no sentence for NothingFits"):
        _require_sentences()


def test_a_sentence_that_names_what_the_refusal_lacks_fails_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SENTENCES, NothingFits, "There is no {thing} here.")

    with pytest.raises(TypeError, match="NothingFits names thing"):
        _require_sentences()


def test_a_refusal_quotes_what_people_wrote_without_force() -> None:
    reworded = refused(DISCORD, RewordedMeanwhile(entry=1, statement="[x](https://evil.example)"))

    assert "\\[x\\](https:\u200b//evil" in reworded
    assert "“@\u200beveryone”" in refused(DISCORD, NothingFits(words="@everyone"))
