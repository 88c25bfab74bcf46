"""Which requests count as Discord's."""

from nacl.signing import SigningKey

from bot.discord.endpoint.signatures import WINDOW, Signatures, Wrong

KEY = SigningKey(bytes(range(32)))
BODY = b'{"type":1}'
NOW = 1_790_000_000


class At:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def looked_at(at: At) -> Signatures:
    return Signatures(KEY.verify_key.encode().hex(), at)


def signed(body: bytes = BODY, at: int = NOW, key: SigningKey = KEY) -> tuple[bytes, bytes, bytes]:
    """Signature, time and body, as they come."""
    moment = str(at).encode()
    return key.sign(moment + body).signature.hex().encode(), moment, body


def test_what_discord_signed_just_now_counts() -> None:
    assert looked_at(At()).wrong(*signed()) is None


def test_what_another_key_signed_and_what_was_changed_on_the_way_do_not() -> None:
    signatures = looked_at(At())
    signature, moment, body = signed()

    assert signatures.wrong(*signed(key=SigningKey(bytes(32)))) is Wrong.FORGED
    assert signatures.wrong(signature, moment, body + b" ") is Wrong.FORGED
    assert signatures.wrong(signature, str(NOW + 1).encode(), body) is Wrong.FORGED


def test_what_cannot_be_a_signature_or_a_time_is_not_verified() -> None:
    signatures = looked_at(At())
    signature, moment, body = signed()

    for one in (b"", b"ab", b"z" * 128, signature + b"00", b"\xff" * 128):
        assert signatures.wrong(one, moment, body) is Wrong.UNSIGNED
    for one in (b"", b"soon", b"-5", b"1e9", b"9" * 13, "١٢٣".encode()):
        assert signatures.wrong(signature, one, body) is Wrong.UNSIGNED


def test_what_is_too_old_or_too_new_does_not_count_though_discord_signed_it() -> None:
    signatures = looked_at(At())
    window = int(WINDOW)

    assert signatures.wrong(*signed(at=NOW - window - 1)) is Wrong.STALE
    assert signatures.wrong(*signed(at=NOW + window + 1)) is Wrong.STALE
    assert signatures.wrong(*signed(at=NOW - window)) is None
    assert signatures.wrong(*signed(at=NOW + window)) is None


def test_a_request_counts_once_for_as_long_as_its_time_would_let_it_in() -> None:
    at = At()
    signatures = looked_at(at)
    early = signed(at=NOW + int(WINDOW))
    assert signatures.wrong(*early) is None

    for later in range(0, 2 * int(WINDOW), 7):
        at.now = NOW + later
        assert signatures.wrong(*early) is Wrong.REPEATED
        assert signatures.wrong(*signed(b"%d" % later, int(at.now))) is None
    at.now = NOW + 2 * WINDOW + 1
    assert signatures.wrong(*early) is Wrong.STALE


def test_only_what_is_signed_is_remembered_and_not_for_long() -> None:
    at = At()
    signatures = looked_at(at)
    for number in range(200):
        assert signatures.wrong(*signed(b"%d" % number, key=SigningKey(bytes(32)))) is Wrong.FORGED
    assert signatures.remembered == 0

    for number in range(100):
        at.now = NOW + 10.0 * number
        assert signatures.wrong(*signed(b"%d" % number, int(at.now))) is None
    assert signatures.remembered <= 4 * WINDOW / 10 + 1
