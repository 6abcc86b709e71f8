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


class ErSpurt(Exception):
    """Somebody has been asked about the measure, and their day is not over."""

    def __init__(self) -> None:
        super().__init__("Noen er spurt om dette tiltaket.")


class HarAnsvarlig(Exception):
    """The measure has an owner, has ended, or needs nobody any more."""

    def __init__(self) -> None:
        super().__init__("Tiltaket trenger ingen ny ansvarlig.")


class KanIkkeTa(Exception):
    """Who was to be asked may not take the measure over."""

    def __init__(self) -> None:
        super().__init__("Den du valgte, kan ikke ta over tiltaket.")


class AltBesvart(Exception):
    """The question has another answer already."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet er besvart.")


class Trukket(Exception):
    """The stafettholder has taken the question back, or asked somebody else."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet er trukket tilbake.")


class TiltaketErEndret(Exception):
    """The measure is another than the one that was shown to who answers."""

    def __init__(self) -> None:
        super().__init__("Tiltaket er endret.")
