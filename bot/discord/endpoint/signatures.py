"""Whether a request is Discord's: signed with the application's key, of just now, and come for the first time."""

from binascii import Error as NotHexadecimal
from binascii import unhexlify
from collections.abc import Callable
from enum import StrEnum

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

WINDOW = 60.0
"""Seconds by which a request may be older or newer than this machine's clock says."""

SIGNATURE_LENGTH = 128
"""Characters of a signature in hexadecimal."""

LONGEST_TIME = 12
"""The most digits that seconds since 1970 are written with."""


class Wrong(StrEnum):
    """Why a request does not count as Discord's."""

    UNSIGNED = "unsigned"
    """It has no signature and no time, or none that could be one."""
    STALE = "stale"
    REPEATED = "repeated"
    FORGED = "forged"


class Signatures:
    """Tells Discord's requests to one application from any others.

    A request counts once: its signature is remembered for as long as its time would let it in again. Only what is
    signed is remembered, so nobody else can fill the memory.
    """

    def __init__(self, key: str, now: Callable[[], float], window: float = WINDOW) -> None:
        """`key` is the application's public key in hexadecimal; `now` gives seconds since 1970."""
        self._verify = VerifyKey(bytes.fromhex(key)).verify
        self._now = now
        self._window = window
        self._recent: set[bytes] = set()
        self._earlier: set[bytes] = set()
        self._turns_at = 0.0

    def wrong(self, signature: bytes, timestamp: bytes, body: bytes) -> Wrong | None:
        """Why this is none of Discord's requests; None where it is one. What is cheap to see is looked at first."""
        if len(signature) != SIGNATURE_LENGTH or len(timestamp) > LONGEST_TIME or not timestamp.isdigit():
            return Wrong.UNSIGNED
        now = self._now()
        if abs(now - int(timestamp)) > self._window:
            return Wrong.STALE
        try:
            given = unhexlify(signature)
        except NotHexadecimal:
            return Wrong.UNSIGNED
        if given in self._recent or given in self._earlier:
            return Wrong.REPEATED
        try:
            self._verify(timestamp + body, given)
        except BadSignatureError:
            return Wrong.FORGED
        self._remember(given, now)
        return None

    @property
    def remembered(self) -> int:
        """How many requests are remembered."""
        return len(self._recent) + len(self._earlier)

    def _remember(self, signature: bytes, now: float) -> None:
        """For two windows at least: a request may be one window early, and come again one window late."""
        if now >= self._turns_at:
            # After a pause of a whole turn, what is recent has had its time too.
            self._earlier = self._recent if now < self._turns_at + 2 * self._window else set()
            self._recent = set()
            self._turns_at = now + 2 * self._window
        self._recent.add(signature)
