"""A network for the rehearsal alone, in which a machine can vanish: what is sent to it is dropped in silence."""

import ctypes
import os
import shutil
import subprocess

_CLONE_NEWNET = 0x40000000


def own_network() -> str | None:
    """Have this process and those that it starts a network of their own, before it opens any connection.

    Gives why that cannot be, as a sentence; None where it is so.
    """
    if shutil.which("iptables") is None or shutil.which("ip") is None:
        return "not installed here: iptables, ip (on Debian: apt install iptables iproute2)"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        return f"no network of its own can be made: {os.strerror(ctypes.get_errno())}"
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    return None


def vanish(host: str) -> None:
    """Drop whatever is sent to an address of this machine, and from it, its end of connections too."""
    _rules("--insert", host)


def appear(host: str) -> None:
    """Let it through again."""
    _rules("--delete", host)


def _rules(change: str, host: str) -> None:
    for end in ("--destination", "--source"):
        subprocess.run(["iptables", "--wait", change, "INPUT", end, host, "--jump", "DROP"], check=True)
