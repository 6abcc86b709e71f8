"""Two people saved the same thing, or one person sent the same form twice: nothing is overwritten or dropped unseen."""

from typing import Any


class Konflikt(Exception):
    """The row has a newer version than the form was made from; ``naavaerende`` is the row as it is now."""

    def __init__(self, naavaerende: Any) -> None:
        super().__init__("Noen andre har lagret i mellomtiden.")
        self.naavaerende = naavaerende


class AltSendt(Exception):
    """The form has made its row already, and this is something else: back, another text, save."""

    def __init__(self) -> None:
        super().__init__("Skjemaet er alt sendt, med noe annet i.")


def is_same(rad: Any, felter: dict[str, Any]) -> bool:
    """Whether the row already says what was sent: then a second click has nothing left to do."""
    return all(getattr(rad, navn) == verdi for navn, verdi in felter.items())


def require_same[T](rad: T, **felter: Any) -> T:
    """Return the row that the form's key has made, when it says what was sent now. Raises AltSendt."""
    if not is_same(rad, felter):
        raise AltSendt
    return rad
