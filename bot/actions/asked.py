"""Who asks, where and when: what every action is told."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A person's request in one channel of one server. `channel` is the debate's id; `at` is aware UTC."""

    guild: int
    channel: int
    channel_name: str
    user: int
    user_name: str
    moderator: bool
    at: datetime
