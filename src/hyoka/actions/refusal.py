"""断り — why an action was not done, in words for the person, with a code from a closed list."""


class Refusal(Exception):
    """Nothing was changed. `code` is one of the closed list in docs/staff (E-…); `kept` says what was kept."""

    def __init__(self, code: str, message: str, kept: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.kept = kept


class NotAllowed(Refusal):
    """The policy does not allow it."""

    def __init__(self, message: str = "この操作をする権限がありません。") -> None:
        super().__init__("E-RIGHT", message)
