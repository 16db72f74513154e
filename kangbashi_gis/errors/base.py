"""The root of all errors of ours."""


class GisError(Exception):
    """The root: something a user can understand and act upon. Never raised itself."""

    code = "error"
    exit_code = 1

    def __init__(self, **values: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in values.items()))
        self.values = values
