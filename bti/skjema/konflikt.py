"""Two people saved the same thing: both texts are kept, and the second one sees both."""

from typing import Any


class Konflikt(Exception):
    """The row has a newer version than the form was made from; ``naavaerende`` is the row as it is now."""

    def __init__(self, naavaerende: Any) -> None:
        super().__init__("Noen andre har lagret i mellomtiden.")
        self.naavaerende = naavaerende
