"""The foot of the map: what is not shown, and when the debate stood so."""

from collections.abc import Iterator

from bot.render.picture.map.columns import EDGE, LABEL_SIZE, SMALL_SIZE
from bot.render.picture.map.sheet import Sheet
from bot.words.overview import Overview


def draw_foot(sheet: Sheet, overview: Overview) -> None:
    """Draw the foot."""
    sheet.y += 24
    for told in _not_shown(overview):
        sheet.write(EDGE, told, LABEL_SIZE, sheet.colours.ink, most=2)
    moment = f"Crux · {overview.at:%Y-%m-%d %H:%M} UTC · silence is not assent"
    sheet.write(EDGE, moment, SMALL_SIZE, sheet.colours.quiet)


def _not_shown(overview: Overview) -> Iterator[str]:
    if not any(group.rows for group in overview.groups):
        yield "Right-click a message → Apps → Tag as claim: the first entry appears here."
    if more := overview.more:
        yield f"{more} more {'entry' if more == 1 else 'entries'}: /ledger show has them all"
    if proposed := overview.proposed:
        yield _awaiting(proposed)


def _awaiting(proposed: int) -> str:
    if proposed == 1:
        return "1 awaits its author, and counts nowhere yet"
    return f"{proposed} await their authors, and count nowhere yet"
