"""The two tables of the peers, as `benchmarks/README.md` shows them."""

from collections.abc import Mapping, Sequence

from benchmarks.peers import environments
from benchmarks.peers.contenders import CONTENDERS, OURS, Contender
from benchmarks.peers.remembering import CACHES, SERVERS, Held


def clicks(found: Mapping[str, tuple[float, float]], starts: Mapping[str, float]) -> str:
    """Processor time a click, as a multiple of Crux's, how many a second, and the start."""
    ours, _ = found[OURS.named]
    lines = [
        "| | version | processor time a click, Crux = 1 | µs | clicks a second | start to READY, s |",
        "|---|---|---|---|---|---|",
    ]
    for one in sorted(CONTENDERS, key=lambda one: -found[one.named][0]):
        microseconds, a_second = found[one.named]
        figures = f"{microseconds / ours:.2f} | {microseconds:,.0f} | {a_second:,.0f} | {starts[one.named]:.2f}"
        lines.append(f"| {_name(one)} | {one.library} {environments.version(one.library)} | {figures} |")
    return "\n".join(lines) + "\n"


def memory(found: Sequence[Held]) -> str:
    """Megabytes by number of servers, each with the caches it comes with and with the smallest it may have."""
    value = {(one.named, one.caches, one.servers): one.megabytes for one in found}
    sizes = [size for size in SERVERS if any(one.servers == size for one in found)]
    heads = [f"{'alone' if size == 1 else f'{size:,} servers'}, {caches}" for caches in CACHES for size in sizes]
    lines = [f"| MB with {' | '.join(('', *heads))} |", "|---|" + "---|" * len(heads)]
    for one in CONTENDERS:
        caches = [kind if one.has_smaller_caches else CACHES[0] for kind in CACHES]
        cells = [f"{value[one.named, kind, size]:,.0f}" for kind in caches for size in sizes]
        lines.append(f"| {_name(one)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _name(contender: Contender) -> str:
    return f"**{contender.named}**" if contender is OURS else contender.named
