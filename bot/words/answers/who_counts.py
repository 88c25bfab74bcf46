"""What is said to those whose answers do not count in a server."""

from bot.ledger.house import House
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences


def not_counted(front: FrontEnd, house: House) -> str:
    """That somebody's answers do not count, and whose do."""
    return sentences(front.catalogue, (*_whose_count(front, house), _what_stands(front)))


def who_counts(front: FrontEnd, house: House, uncounted: int) -> str:
    """Whose answers count in the server, and how many take part whose do not; empty where everybody's do."""
    told = _whose_count(front, house)
    if uncounted:
        told.append(_without(front, uncounted))
    return sentences(front.catalogue, told) if told else ""


def _without(front: FrontEnd, number: int) -> str:
    return front.count(
        "{number} person takes part and is not counted.", "{number} people take part and are not counted.", number
    )


def _whose_count(front: FrontEnd, house: House) -> list[str]:
    role = front.dialect.role(house.counting_role) if house.counting_role is not None else None
    if role is not None and house.counting_days is not None:
        return [_with_role_for_days(front, role, house.counting_days)]
    if role is not None:
        return [front.say("In this server the answers of those count who have the role {role}.", role=role)]
    return [_for_days(front, house.counting_days)] if house.counting_days is not None else []


def _with_role_for_days(front: FrontEnd, role: str, days: int) -> str:
    return front.count(
        "In this server the answers of those count who have the role {role} and have been members for {number} day.",
        "In this server the answers of those count who have the role {role} and have been members for {number} days.",
        days,
        role=role,
    )


def _for_days(front: FrontEnd, days: int) -> str:
    return front.count(
        "In this server the answers of those count who have been members for {number} day.",
        "In this server the answers of those count who have been members for {number} days.",
        days,
    )


def _what_stands(front: FrontEnd) -> str:
    return front.say("Yours do not yet: what you say stands in the ledger, and is counted once you do.")
