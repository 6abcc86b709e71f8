"""Steps that the tests of a takeover share: asked as Jonas, answered by the parents, taken by Amina of PPT."""

from django.urls import reverse

from bti.models import Bruker, Sak
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, withdraw_samtykke
from stafettlogg.models import Stafettveksling
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import send
from tests.stafettlogg.stafetten import answer, offer, read

HVORFOR = "PPT følger Nora opp i lesing hver uke nå."
ALLE_TEMAER = {"skole", "laering", "helse", "familie", "fritid", "oekonomi"}


def ansvar_url(verden: Verden) -> str:
    return reverse("samtykke:request-ansvar", args=[verden.nora_sak.pk])


def liste(verden: Verden, bruker: Bruker) -> str:
    navn = "samtykke:list" if bruker == verden.jonas else "familie:samtykke"
    return read(bruker, reverse(navn, args=[verden.nora_sak.pk]))


def ask(verden: Verden, **changes) -> dict[Bruker, Samtykkekrav]:
    """Jonas asks the family through the page; return the question to each."""
    svar = send(verden.jonas, ansvar_url(verden), **fields(verden, **changes))
    assert svar.status_code == 302, svar.content.decode()
    return asked(verden)


def fields(verden: Verden, **changes) -> dict[str, str]:
    return {"tjeneste": str(verden.ppt.pk), "hvorfor": HVORFOR, "til": i_dag(60).isoformat(), "barnet_hoert": "ja",
            "barnets_mening": "Nora synes det er greit."} | changes  # fmt: skip


def asked(verden: Verden) -> dict[Bruker, Samtykkekrav]:
    with as_owner():
        rows = Samtykkekrav.objects.filter(slag=Samtykkeslag.ANSVAR, tjeneste=verden.ppt)
        krav = {one.giver_id: one for one in rows.select_related("sak__tjeneste", "tjeneste", "spurt_fra")}
    return {en: krav[en.pk] for en in (verden.kari, verden.tom) if en.pk in krav}


def say_yes(verden: Verden, *hvem: Bruker) -> list[Samtykke]:
    """They answer as they are asked, through the service."""
    given = []
    for bruker in hvem:
        with acting_as(bruker.pk):
            krav = Samtykkekrav.objects.select_related("sak__tjeneste", "tjeneste").get(
                giver=bruker, tjeneste=verden.ppt, slag=Samtykkeslag.ANSVAR
            )
            tekst = current_tekst(verden.solvik.pk)
            given.append(
                grant_samtykke(krav, temaer=krav.temaer, til=krav.foreslaatt_til, tekst=tekst, by=bruker.pk)
            )
    return given


def all_yes(verden: Verden) -> list[Samtykke]:
    ask(verden)
    return say_yes(verden, verden.kari, verden.tom)


def take_over(verden: Verden) -> None:
    answer(offer(verden, verden.amina), verden.amina)


def responsible(verden: Verden) -> str:
    with as_owner():
        return Sak.objects.select_related("tjeneste").get(pk=verden.nora_sak.pk).tjeneste.navn


def offered(verden: Verden) -> Stafettveksling:
    with as_owner():
        return Stafettveksling.objects.latest("offered_at")


def put_out(verden: Verden) -> None:
    """Tom takes back that PPT is with; he may say yes to taking over after that."""
    with acting_as(verden.tom.pk):
        mine = Samtykke.objects.filter(giver=verden.tom, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN)
        ja = mine.select_related("sak__tjeneste", "krav").get(withdrawn_at=None)
        withdraw_samtykke(ja, by=verden.tom.pk)


def let_in_again(verden: Verden) -> None:
    """Tom says yes to PPT being with once more."""
    with as_owner():
        krav = Samtykkekrav.objects.get(giver=verden.tom, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN)
        f.SamtykkeFactory(krav=krav, tekst__versjon=150)
