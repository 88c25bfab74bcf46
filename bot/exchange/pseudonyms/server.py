"""What everybody of a server is called: people are spoken of in debates that they take no part in."""

from collections.abc import Iterable, Sequence

from bot.exchange.pseudonyms.names import SOMEBODY, NameIndex


class ServerNames:
    """The names, the earlier ones too, that people have in all debates of a server: read once for all its ledgers."""

    def __init__(self, names: Iterable[tuple[int | None, str]] = ()) -> None:
        """Of each name, and whose it is: their number on the platform, None where nobody knows it."""
        self._by_user: dict[int, list[str]] = {}
        every: list[str] = []
        for user, name in names:
            every.append(name)
            if user is not None:
                self._by_user.setdefault(user, []).append(name)
        self.index = NameIndex((name, SOMEBODY) for name in every)

    def of(self, user: int) -> Sequence[str]:
        """What that person is called anywhere in the server."""
        return self._by_user.get(user, ())
