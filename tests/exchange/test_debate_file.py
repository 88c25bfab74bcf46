"""A written-down debate: what it says, in which order it happened, and what is refused in one clear line."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_file import read
from bot.exchange.debate_order import in_order
from bot.exchange.debate_parts import (
    DebateFile,
    FileCruxMark,
    FileDefinition,
    FileDigest,
    FileMessage,
    FileParking,
    FileRewording,
    FileStance,
    FileTag,
    Step,
)
from bot.exchange.file_text import text_of
from bot.ledger.entries import Answer, Kind, Scope
from bot.render.front_ends import TERMINAL
from bot.words.files import said

FIELD = Path(__file__).parents[3] / "shared" / "field" / "debates"
SHARED = Path(__file__).parents[3] / "shared" / "debates" / "open-ended-rl.json"
Document = dict[str, Any]  # JSON

TRAMS: Document = {
    "title": "Trams",
    "question": "Should the city build trams?",
    "sides": [{"key": "y", "name": "Yes"}, {"key": "n", "name": "No"}, {"key": "l", "name": "Later"}],
    "participants": [{"key": "ana", "side": "y"}, {"key": "ben", "side": "n"}, {"key": "cy", "side": "l"}],
    "messages": [
        {"key": "a", "author": "ana", "at": "2026-01-01T10:00:00Z", "text": "Trams carry more. Cars lose a lane."},
        {"key": "b", "author": "ben", "at": "2026-01-01T12:00:00+01:00", "text": "Trams cost a lot.", "reply_to": "a"},
    ],
    "tags": [
        {"key": "c1", "message": "a", "by": "ana", "kind": "crux", "statement": "Trams carry more", "credence": 90},
        {"key": "c2", "message": "b", "by": "ana", "kind": "claim", "statement": "Trams cost", "confirmed": False},
        {"key": "c3", "message": "a", "by": "ben", "kind": "claim", "statement": "Cars lose", "parked": True},
        {"key": "c4", "message": "b", "by": "ben", "kind": "crux", "statement": "Dear", "passage": "cost a lot"},
        {
            "key": "c5",
            "message": "b",
            "by": "ben",
            "kind": "concession",
            "statement": "They do carry more",
            "concedes": "c1",
            "stance_on_conceded": "agree",
        },
    ],
    "stances": [
        {"by": "cy", "on": "c1", "stance": "disagree"},
        {"by": "ana", "on": "c4", "stance": "disagree", "credence": 20},
        {"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-03T10:00:00Z"},
    ],
    "crux_marks": [{"by": "ana", "on": "c4"}],
    "definitions": [{"by": "ben", "term": "tram", "means": "rails", "message": "a", "adopts": "ana"}],
    "rewordings": [{"on": "c4", "statement": "Too dear", "at": "2026-01-03T12:00:00Z"}],
    "parking": [{"by": "ana", "on": "c3", "answer": "core"}],
    "digests": ["2026-01-04T10:00:00Z", "2026-01-02T10:00:00Z"],
}


def trams(**changed: object) -> Document:
    return deepcopy(TRAMS) | deepcopy(changed)


def debate(**changed: object) -> DebateFile:
    return read(json.dumps(trams(**changed)))


def shown(step: Step) -> str:
    match step:
        case FileMessage() | FileTag():
            return step.key
        case FileStance():
            return f"{step.by} {step.answer} {step.on}"
        case FileCruxMark():
            return f"{step.by} marks {step.on}"
        case FileDefinition():
            return f"{step.by} defines {step.term}"
        case FileRewording():
            return f"{step.on}: {step.statement}"
        case FileParking():
            return f"{step.by} {step.answer} {step.on}"
        case FileDigest():
            return "digest"


def order(written: DebateFile) -> list[str]:
    return [shown(step) for _, step in in_order(written)]


def changed(part: str, place: int, /, **fields: object) -> Document:
    document = trams()
    document[part][place] |= fields
    return document


# What is read


def test_a_debate_is_read_whole() -> None:
    found = debate()

    assert found.sides == {"y": "Yes", "n": "No", "l": "Later"}
    assert found.participants == {"ana": "y", "ben": "n", "cy": "l"}
    assert found.messages[1].reply_to == "a"
    assert found.messages[1].at == datetime(2026, 1, 1, 11, tzinfo=UTC)
    concession = found.tags[4]
    assert (concession.kind, concession.concedes, concession.scope) == (Kind.CONCESSION, "c1", Scope.POINT)
    assert found.tags[0].credence == 90
    assert found.tags[1].confirmed is False
    assert found.tags[3].stance is Answer.AGREE
    assert found.stances[2].at == datetime(2026, 1, 3, 10, tzinfo=UTC)
    assert found.definitions[0].adopts == "ana"
    assert found.digests[0] == datetime(2026, 1, 2, 10, tzinfo=UTC)


@pytest.mark.skipif(not FIELD.exists(), reason="the field's inputs do not lie beside the checkout")
@pytest.mark.parametrize("name", ["bom", "utf16"])
def test_a_debate_of_the_field_is_read_whichever_its_encoding(name: str) -> None:
    (tag,) = read(text_of((FIELD / f"{name}.json").read_bytes())).tags

    assert (tag.statement, tag.passage) == ("Rents fall", "Rents fall when we build")


def test_a_byte_order_mark_is_no_part_of_a_file() -> None:
    assert read("\ufeff" + json.dumps(TRAMS)) == read(json.dumps(TRAMS))


def test_the_shared_debate_is_read_and_every_step_of_it_comes_once() -> None:
    if not SHARED.exists():
        pytest.skip("the folder with the debates is not beside this checkout")
    found = read(SHARED.read_text(encoding="utf-8"))

    steps = order(found)

    assert steps[:6] == ["m1", "t1", "t2", "t3", "t4", "t5"]
    assert steps[6:12] == ["m2", "t6", "t7", "t8", "t9", "t10"]
    assert steps[12:14] == ["second agree t2", "second disagree t3"]
    assert steps[-1] == "digest"
    assert len(steps) == 2 + 10 + 2 + 1 + 2 + 1


def test_keys_that_are_not_known_and_a_tag_on_ones_own_message_confirmed_are_taken() -> None:
    document = changed("tags", 0, confirmed=True, note="x", evidence=["y"])

    assert read(json.dumps(document | {"digest_must_show": {"agree": ["c1"]}, "note": 3})).tags[0].confirmed


def test_a_debate_without_sides_is_one() -> None:
    found = debate(sides=[], participants=[{"key": "ana"}, {"key": "ben"}, {"key": "cy"}])

    assert found.participants == {"ana": None, "ben": None, "cy": None}


# In which order


def test_messages_with_their_tags_then_what_is_said_and_what_bears_a_time_at_its_time() -> None:
    assert order(debate()) == [
        *("a", "c1", "c3", "b", "c2", "c4", "c5"),
        *("cy disagree c1", "ana disagree c4", "ana marks c4", "ben defines tram", "ana core c3"),
        *("digest", "cy agree c1", "c4: Too dear", "digest"),
    ]


def test_without_digests_one_comes_at_the_end() -> None:
    moment, last = in_order(debate(digests=[]))[-1]

    assert last == FileDigest(datetime(2026, 1, 3, 12, tzinfo=UTC))
    assert moment == last.at


def test_a_mind_that_changes_twice_is_seen_by_each_digest_as_it_is_then() -> None:
    said = [
        {"by": "cy", "on": "c1", "stance": "disagree"},
        {"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-03T10:00:00Z"},
        {"by": "cy", "on": "c1", "stance": "unsure", "at": "2026-01-05T10:00:00Z"},
    ]
    days = ["2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-06T00:00:00Z"]

    steps = [step for step in order(debate(stances=said, digests=days)) if "c1" in step or step == "digest"]

    assert steps == ["c1", "cy disagree c1", "digest", "cy agree c1", "digest", "cy unsure c1", "digest"]


def test_what_happens_at_the_very_moment_of_a_digest_is_in_it() -> None:
    said = [{"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-04T10:00:00Z"}]

    assert order(debate(stances=said, digests=["2026-01-04T10:00:00Z"]))[-2:] == ["cy agree c1", "digest"]


def test_a_digest_between_two_messages_sees_the_first_with_its_tags() -> None:
    steps = order(debate(digests=["2026-01-01T10:30:00Z"]))

    assert steps[:5] == ["a", "c1", "c3", "digest", "b"]


def test_a_later_answer_replaces_an_earlier_one_wherever_one_of_them_bears_no_time() -> None:
    after = [
        {"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-03T10:00:00Z"},
        {"by": "cy", "on": "c1", "stance": "unsure"},
        {"by": "ana", "on": "c3", "stance": "agree"},
    ]
    before = [
        {"by": "cy", "on": "c1", "stance": "disagree"},
        {"by": "cy", "on": "c1", "stance": "agree", "at": "2026-01-01T10:10:00Z"},
    ]

    assert order(debate(stances=after))[-5:] == ["digest", "cy agree c1", "cy unsure c1", "c4: Too dear", "digest"]
    assert order(debate(stances=before))[:6] == ["a", "c1", "c3", "cy disagree c1", "cy agree c1", "b"]


def test_nothing_is_said_of_a_tag_before_it_is_there() -> None:
    early = "2020-01-01T00:00:00Z"
    found = debate(
        stances=[{"by": "cy", "on": "c4", "stance": "agree", "at": early}],
        crux_marks=[{"by": "ana", "on": "c1", "for": "c4", "at": early}],
        definitions=[{"by": "ben", "term": "tram", "means": "rails", "message": "b", "at": early}],
    )

    assert order(found)[3:10] == ["b", "c2", "c4", "c5", "cy agree c4", "ana marks c1", "ben defines tram"]


def test_a_tag_follows_what_it_links_to_even_on_a_later_message() -> None:
    document = changed("tags", 0, supports="c4")

    assert order(read(json.dumps(document)))[:6] == ["a", "c3", "b", "c2", "c4", "c1"]


def test_two_tags_may_attack_each_other() -> None:
    document = changed("tags", 0, attacks="c4")
    document["tags"][3]["attacks"] = "c1"

    assert order(read(json.dumps(document)))[:4] == ["a", "c3", "c1", "b"]


def test_messages_at_one_moment_keep_their_own_tags() -> None:
    document = changed("messages", 1, at="2026-01-01T10:00:00Z")

    assert order(read(json.dumps(document)))[:4] == ["a", "c1", "c3", "b"]


def test_a_message_dated_before_the_one_in_front_of_it_comes_after_it_still() -> None:
    document = changed("messages", 1, at="2025-01-01T10:00:00Z")

    assert order(read(json.dumps(document)))[:4] == ["a", "c1", "c3", "b"]


moments = st.none() | st.datetimes(datetime(2025, 12, 30), datetime(2026, 1, 6)).map(
    lambda at: at.replace(microsecond=0).isoformat() + "Z"
)
stances = st.lists(
    st.fixed_dictionaries(
        {
            "by": st.sampled_from(["ana", "ben", "cy"]),
            "on": st.sampled_from(["c3", "c4"]),
            "stance": st.sampled_from(["agree", "disagree", "unsure"]),
            "at": moments,
        }
    ),
    max_size=12,
)


@given(stances, st.lists(moments.filter(bool), max_size=3))
def test_whatever_times_are_given_nothing_is_lost_or_goes_back_in_time(
    said: list[dict[str, object]], digests: list[str]
) -> None:
    found = debate(stances=said, digests=digests)

    steps = in_order(found)

    assert [at for at, _ in steps] == sorted(at for at, _ in steps)
    assert all(at.utcoffset() == timedelta(0) for at, _ in steps)
    told = [step for _, step in steps]
    expected = [*found.messages, *found.tags, *(item for items in found.lists for item in items)]
    assert sorted(map(repr, told)) == sorted([*map(repr, expected), *(repr(s) for s in told if type(s) is FileDigest)])
    assert sum(isinstance(step, FileDigest) for step in told) == max(len(digests), 1)
    made: set[str] = set()
    for step in told:
        if isinstance(step, FileTag):
            made.add(step.key)
        elif isinstance(step, FileStance):
            assert step.on in made


@given(stances)
def test_answers_that_replace_each_other_keep_their_order_unless_their_times_contradict_it(
    said: list[dict[str, object]],
) -> None:
    said = [answer | {"credence": place} for place, answer in enumerate(said)]
    found: dict[tuple[str, str], list[FileStance]] = {}
    for step in (step for _, step in in_order(debate(stances=said)) if isinstance(step, FileStance)):
        found.setdefault((step.by, step.on), []).append(step)

    for answers in found.values():
        listed = sorted(answers, key=lambda answer: answer.credence or 0)
        times = [answer.at for answer in listed if answer.at is not None]
        if times == sorted(times):
            assert answers == listed


# What is refused


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        (changed("participants", 0, side="z"), "participants[0]: 'side' names no side of the file: 'z'"),
        (changed("participants", 0, key="ben"), "participants: the key 'ben' stands twice"),
        (changed("messages", 0, author="eve"), "messages[0]: 'author' names no participant of the file: 'eve'"),
        (changed("messages", 0, at="soon"), "messages[0]: 'at' must be a moment, like"),
        (changed("messages", 0, at=20260101), "messages[0]: 'at' must be a moment, like"),
        (changed("messages", 0, at=None), "messages[0]: 'at' must be a moment, like"),
        (changed("messages", 0, text="x" * 2001), "messages[0]: 'text' has 2001 characters; at most 2000 fit"),
        (changed("messages", 0, text=""), "messages[0]: 'text' must be words"),
        (changed("messages", 0, reply_to="b"), "messages[0]: 'reply_to' names no earlier message"),
        (changed("messages", 1, key="a"), "messages: the key 'a' stands twice"),
        (changed("tags", 1, key="c1"), "tags: the key 'c1' stands twice"),
        (changed("tags", 0, message="z"), "tags[0]: 'message' names no message of the file: 'z'"),
        (changed("tags", 0, by="z"), "tags[0]: 'by' names no participant of the file: 'z'"),
        (changed("tags", 0, kind="thesis"), "tags[0]: 'kind' must be one of claim, crux, concession"),
        (changed("tags", 0, kind=["claim"]), "tags[0]: 'kind' must be one of claim, crux, concession"),
        (changed("tags", 0, statement="x" * 301), "tags[0]: 'statement' has 301 characters; at most 300 fit"),
        (changed("tags", 0, statement=" \u200b "), "tags[0]: 'statement' must be words"),
        (changed("tags", 0, passage="Boats"), "tags[0]: 'passage' is not in the text of message 'a'"),
        (changed("tags", 0, stance="yes"), "tags[0]: 'stance' must be one of agree, disagree, unsure"),
        (changed("tags", 0, credence=101), "tags[0]: 'credence' must be a whole number from 0 to 100"),
        (changed("tags", 0, credence=True), "tags[0]: 'credence' must be a whole number from 0 to 100"),
        (changed("tags", 0, parked="yes"), "tags[0]: 'parked' must be true or false"),
        (changed("tags", 0, confirmed=False), "tags[0]: 'confirmed' must be true or left out where 'by' is"),
        (changed("tags", 0, concedes="c4"), "tags[0]: 'concedes' goes with the kind concession"),
        (changed("tags", 4, concedes=None), "tags[4]: 'concedes' goes with the kind concession"),
        (changed("tags", 4, concedes="z"), "tags[4]: 'concedes' names no tag of the file: 'z'"),
        (changed("tags", 4, concedes="c5"), "tags[4]: 'concedes' names the concession 'c5'"),
        (changed("tags", 4, concedes="c2"), "tags[4]: 'concedes' names 'c2', which its author never confirms"),
        (changed("tags", 4, scope="some"), "tags[4]: 'scope' must be one of whole, point, argument"),
        (changed("tags", 0, attacks="c1"), "tags[0]: 'attacks' names its own tag"),
        (changed("tags", 0, residue_of="c4"), "tags[0]: 'residue_of' must name a concession"),
        (changed("tags", 0, crux_for="c5"), "tags[0]: 'crux_for' names the concession 'c5'"),
        (changed("tags", 0, residue_of="c5"), "tags: 'c1' is never made: 'concedes', 'crux_for', 'residue_of' make a"),
        (changed("stances", 0, by="z"), "stances[0]: 'by' names no participant of the file: 'z'"),
        (changed("stances", 0, on="z"), "stances[0]: 'on' names no tag of the file: 'z'"),
        (changed("stances", 0, on="c5"), "stances[0]: 'on' names the concession 'c5'"),
        (changed("stances", 0, stance=1), "stances[0]: 'stance' must be one of agree, disagree, unsure"),
        (changed("stances", 0, credence=-1), "stances[0]: 'credence' must be a whole number from 0 to 100"),
        (changed("stances", 0, at="2026-02-30"), "stances[0]: 'at' must be a moment, like"),
        (changed("crux_marks", 0, **{"for": "c4"}), "crux_marks[0]: 'for' names the marked tag itself"),
        (changed("crux_marks", 0, **{"for": "z"}), "crux_marks[0]: 'for' names no tag of the file: 'z'"),
        (changed("definitions", 0, adopts="z"), "definitions[0]: 'adopts' names no participant of the file: 'z'"),
        (changed("definitions", 0, message="z"), "definitions[0]: 'message' names no message of the file: 'z'"),
        (changed("definitions", 0, term=""), "definitions[0]: 'term' must be words"),
        (changed("rewordings", 0, on="z"), "rewordings[0]: 'on' names no tag of the file: 'z'"),
        (changed("rewordings", 0, statement=None), "rewordings[0]: 'statement' must be words"),
        (changed("parking", 0, answer="perhaps"), "parking[0]: 'answer' must be one of park, core"),
        (trams(sides=[{"key": "y", "name": "Yes"}]), "the file: 'sides' needs two sides or more, or none"),
        (trams(messages={}), "the file: 'messages' must be a list"),
        (trams(tags=[3]), "tags[0] must be an object"),
        (trams(digests=["2026-01-01T00:00:00Z", 3]), "digests[1] must be a moment, like"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_names_the_place(document: Document, complaint: str) -> None:
    with pytest.raises(DebateFileError) as refused:
        read(json.dumps(document))

    assert complaint in said(TERMINAL, refused.value)
    assert "\n" not in said(TERMINAL, refused.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not JSON"),
        ("[]", "the file must be an object"),
        ("null", "the file must be an object"),
        ("{" * 100_000, "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"question": NaN}', "NaN is not a value here"),
        ('{"question": "a", "question": "b"}', "a key stands twice in one object: 'question'"),
        ('{"question": "\\ud800"}', "'question' must be words"),
        ('{"question": ' + "9" * 5000 + "}", "not JSON"),
        ('{"question": "q", "sides": [{"key": "a", "name": ' + "[" * 900 + "]" * 900 + "}]}", "'name' must be words"),
    ],
)
def test_what_is_no_debate_at_all_is_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(DebateFileError) as refused:
        read(text)

    assert complaint in said(TERMINAL, refused.value)
    assert "\n" not in said(TERMINAL, refused.value)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["c1", "ana"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "by", "on"]), inner),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_in_a_field_it_is_read_or_refused_in_one_line(data: st.DataObject) -> None:
    document = trams()
    key = data.draw(st.sampled_from(sorted(document)))
    part = document[key]
    if isinstance(part, list) and isinstance(part[0], dict) and data.draw(st.booleans()):
        place = data.draw(st.sampled_from(range(len(part))))
        part[place][data.draw(st.sampled_from([*part[place], "at", "for", "supports", "\n"]))] = data.draw(values)
    else:
        document[key] = data.draw(values)

    complaint = ""
    try:
        in_order(read(json.dumps(document)))
    except DebateFileError as refused:
        complaint = said(TERMINAL, refused)

    assert "\n" not in complaint
    assert len(complaint) < 400


# What concessions take over

OWN: Document = {
    "question": "Should the city build trams?",
    "sides": [{"key": "y", "name": "Yes"}, {"key": "n", "name": "No"}],
    "participants": [{"key": "ana", "side": "y"}, {"key": "ben", "side": "n"}, {"key": "cy", "side": "n"}],
    "messages": [
        {"key": "a", "author": "ana", "at": "2026-01-01T10:00:00Z", "text": "Trams pay for themselves."},
        {"key": "b", "author": "ben", "at": "2026-01-01T11:00:00Z", "text": "They never do."},
        {"key": "c", "author": "ana", "at": "2026-01-01T12:00:00Z", "text": "Yes, not by fares alone."},
    ],
    "tags": [
        {"key": "t1", "message": "a", "by": "ana", "kind": "claim", "statement": "Trams pay for themselves"},
        {"key": "t2", "message": "c", "by": "ana", "kind": "concession", "statement": "Not alone", "concedes": "t1"},
    ],
    "stances": [{"by": "ben", "on": "t1", "stance": "disagree"}],
}


def own(answers: list[dict[str, object]] | None = None, **of_the_concession: object) -> Document:
    document = deepcopy(OWN)
    document["stances"] = OWN["stances"] if answers is None else answers
    document["tags"][1] |= of_the_concession
    return document


def disagree(by: str, **more: object) -> dict[str, object]:
    return {"by": by, "on": "t1", "stance": "disagree", **more}


def test_what_others_answer_without_a_time_to_what_one_concedes_of_ones_own_comes_before() -> None:
    assert order(read(json.dumps(own())))[:5] == ["a", "t1", "b", "c", "ben disagree t1"]
    assert order(read(json.dumps(own(stance_on_conceded="disagree"))))[5] == "t2"


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        (own([]), "tags[1]: nobody of the other sides has answered 't1' by then"),
        (own([disagree("ben", at="2026-01-02T10:00:00Z")]), "tags[1]: nobody of the other sides has answered 't1'"),
        (own([disagree("ben"), disagree("cy") | {"stance": "agree"}]), "tags[1]: as many of the others agree as"),
        (own([disagree("ben") | {"stance": "agree"}]), "tags[1]: its author answers 't1' as the others do by then"),
        (own(stance_on_conceded="agree"), "tags[1]: 'stance_on_conceded' must be disagree, which is what the others"),
    ],
)
def test_a_concession_that_concedes_nothing_is_refused(document: Document, complaint: str) -> None:
    with pytest.raises(DebateFileError) as refused:
        read(json.dumps(document))

    assert complaint in said(TERMINAL, refused.value)


def test_for_the_arguments_sake_nothing_is_taken_over() -> None:
    document = own(scope="argument", stance_on_conceded="agree")

    assert read(json.dumps(document)).tags[1].scope is Scope.ARGUMENT


@pytest.mark.parametrize("credence", [0.7, 70.0, "70%", True, 101, -1, [70]])
def test_a_credence_is_a_whole_number_from_0_to_100(credence: object) -> None:
    with pytest.raises(DebateFileError) as refused:
        read(json.dumps(own([disagree("ben", credence=credence)])))

    assert "stances[0]: 'credence' must be a whole number from 0 to 100, not " in said(TERMINAL, refused.value)


def test_a_credence_that_speaks_against_the_answer_is_taken_as_it_is_given() -> None:
    assert read(json.dumps(own([disagree("ben", credence=90)]))).stances[0].credence == 90
