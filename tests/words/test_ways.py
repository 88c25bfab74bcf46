"""Every way that a front end names is pointed to by some sentence, and every sentence points to ways that there are."""

import re
from dataclasses import fields

from bot.words.ways import Ways
from tests.words.template import TEMPLATE


def test_the_sentences_and_the_ways_know_each_other() -> None:
    pointed_to = set(re.findall(r"{ways\.(\w+)}", TEMPLATE.read_text(encoding="utf-8")))

    assert pointed_to == {way.name for way in fields(Ways)}
