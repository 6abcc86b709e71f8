"""The small named errors of goals and measures."""


class FremmedTiltakskort(Exception):
    """The card belongs to another municipality's staircase."""

    def __init__(self) -> None:
        super().__init__("Tiltaket står ikke i tiltakstrappen til kommunen som har saken.")


class IkkeDeltaker(Exception):
    """The person who was to be responsible does not take part in the case."""

    def __init__(self) -> None:
        super().__init__("Den ansvarlige må være med i saken.")


class FremmedMaal(Exception):
    """The goal belongs to another case."""

    def __init__(self) -> None:
        super().__init__("Målet hører ikke til denne saken.")
