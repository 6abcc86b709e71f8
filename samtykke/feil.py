"""The small named errors of consent. Their words are for the log file; pages say it in their own."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bti.models import Tjeneste
    from samtykke.models import Samtykkekrav


class IkkeDinAaSvare(Exception):
    """Only the person who was asked answers, and only the giver withdraws."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet er stilt til en annen.")


class DenUngeMaaInviteres(Exception):
    """The young person must say yes too, and has no login in the case yet."""


class TemaetFinnes(Exception):
    """The municipality has another theme of that name."""


class IngenAaSpoerre(Exception):
    """No parent with parental responsibility is registered: there is nobody to ask."""

    def __init__(self) -> None:
        super().__init__("Ingen med foreldreansvar er registrert.")


class AlleHarSagtJa(Exception):
    """Everybody has already said yes to this service."""

    def __init__(self, tjeneste: "Tjeneste") -> None:
        super().__init__("Alle har allerede sagt ja.")
        self.tjeneste = tjeneste


class TemaIkkeSpurtOm(Exception):
    """The answer names no theme, or one that was not asked about."""

    def __init__(self) -> None:
        super().__init__("Temaene er ikke spurt om.")


class DatoUtenforPerioden(Exception):
    """The date has passed, or lies after what was asked for or what the municipality allows."""

    def __init__(self) -> None:
        super().__init__("Datoen er utenfor perioden.")


class AltSvartJa(Exception):
    """The consent already lives: a second yes changes nothing, and a no is a withdrawal."""

    def __init__(self) -> None:
        super().__init__("Samtykket er allerede gitt.")


class AltSpurt(Exception):
    """The parents have a question about this service that they have not answered; ``krav`` is what it says."""

    def __init__(self, krav: "Samtykkekrav") -> None:
        super().__init__("Foreldrene er alt spurt om denne tjenesten.")
        self.krav = krav


class EndretImens(Exception):
    """The giver has withdrawn or narrowed the former yes while this answer was on its way: it does not count."""

    def __init__(self) -> None:
        super().__init__("Samtykket ble endret imens.")


class IkkeSpurtLenger(Exception):
    """The question has fallen away, or is about a service that is closed down."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet er ikke stilt lenger.")


class IkkeMindre(Exception):
    """A consent is narrowed to something smaller: this is as large as before, or larger."""

    def __init__(self) -> None:
        super().__init__("Det er ikke mindre enn før.")


class AltSlutt(Exception):
    """The consent had ended before it was narrowed."""

    def __init__(self) -> None:
        super().__init__("Samtykket gjelder ikke lenger.")


class TjenestenErNedlagt(Exception):
    """Nobody is asked about a service that is closed down."""

    def __init__(self) -> None:
        super().__init__("Tjenesten er lagt ned.")


class AltSagtNei(Exception):
    """The no has already been noted."""

    def __init__(self) -> None:
        super().__init__("Det er allerede sagt nei.")


class AltTrukket(Exception):
    """The consent has already been withdrawn."""

    def __init__(self) -> None:
        super().__init__("Samtykket er allerede trukket.")


class AltTattOver(Exception):
    """The service has taken over the case: the yes to that has been used, and is not taken back."""

    def __init__(self) -> None:
        super().__init__("Tjenesten har alt tatt over.")


class InvitasjonErBorte(Exception):
    """Who invited has taken it back meanwhile."""

    def __init__(self) -> None:
        super().__init__("Invitasjonen er tatt tilbake.")


class ErAltRegistrert(Exception):
    """The person is family in the case already, in another way."""

    def __init__(self) -> None:
        super().__init__("Personen er alt registrert i familien.")


class TekstMangler(Exception):
    """The municipality has published no consent text: nobody can be asked to agree to nothing."""

    def __init__(self) -> None:
        super().__init__("Kommunen har ingen samtykketekst.")


class AltRettet(Exception):
    """Somebody has put it right already: the next one goes on top of theirs."""

    def __init__(self) -> None:
        super().__init__("Den er rettet fra før.")


class VurdertAvAndre(Exception):
    """Somebody has judged it since the page was read, or it has been shown."""

    def __init__(self) -> None:
        super().__init__("Den er vurdert av en annen.")


class SvarVenterAlt(Exception):
    """An answer to this question has been written down already, and waits for a second employee."""

    def __init__(self) -> None:
        super().__init__("Et svar venter alt på bekreftelse.")


class SvaretErEldre(Exception):
    """The giver has said no, or taken a yes back, on the day of this sheet or later."""

    def __init__(self) -> None:
        super().__init__("Personen har sagt noe annet senere.")


class IngenJaAaTrekke(Exception):
    """There is no living yes to take back."""

    def __init__(self) -> None:
        super().__init__("Det er ikke noe ja å trekke.")


class SpoersmaaletGjelderIkke(Exception):
    """The question waits for nobody: the case is closed, the service is, or the person is no giver any more."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet gjelder ikke lenger.")


class FeilKode(Exception):
    """The code is not the one that stands on the paper that was written down."""

    def __init__(self) -> None:
        super().__init__("Koden stemmer ikke.")


class ForMangeFeilKoder(Exception):
    """Somebody has written the wrong code time after time, and waits before the next."""

    def __init__(self) -> None:
        super().__init__("Koden er skrevet feil for mange ganger.")


class AlleredeAvgjort(Exception):
    """Another employee was first."""

    def __init__(self) -> None:
        super().__init__("Svaret er alt avgjort.")


class LukkeoenskeErBesvart(Exception):
    """Somebody else who holds the baton answered first."""

    def __init__(self) -> None:
        super().__init__("Ønsket er besvart.")


class LukkeoenskeErTrukket(Exception):
    """Who wanted the case closed has taken it back."""

    def __init__(self) -> None:
        super().__init__("Ønsket er trukket.")


class HarSkann(Exception):
    """Another scan of the same answer is there already."""

    def __init__(self) -> None:
        super().__init__("Svaret har alt et skannet ark.")


class SpoersmaaletErEndret(Exception):
    """The question was put in other words while the answer was on its way."""

    def __init__(self) -> None:
        super().__init__("Spørsmålet er endret.")
