"""Channels in which nobody can post any more: each schedule pauses with its reason, and nobody knocks again."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.judge import Verdict
from tests.loopback.bodies import Sent
from tests.loopback.interactions import Answer
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MEMBER, PUBLIC_THREAD, SEND, VIEW, Channel

PARENT = 1


@dataclass(frozen=True)
class Trouble:
    """A channel in which nobody can post any more, and the reason that is told."""

    channel: int
    kind: str
    reason: str
    is_readable: bool
    """Whether people can still ask Crux there."""


async def make_trouble(discord: LoopbackDiscord, channels: Sequence[int]) -> list[Trouble]:
    """One of each kind, in these four channels."""
    gone, hidden, forbidden, locked = channels
    await discord.delete_channel(gone)
    await discord.change_channel(hidden, permissions=MEMBER & ~VIEW)
    await discord.change_channel(forbidden, permissions=MEMBER & ~SEND)
    discord.world.add_channel(Channel(PARENT, "parent of a thread"))
    await discord.change_channel(locked, locked=True, kind=PUBLIC_THREAD, parent=PARENT)
    return [
        Trouble(gone, "gone", "the channel is gone", is_readable=False),
        Trouble(hidden, "hidden", "Crux cannot see the channel", is_readable=False),
        Trouble(forbidden, "forbidden", "Crux lacks the permission to post", is_readable=True),
        Trouble(locked, "locked", "the thread is locked", is_readable=True),
    ]


def judge_trouble(
    verdict: Verdict, trouble: Trouble, paused_with: str, told: Answer | None, requests: Sequence[Sent], most: int
) -> None:
    """Hold what the schedule says, what people are told, and how often Crux has knocked since against the trouble."""
    if paused_with != trouble.reason:
        verdict.wrong.append(f"a channel that is {trouble.kind}: paused with {paused_with!r}")
    if trouble.is_readable and (told is None or trouble.reason not in told.text):
        verdict.wrong.append(f"a channel that is {trouble.kind}: /digest status does not say so")
    knocked = sum(sent[:2] == ("POST", f"/channels/{trouble.channel}/messages") for sent in requests)
    if knocked > most:
        verdict.wrong.append(f"a channel that is {trouble.kind}: knocked at {knocked} times")
