"""The small named errors of the core."""


class SakErLukket(Exception):
    """The case is closed: nothing more is written in it."""

    def __init__(self) -> None:
        super().__init__("Saken er lukket.")


class UndringErAvklart(Exception):
    """The worry has already been clarified: its text stands as it was."""

    def __init__(self) -> None:
        super().__init__("Undringen er allerede avklart.")
