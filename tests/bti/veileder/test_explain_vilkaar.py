"""What a level asks for is looked up in the case, said in the guide's own words, and leads to where it is put right."""

import pytest
from django.urls import reverse

from bti.models import Nivaaendring, Vilkaarslag
from bti.tilgang.aktoer import acting_as
from stafettlogg.saksside import Saksside
from stafettlogg.views.felles import get_sak
from stafettlogg.vilkaar import SJEKKER, missing_for
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db


def missing(verden, nummer: int, naar: str) -> list[str]:
    with acting_as(verden.jonas.pk):
        return [one.slag for one in missing_for(Saksside(get_sak(verden.nora_sak.pk)), nummer, naar=naar)]


@pytest.fixture
def spurt(verden):
    """Level 1 asks for everything before it is done."""
    with as_owner():
        verden.nivaaer[1].vilkaar.all().delete()
    for nummer, slag in enumerate(Vilkaarslag.values, start=1):
        krav = "kreves" if slag == "samtykke" else "anbefales"
        f.VilkaarFactory(
            nivaa=verden.nivaaer[1], nummer=nummer, slag=slag, naar="utgang", krav=krav, setning=f"Om {slag}."
        )
    return verden


def test_each_thing_is_missing_until_it_is_there(spurt):
    assert missing(spurt, 1, "utgang") == [
        "samtykke", "maal", "moete", "barnets_ord", "koordinator", "individuell_plan",
    ]  # fmt: skip

    give_consent(spurt, spurt.kari, spurt.tom)
    f.MaalFactory(sak=spurt.nora_sak)
    f.MoeteFactory(sak=spurt.nora_sak, starter_at=naa(days=4))
    f.EvalueringFactory(tiltak=f.TiltakFactory(sak=spurt.nora_sak), barnets_ord="Jeg vil ha en venn.")
    f.KoordineringFactory(sak=spurt.nora_sak, bruker=spurt.jonas)
    f.IndividuellplanFactory(sak=spurt.nora_sak, started_by=spurt.jonas)

    left = set(missing(spurt, 1, "utgang"))
    assert left & SJEKKER.keys() == set()


def ways(verden) -> dict[str, str]:
    """Where each link of what is missing leads, as the holder is shown them."""
    with acting_as(verden.jonas.pk):
        side = Saksside(get_sak(verden.nora_sak.pk))
        return {one.slag: one.url for one in missing_for(side, 1, naar="utgang")}


def test_the_way_on_is_from_where_the_case_is(spurt):
    """The parents' yes without anybody from there: invite. The child's words: where one meets or evaluates next."""
    sak = spurt.nora_sak
    assert ways(spurt)["samtykke"] == reverse("samtykke:request", args=[sak.pk])
    assert ways(spurt)["barnets_ord"] == reverse("stafettlogg:moete-new", args=[sak.pk])

    give_consent(spurt, spurt.kari, spurt.tom)
    with as_owner():
        sak.deltakere.filter(bruker=spurt.amina).update(gyldig_til=i_dag(-1))
    tiltak = f.TiltakFactory(sak=sak, status="i_gang")
    assert ways(spurt)["samtykke"] == reverse("bti:deltaker-new", args=[sak.pk])
    assert ways(spurt)["barnets_ord"] == reverse("tiltak:evaluate", args=[tiltak.pk])

    foerst, _ = (f.MoeteFactory(sak=sak, starter_at=naa(days=dager)) for dager in (4, 30))
    assert ways(spurt)["barnets_ord"] == reverse("stafettlogg:moete-hold", args=[foerst.pk])


def test_the_holder_and_the_parents_are_there_or_missing(spurt):
    assert not {"stafettholder", "foreldre"} & set(missing(spurt, 1, "utgang"))

    with as_owner():
        spurt.nora_sak.deltakere.filter(rolle="foresatt").update(gyldig_til=i_dag(-1))
    assert "foreldre" in missing(spurt, 1, "utgang")


def test_the_page_says_it_with_the_way_to_put_it_right(client, spurt):
    client.force_login(spurt.jonas)
    page = client.get(reverse("stafettlogg:sak", args=[spurt.nora_sak.pk])).content.decode()

    assert "Før dette nivået er ferdig" in page
    assert "Om maal." in page
    assert reverse("tiltak:maal-new", args=[spurt.nora_sak.pk]) in page
    assert "Før saken kan gå et nivå opp" in page
    assert "Familien må ha sagt ja til en tjeneste til." in page
    for adresse in ("samtykke:request", "bti:sak-deltakere", "tiltak:maal-new", "stafettlogg:moete-new"):
        assert client.get(reverse(adresse, args=[spurt.nora_sak.pk])).status_code == 200


def test_the_next_step_stands_open_with_its_tools_and_the_day(client, spurt):
    steg = spurt.nivaaer[1].steg.get()
    f.VerktoeyFactory(steg=steg, navn="Plan for møtet")
    with as_owner():
        steg.hvordan = "Start med barnets ord."
        steg.save()
        spurt.nivaaer[1].frist_dager = 14
        spurt.nivaaer[1].save()
        Nivaaendring.objects.filter(sak=spurt.nora_sak).delete()
    f.NivaaendringFactory(sak=spurt.nora_sak, til_nivaa=spurt.nivaaer[1], dato=i_dag(-8))
    client.force_login(spurt.jonas)
    url = reverse("stafettlogg:sak", args=[spurt.nora_sak.pk])

    page = client.get(url).content.decode()
    for words in ("Neste steg:", "Start med barnets ord.", "Plan for møtet", "Dag 9 av 14"):
        assert words in page

    client.post(reverse("stafettlogg:steg", args=[spurt.nora_sak.pk]), {"gjort": steg.pk})
    assert "Alle stegene på nivået er gjort." in client.get(url).content.decode()


def test_a_newer_version_is_told_of_and_the_case_keeps_its_own(client, verden):
    url = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    client.force_login(verden.jonas)
    f.VeilederFactory(kommune=verden.solvik, serie=verden.veileder.serie, versjon=2, published_at=None)
    assert "Se hva som er nytt" not in client.get(url).content.decode()

    f.VeilederFactory(kommune=verden.solvik, serie=verden.veileder.serie, versjon=3)
    page = client.get(url).content.decode()
    assert "Saken følger versjon 1 av veilederen. Versjon 3 kom" in page
    assert f"{reverse('bti:veileder-serie', args=[verden.veileder.serie])}#nytt" in page
    assert "Møte med foresatte og barn" in page
