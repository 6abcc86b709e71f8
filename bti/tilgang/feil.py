"""The small named errors of access."""


class NotCollecting(RuntimeError):
    """An event was recorded outside a request and outside ``acting_as``: nobody would be named."""


class UsikkerTilkobling(RuntimeError):
    """The database connection could bypass the policies; the app refuses to serve."""
