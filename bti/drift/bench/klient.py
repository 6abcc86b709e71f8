"""One keep-alive connection to a server on this machine."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Svar:
    """What came back."""

    status: int
    bytes: int
    text: str


class Klient:
    """Sends requests and reads the whole answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=2).connect()
        except OSError:
            return False
        return True

    def get(self, path: str, headers: dict[str, str]) -> Svar:
        self.connection.request("GET", path, headers=headers)
        return self._read()

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> Svar:
        headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, body=urlencode(fields), headers=headers)
        return self._read()

    def _read(self) -> Svar:
        response = self.connection.getresponse()
        body = response.read()
        return Svar(response.status, len(body), body.decode("utf-8", "replace"))
