"""The table at the end of a run."""

from tests.chaos.pooler import MISSING
from tests.chaos.rig import Rig


def table(rig: Rig, seed: int) -> str:
    """Faults by kind, slots and digests, promises and entries, and what is wrong, if anything is."""
    verdict = rig.verdict
    rows = [
        ("processes, each with a gateway of its own", rig.plan.processes),
        *sorted(rig.chaos.injected.items()),
        ("faults injected", rig.chaos.injected.total()),
        ("slots due", verdict.due),
        ("digests posted", verdict.posted),
        ("reminders of closed debates due", verdict.reminders_due),
        ("reminders posted", verdict.reminders_posted),
        ("status cards due", verdict.cards_due),
        ("status cards posted", verdict.cards_posted),
        ("lost", verdict.lost),
        ("doubled", verdict.doubled),
        ("posted late by an overtaken process, and taken back", verdict.taken_back),
        ("interactions answered", rig.crowd.outcomes["answered"]),
        ("interactions told that they failed", rig.crowd.outcomes["our fault"]),
        ("interactions without an answer", rig.crowd.outcomes["no answer"]),
        ("forms sent without the rights they were opened with", rig.crowd.outcomes["rights lost"]),
        ("tags acknowledged", verdict.acknowledged),
        ("tags found", verdict.found),
    ]
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:<{width}}  {count:>6}" for name, count in rows]
    rule = "─" * (width + 8)
    ended = "nothing lost, nothing doubled" if not verdict.wrong else "WRONG:\n" + "\n".join(verdict.wrong[:40])
    left_out = [MISSING] if rig.plan.pooled and rig.pooler is None else []
    return "\n".join([rule, *lines, rule, *left_out, f"SEED={seed}: {ended}"])
