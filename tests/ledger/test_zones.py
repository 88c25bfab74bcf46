"""Zones come from the tzdata package alone: every name that is offered can be used, whatever the machine has."""

from datetime import UTC, datetime, timedelta
from zoneinfo import TZPATH, reset_tzpath

import pytest

from bot.ledger.zones import UnknownZone, zone, zone_names


def test_every_name_that_is_offered_is_a_zone() -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert {"UTC", "Europe/Berlin", "America/Argentina/Ushuaia"} <= zone_names()
    for name in zone_names():
        assert zone(name).key == name
        assert moment.astimezone(zone(name)) == moment


@pytest.mark.parametrize("name", ["localtime", "Factory", "posixrules", "zones", "zone.tab", "../zones", "", "Europe"])
def test_what_is_no_zone_of_tzdata_is_none(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone(name)


def test_the_machines_own_copy_is_never_looked_at(tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("zoneinfo")
    (elsewhere / "Europe").mkdir()
    (elsewhere / "Europe" / "Berlin").write_bytes(b"no zone")
    zone.cache_clear()
    reset_tzpath(to=[str(elsewhere)])
    try:
        berlin = zone("Europe/Berlin")
    finally:
        reset_tzpath(to=TZPATH)
    assert datetime(2026, 7, 1, tzinfo=berlin).utcoffset() == timedelta(hours=2)
