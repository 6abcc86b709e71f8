"""The small named errors of the core."""

from bti.models import Sak


class SakErLukket(Exception):
    """The case is closed: nothing more is written in it."""

    def __init__(self) -> None:
        super().__init__("Saken er avsluttet.")


class UndringErAvklart(Exception):
    """The worry has already been clarified: its text stands as it was."""

    def __init__(self) -> None:
        super().__init__("Undringen er allerede avklart.")


class UndringHarSak(Exception):
    """The worry has become a case: one goes back there, between its levels."""

    def __init__(self) -> None:
        super().__init__("Undringen er blitt en sak.")


class EgetBarn(Exception):
    """The employee is a parent of the child: a colleague must open the case."""

    def __init__(self) -> None:
        super().__init__("Den ansatte er selv foresatt.")


class AdresseErSperret(Exception):
    """The child's address is strictly protected: nobody is let in digitally."""

    def __init__(self) -> None:
        super().__init__("Strengt fortrolig adresse.")


class IngenVeileder(Exception):
    """The municipality has not published a guide with a level to open cases on."""

    def __init__(self) -> None:
        super().__init__("Kommunen har ingen publisert veileder med nivå 1.")


class HarAapenSak(Exception):
    """The actor sees an open case about the child: one case holds the whole of the family's answers."""

    def __init__(self, sak: Sak) -> None:
        super().__init__("Barnet har en åpen sak.")
        self.sak = sak


class OppslagErBrukt(Exception):
    """The actor has looked up as many people as one may in a day and night."""

    def __init__(self) -> None:
        super().__init__("Ingen oppslag igjen i døgnet.")


class KanIkkeSkjermes(Exception):
    """One of those that something was to be hidden from wrote it, holds the baton, or is not in the case."""

    def __init__(self) -> None:
        super().__init__("Kan ikke skjules for en av dem.")


class KoordinatorErIkkeMed(Exception):
    """Who is to coordinate does not work with the case now: they are invited first."""

    def __init__(self) -> None:
        super().__init__("Koordinatoren er ikke med i saken.")


class KoordinatorErEndret(Exception):
    """Another coordinates than the one this decision was to replace: somebody else was first."""

    def __init__(self) -> None:
        super().__init__("Noen andre har bestemt en koordinator.")


class TeametMoetesAlt(Exception):
    """The team has another meeting that day."""

    def __init__(self) -> None:
        super().__init__("Teamet har et annet møte den dagen.")


class SkjemaErFerdig(Exception):
    """The form is done: its answers stand as they are."""

    def __init__(self) -> None:
        super().__init__("Skjemaet er ferdig.")


class SkjemaErKastet(Exception):
    """The form was thrown away by who began on it, while another wrote in it."""

    def __init__(self) -> None:
        super().__init__("Skjemaet er kastet.")


class NavnetErTatt(Exception):
    """Another team of the municipality has the name: two of one name cannot be told apart when one asks."""

    def __init__(self) -> None:
        super().__init__("Navnet er tatt.")


class PeriodenErOver(Exception):
    """The period in the team has ended: it stands as it was, and whoever comes back gets a new one."""

    def __init__(self) -> None:
        super().__init__("Perioden er over.")


class MoetetErHoldt(Exception):
    """The team's meeting is held: its note and its agenda stand as they are."""

    def __init__(self) -> None:
        super().__init__("Møtet er holdt.")


class EndringVenter(Exception):
    """A change of the relation waits for a head already: one at a time is decided."""

    def __init__(self) -> None:
        super().__init__("En endring venter alt.")
