"""The small named errors of access."""


class NotCollecting(RuntimeError):
    """An event was recorded outside a request and outside ``acting_as``: nobody would be named."""


class SakTapt(Exception):
    """The case was seen when the request began, and is hidden now: a consent was withdrawn in between."""

    def __init__(self) -> None:
        super().__init__("Brukeren ser ikke lenger saken.")


class UsikkerTilkobling(RuntimeError):
    """The database connection could bypass the policies; the app refuses to serve."""
