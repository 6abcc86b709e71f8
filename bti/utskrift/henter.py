"""What a document may fetch while it is drawn: what it was handed, and nothing else.

Importing this module imports WeasyPrint, which needs system libraries; only motor.py does so, when it is about to draw.
"""

from collections.abc import Mapping
from urllib.request import OpenerDirector

from weasyprint.urls import URLFetcher, URLFetcherResponse


class LukketHenter(URLFetcher):
    """Answer for the given addresses and refuse all others, whatever their scheme.

    The engine asks here for every style sheet, font, picture, attachment and import, also those
    inside SVG, so no file is read and no connection opened. What is refused is counted: a
    document that asked for something is not delivered (motor.py).
    """

    _fail_on_errors = (
        False  # True would raise a BaseException, past the job's error handling and out of the worker
    )

    def __init__(self, ressurser: Mapping[str, bytes] | None = None) -> None:
        # Not URLFetcher's own: it would equip the fetcher for http, ftp and files, and read all certificates to do so.
        OpenerDirector.__init__(self)
        self.ressurser = dict(ressurser or {})
        self.antall_nektet = 0

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the bytes handed in for this address; the refusal does not repeat it, since it may hold case text."""
        try:
            return URLFetcherResponse(url, self.ressurser[url])
        except KeyError:
            self.antall_nektet += 1
            raise ValueError("the document asked for something it was not handed") from None
