"""Why a JSON document cannot be read on."""


class NotJson(ValueError):
    """The text is no JSON, or cut off: says what is wrong, and where."""


class NotUtf8(NotJson):
    """The bytes are no UTF-8."""

    def __init__(self, line: int) -> None:
        super().__init__(f"no UTF-8: line {line}")
        self.line = line


class TooMuchInOne(ValueError):
    """One value has far more in it than it can have."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class TooLong(TooMuchInOne):
    """One value is far longer than it can be."""


class TooDeep(ValueError):
    """Values lie deeper within each other than a parser goes, which is some hundred levels."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line
