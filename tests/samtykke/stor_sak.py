"""A case as large as they come: six givers, twelve services with long names, and every state a question can be in."""

from datetime import date

from bti.models import Bruker, Relasjonstype, Rolle, Tjeneste, Tjenestetype
from samtykke.models import Samtykkekrav, Samtykketekst, Slutt
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

NAVN = (
    "Pedagogisk-psykologisk tjeneste for Solvik og Fjellvik",
    "Helsestasjon og skolehelsetjeneste",
    "Barnevernstjenesten",
    "Barne- og ungdomspsykiatrisk poliklinikk",
    "Arbeids- og velferdsforvaltningen (NAV)",
    "Familievernkontoret i Indre Solvik",
    "Koordinerende enhet for habilitering og rehabilitering",
    "Utekontakten og ungdomsteamet",
    "Flyktningtjenesten og voksenopplæringen",
    "Kulturskolen",
    "Fastlegekontoret ved torget",
    "Fysio- og ergoterapitjenesten for barn",
)
TYPER = (Tjenestetype.PPT, Tjenestetype.HELSESTASJON, Tjenestetype.BARNEVERN, Tjenestetype.NAV)


def make_tjenester(verden: Verden) -> list[Tjeneste]:
    """Twelve services of the municipality."""
    tjenester = [
        f.TjenesteFactory(navn=navn, tjenestetype=TYPER[nr % len(TYPER)]) for nr, navn in enumerate(NAVN)
    ]
    for tjeneste in tjenester:
        f.TjenesteKommuneFactory(tjeneste=tjeneste, kommune=verden.solvik)
    return tjenester


def make_givere(verden: Verden) -> list[Bruker]:
    """Kari, Tom, three more with parental responsibility, and Nora herself, who is sixteen and has a login."""
    hovedperson = verden.nora_sak.hovedperson
    flere = [
        f.BrukerFactory(navn=navn) for navn in ("Marit Nordlie-Haugen", "Verner Vergesen", "Else Solbakken")
    ]
    typer = (Relasjonstype.MEDMOR, Relasjonstype.VERGE, Relasjonstype.ANNEN)
    for bruker, relasjon in zip(flere, typer, strict=True):
        f.FamilierelasjonFactory(
            hovedperson=hovedperson, bruker=bruker, relasjon=relasjon, registered_by=verden.jonas
        )
        f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=Rolle.FORESATT)
    nora = f.BrukerFactory(navn=hovedperson.navn)
    today = i_dag()
    hovedperson.bruker, hovedperson.foedselsdato = nora, date(today.year - 16, 1, 1)
    hovedperson.save()
    f.DeltakerFactory(sak=verden.nora_sak, bruker=nora, rolle=Rolle.UNGDOM)
    return [verden.kari, verden.tom, *flere, nora]


def make_stor_sak(verden: Verden) -> list[Tjeneste]:
    """Ask everybody about everything."""
    with as_owner():
        tjenester = make_tjenester(verden)
        make_svar(verden, tjenester, make_givere(verden))
        grant_from_roles()
    return tjenester


def make_svar(verden: Verden, tjenester: list[Tjeneste], givere: list[Bruker]) -> None:
    """All have said yes to the first service; each cell of the others gets the next of the states."""
    for rad, tjeneste in enumerate(tjenester):
        for kolonne, giver in enumerate(givere):
            krav = make_krav(verden, tjeneste, giver)
            SVAR[(rad + kolonne) % len(SVAR) if rad else 0](krav)


def make_krav(verden: Verden, tjeneste: Tjeneste, giver: Bruker, **changes: object) -> Samtykkekrav:
    """A question put forty days ago."""
    fields = {
        "temaer": ["skole", "helse"],
        "requested_at": naa(days=-40),
        "requested_by": verden.jonas,
    } | changes
    return f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=tjeneste, giver=giver, **fields)


def ja(krav: Samtykkekrav, **changes: object) -> None:
    """A yes given thirty days ago."""
    fields = {"granted_at": naa(days=-30), "gyldig_fra": i_dag(-30)} | changes
    tekst = Samtykketekst.objects.filter(kommune=krav.sak.kommune_id).first()
    f.SamtykkeFactory(krav=krav, tekst=tekst, **fields)


def _set(krav: Samtykkekrav, **fields: object) -> None:
    for name, value in fields.items():
        setattr(krav, name, value)
    krav.save()


def _use(krav: Samtykkekrav) -> None:
    """They took over by it, and the case has gone on to another since."""
    ja(krav, withdrawn_at=naa(days=-4), withdrawn_by=krav.giver, slutt=Slutt.BRUKT)
    _set(krav, frafalt_at=naa(days=-4), frafalt_by=krav.requested_by)


SVAR = (
    lambda krav: ja(krav),
    lambda krav: None,
    lambda krav: ja(krav, temaer=["skole"]),
    lambda krav: ja(krav, kan_skrive=False),
    lambda krav: ja(krav, gyldig_til=i_dag(12)),
    lambda krav: _set(krav, declined_at=naa(days=-20), declined_by=krav.giver),
    lambda krav: _set(krav, vent_til=i_dag(14)),
    lambda krav: ja(krav, withdrawn_at=naa(days=-5), withdrawn_by=krav.giver, slutt=Slutt.TRUKKET),
    lambda krav: ja(krav, gyldig_til=i_dag(-3)),
    lambda krav: _set(krav, frafalt_at=naa(days=-2), frafalt_by=krav.requested_by),
    lambda krav: ja(krav, gyldig_fra=i_dag(9)),
    lambda krav: _use(krav),
)
