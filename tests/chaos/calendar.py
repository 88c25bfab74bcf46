"""When a digest is due, reckoned without Crux's own calendar: local days, one after the other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.ledger.zones import zone as zone_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """A schedule as somebody asks for it: at a local time, on these weekdays (Monday is 1), or on all."""

    zone: str
    at: time
    days: tuple[int, ...] = ()
    by_cron: bool = False

    def options(self) -> dict[str, object]:
        """What is typed into /digest schedule."""
        told: dict[str, object] = {"timezone": self.zone}
        if self.by_cron:
            days = ",".join(str(day % 7) for day in self.days) or "*"
            return told | {"cadence": "cron", "cron": f"{self.at.minute} {self.at.hour} * * {days}"}
        told["at"] = f"{self.at:%H:%M}"
        if self.days:
            return told | {"cadence": "weekly", "days": ",".join(str(day) for day in self.days)}
        return told | {"cadence": "daily"}

    def slots(self, after: datetime, until: datetime) -> list[datetime]:
        """The moments in (after, until] at which it is due."""
        zone = zone_of(self.zone)
        day, last = after.astimezone(zone).date() - DAY, until.astimezone(zone).date() + DAY
        found = []
        while day <= last:
            if not self.days or day.isoweekday() in self.days:
                moment = _moment(zone, day, self.at)
                if moment is not None and after < moment <= until:
                    found.append(moment)
            day += DAY
        return found


def _moment(zone: ZoneInfo, day: date, at: time) -> datetime | None:
    """That local time as a moment; the first of two; where it is skipped, the end of the gap. None: no such day."""
    local = datetime.combine(day, at, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    before, after = moment - 2 * DAY, moment + 2 * DAY
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < local.replace(tzinfo=None):
            before = middle
        else:
            after = middle
    end = after.replace(microsecond=0)
    a_day_is_missing = (end - timedelta(seconds=1)).astimezone(zone).date() < day < end.astimezone(zone).date()
    return None if a_day_is_missing else end
