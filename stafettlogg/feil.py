"""The small named errors of log and meetings. Their words are for the log file; pages say it in their own."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bti.models import Sak


class IngenNivaa(Exception):
    """There is no level above or below."""

    def __init__(self) -> None:
        super().__init__("Det finnes ikke noe nivå i den retningen.")


class NivaaErEndret(Exception):
    """The case has been moved since the page was made: what was chosen there would lead somewhere else now."""

    def __init__(self) -> None:
        super().__init__("Saken er flyttet til et annet nivå siden siden ble åpnet.")


class ManglerSamtykke(Exception):
    """Cooperation between services waits for a service that the family has said yes to."""

    def __init__(self) -> None:
        super().__init__("Ingen annen tjeneste med fullt samtykke er med i saken.")


class TemaUtenfor(Exception):
    """The writer's own service has no yes to one of the themes: they would not see what they wrote."""

    def __init__(self) -> None:
        super().__init__("Familien har ikke sagt ja til temaet for tjenesten.")


class MoeteErFoerNivaaet(Exception):
    """A decision would be dated before the case was opened, or before what was decided last."""

    def __init__(self) -> None:
        super().__init__("Møtet er før saken ble åpnet, eller før nivået sist ble bestemt.")


class MoeteErAvsluttet(Exception):
    """The meeting has been held or called off: it is not changed any more."""

    def __init__(self) -> None:
        super().__init__("Møtet er holdt eller avlyst.")


class IkkeInnkalt(Exception):
    """The person has not been asked to the meeting."""

    def __init__(self) -> None:
        super().__init__("Personen er ikke innkalt til møtet.")


class StaarIMoetet(Exception):
    """The entry is the minutes of a meeting, which the page of the meeting shows to everybody in the case."""

    def __init__(self) -> None:
        super().__init__("Innlegget er referatet fra et møte.")


class ErTilbudt(Exception):
    """Somebody is asked to take the baton, and their day is not over."""

    def __init__(self) -> None:
        super().__init__("Noen er alt spurt om å ta over stafettpinnen.")


class KanIkkeFaaPinnen(Exception):
    """Who was to be asked may not get the baton."""

    def __init__(self) -> None:
        super().__init__("Den du valgte, kan ikke få stafettpinnen.")


class SakenKanIkkeGis(Exception):
    """One of several cases cannot be handed over to who was chosen: none of them is."""

    def __init__(self, sak: "Sak", *, er_tilbudt: bool = False) -> None:
        super().__init__("En av sakene kan ikke gis til den som er valgt.")
        self.sak, self.er_tilbudt = sak, er_tilbudt


class VekslingErBesvart(Exception):
    """The offer has another answer already."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet om stafettpinnen er besvart.")


class VekslingErTrukket(Exception):
    """The holder has taken the offer back, or asked somebody else."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet om stafettpinnen er trukket tilbake.")


class VekslingErBorte(Exception):
    """The baton has moved, or who is asked may not get it any more."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet om stafettpinnen gjelder ikke lenger.")


class HarStafettholder(Exception):
    """Somebody holds the baton in the case: nobody need be named."""

    def __init__(self) -> None:
        super().__init__("Saken har en stafettholder.")
