"""What a server's settings allow, and what they can be."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.ledger.house import CHOICES, DEFAULT_HOUSE, House, Membership, Setting, TagsShown, Who
from bot.ledger.refusals import BadScheduleAsked, ButtonExpired, ModeratorsOnly, OpenersOnly, ParticipantsOnly
from bot.ledger.rules.house import changed, counts, decided, may, require, schedule_of_new_debates, value_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY_CHOICE = [(setting, word.value) for setting, words in CHOICES.items() for word in words]


@pytest.mark.parametrize(
    ("who", "passer_by", "participant", "opener"),
    [
        (Who.EVERYBODY, True, True, True),
        (Who.PARTICIPANTS, False, True, True),
        (Who.OPENERS, False, False, True),
        (Who.MODERATORS, False, False, False),
    ],
)
def test_who_may_is_everybody_a_participant_the_opener_or_a_moderator(
    who: Who, passer_by: bool, participant: bool, opener: bool
) -> None:
    assert may(who, moderator=False) == passer_by
    assert may(who, moderator=False, participant=True) == participant
    assert may(who, moderator=False, opener=True) == opener
    for is_opener, takes_part in product((False, True), repeat=2):
        assert may(who, moderator=True, opener=is_opener, participant=takes_part)


@pytest.mark.parametrize(
    ("who", "refused"),
    [(Who.PARTICIPANTS, ParticipantsOnly), (Who.OPENERS, OpenersOnly), (Who.MODERATORS, ModeratorsOnly)],
)
def test_whoever_may_not_is_told_who_may(who: Who, refused: type[Exception]) -> None:
    require(who, moderator=True)
    require(Who.EVERYBODY, moderator=False)
    with pytest.raises(refused):
        require(who, moderator=False)


def test_each_setting_is_a_field_of_a_house_and_can_be_what_it_is_by_default() -> None:
    of_moderators = {"barred"}
    assert {setting.value for setting in Setting} == {field.name for field in fields(House)} - of_moderators
    for setting, words in CHOICES.items():
        assert value_of(DEFAULT_HOUSE, setting) in words


@pytest.mark.parametrize(("setting", "word"), EVERY_CHOICE)
def test_a_change_is_of_one_setting_and_reads_back(setting: Setting, word: str) -> None:
    house = changed(DEFAULT_HOUSE, setting, word)

    assert value_of(house, setting) == word
    assert [other for other in Setting if other is not setting and _differs(house, other)] == []
    assert decided(DEFAULT_HOUSE, {setting: word}) == house


def _differs(house: House, setting: Setting) -> bool:
    return value_of(house, setting) != value_of(DEFAULT_HOUSE, setting)


def test_values_have_their_types_again() -> None:
    words = {Setting.EXPORTS: "everybody", Setting.CARD_BY_ITSELF: "no", Setting.TAGS_SHOWN: "reaction"}

    house = decided(DEFAULT_HOUSE, words)

    assert house.exports is Who.EVERYBODY
    assert house.card_by_itself is False
    assert house.tags_shown is TagsShown.REACTION


def test_what_a_setting_cannot_be_is_refused() -> None:
    for setting, word in ((Setting.OPENS_DEBATES, "participants"), (Setting.TAGS_SHOWN, "yes"), (Setting.EXPORTS, "")):
        with pytest.raises(ButtonExpired):
            changed(DEFAULT_HOUSE, setting, word)


def test_a_time_zone_is_one_that_there_is_in_any_case_of_letters() -> None:
    assert changed(DEFAULT_HOUSE, Setting.TIMEZONE, " europe/berlin ").timezone == "Europe/Berlin"
    with pytest.raises(BadScheduleAsked):
        changed(DEFAULT_HOUSE, Setting.TIMEZONE, "Middle/Earth")


def test_a_role_is_named_by_its_number_or_none_is() -> None:
    house = changed(DEFAULT_HOUSE, Setting.MODERATOR_ROLE, "55")

    assert (house.moderator_role, value_of(house, Setting.MODERATOR_ROLE)) == (55, "55")
    assert changed(house, Setting.MODERATOR_ROLE, "none") == DEFAULT_HOUSE
    assert decided(DEFAULT_HOUSE, {Setting.MODERATOR_ROLE: "55"}) == house
    for words in ("", "-5", "many", "٥", str(2**63)):
        with pytest.raises(ButtonExpired):
            changed(DEFAULT_HOUSE, Setting.MODERATOR_ROLE, words)


@pytest.mark.parametrize(("word", "expression"), [("none", None), ("daily", "0 18 * * *"), ("weekly", "0 18 * * 1")])
def test_a_new_debate_has_a_schedule_in_the_time_zone_of_its_server(word: str, expression: str | None) -> None:
    house = changed(House(timezone="Asia/Tokyo"), Setting.DEFAULT_CADENCE, word)

    schedule = schedule_of_new_debates(house)

    assert (schedule.expression if schedule else None) == expression
    assert schedule is None or schedule.timezone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("roles", "days", "with_role", "for_a_week", "with_both"),
    [
        ((5,), 10, True, True, True),
        ((5,), 6, True, False, False),
        ((), 7, False, True, False),
        ((), 0, False, False, False),
    ],
)
def test_who_counts_has_the_role_and_is_a_member_for_as_long_as_the_server_says(
    roles: tuple[int, ...], days: int, with_role: bool, for_a_week: bool, with_both: bool
) -> None:
    membership = Membership(roles, NOON - timedelta(days=days))
    role, week, both = House(counting_role=5), House(counting_days=7), House(counting_role=5, counting_days=7)

    assert [counts(house, membership, NOON) for house in (role, week, both)] == [with_role, for_a_week, with_both]
    assert counts(DEFAULT_HOUSE, membership, NOON)


def test_who_is_not_in_the_server_counts_only_where_everybody_does() -> None:
    assert counts(DEFAULT_HOUSE, None, NOON)
    assert not counts(House(counting_role=5), None, NOON)
    assert not counts(House(counting_days=7), None, NOON)


def test_what_only_a_newer_crux_can_choose_is_as_if_it_were_not_decided() -> None:
    values = {Setting.TAGS_SHOWN: "fireworks", Setting.EXPORTS: "everybody"}

    assert decided(DEFAULT_HOUSE, values) == House(exports=Who.EVERYBODY)
