"""Every address of the family, every paper, read by the other household: no word of a field that locates."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, Substr
from django.urls import reverse

from bti.models import Bruker, Familierelasjon, Hovedperson, Tjeneste
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg
from bti.utskrift.jobb import make_utskrift
from bti.utskrift.models import Utskrift
from bti.varsling.models import Slag
from samtykke.models import Samtykke, Samtykkekrav
from stafettlogg.models import Moete
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.husregler.kode import adresser
from tests.samtykke.arket import order
from tests.sidetekst import without_tokens
from tests.tilgang.feiing.conftest import db, felt, felt_i_filen  # noqa: F401 (fixtures)
from tests.utskrift.lesing import read_text

ORD = "Kråkevik"  # in every field that locates; nobody writes it in a text
TLF = "47470001"  # long enough to stand in no id by chance
VISES = (
    "familie:hjem", "familie:sak", "familie:historie", "familie:moete",
    "familie:plan", "familie:plan-papir", "familie:samtykke",
    "familie:samtykke-svar", "familie:samtykke-svar-flere", "familie:samtykke-ark", "familie:samtykke-ark-fil",
    "familie:samtykke-lest",
    "familie:samtykke-trekk", "familie:samtykke-snevre", "familie:hvem-har-sett", "familie:hvem-har-sett-papir",
    "familie:innsyn-spoer", "familie:steng-tilgang", "familie:deling-list", "familie:melding-new",
    "familie:invitasjoner", "familie:lukkeoenske", "familie:skjema-list", "familie:skjema", "varsling:list",
)  # fmt: skip


def plant(felt: Any) -> None:  # noqa: F811
    """The word, and a telephone, in every field that locates; all have been told of a service."""
    v = felt.verden
    unik = Substr(Cast("pk", CharField()), 1, 6)
    with as_owner():
        Tjeneste.objects.update(navn=Concat(Value(f"{ORD} tjeneste "), unik), telefon=TLF)
        Moete.objects.update(sted=f"{ORD} rådhus")
    for navn in ("kari", "tom"):
        f.VarselFactory(
            mottaker=felt.person(navn), sak=v.nora_sak, slag=Slag.SAMTYKKE_SPURT, objekt_id=v.ppt.pk
        )
        f.SamtykkekravFactory(  # a question that waits
            sak=v.nora_sak,
            tjeneste=f.TjenesteFactory(navn=f"{ORD} hjelp", tjenestetype="habilitering"),
            giver=felt.person(navn),
            foreslaatt_til=i_dag(60),
        )
    f.MoetedeltakerFactory(
        moete=f.MoeteFactory(sak=v.nora_sak, sted=f"{ORD} kirke", starter_at=naa(days=3)), bruker=v.tom
    )


def separate(felt: Any, *, hvorfor: str) -> None:  # noqa: F811
    """Tom does not live with the child; an address is protected, or a relation is blocked."""
    relasjoner = Familierelasjon.objects.filter(hovedperson__sak=felt.verden.nora_sak)
    with as_owner():
        relasjoner.filter(bruker=felt.verden.tom).update(barnet_bor_her=False)
        for navn in ("kari", "tom"):
            relasjoner.filter(bruker=felt.person(navn)).update(
                verifisering="to_personer", confirmed_at=naa(), confirmed_by=felt.verden.siri
            )
        blokkert = {} if hvorfor == "relasjon" else {"blocked_at": None, "blocked_by": None}
        if blokkert:
            relasjoner.filter(blocked_at__isnull=False).update(**blokkert)
            Hovedperson.objects.filter(sak=felt.verden.nora_sak).update(adressesperre="fortrolig")
        else:  # one who was a parent here, not one whom a head turned down
            relasjoner.filter(blocked_at__isnull=False).update(verifisering="register", avvist_grunn="")


@pytest.fixture
def plantet(felt: Any, client: Any) -> Any:  # noqa: F811
    """The world with the words, after the staff have read in the case."""
    plant(felt)
    for navn in ("jonas", "amina"):
        client.force_login(felt.person(navn))
        assert client.get(reverse("stafettlogg:sak", args=[felt.verden.nora_sak.pk])).status_code == 200
    return felt


def own_ider(felt: Any, bruker: Bruker) -> dict[str, UUID]:  # noqa: F811
    """The ids that an address takes, with one's own question and yes."""
    mine = Samtykkekrav.objects.filter(sak=felt.verden.nora_sak, giver=bruker)
    with as_owner():
        ja = Samtykke.objects.filter(krav__in=mine, withdrawn_at=None, slutt="").first()
        spoersmaal = mine.filter(tjeneste__navn__endswith="hjelp").first()
    ark_id = order(spoersmaal, bruker)
    assert make_utskrift(ark_id)
    return felt.innhold.ider | {"krav_id": spoersmaal.pk, "samtykke_id": ja.pk, "samtykkeark_id": ark_id}


def read_all(client: Any, felt: Any, navn: str) -> dict[str, str]:  # noqa: F811
    """Everything that one of the family can open: the family's addresses, the notices; papers as their text."""
    bruker = felt.person(navn)
    ider = own_ider(felt, bruker)
    client.force_login(bruker)
    pages = {}
    for adresse in adresser():
        if not adresse.moenster.startswith("familie/") and adresse.navn != "varsling:list":
            continue
        url = "/" + re.sub(r"<uuid:(\w+)>", lambda m: str(ider[m[1]]), adresse.moenster)
        if adresse.navn == "familie:innsyn-spoer":
            url += f"?hvem={felt.verden.jonas.pk}&dag={i_dag().isoformat()}"
        response = client.get(url)
        if response.status_code == 200 and not response["Content-Type"].startswith("image/"):
            is_pdf = response["Content-Type"] == "application/pdf"
            pages[adresse.navn] = (
                read_text(response.content) if is_pdf else without_tokens(response.content.decode())
            )
    return pages


def locating(text: str) -> list[str]:
    """Return what in a text tells where: with what stands round it."""
    flat = " ".join(text.split())
    return [flat[max(0, m.start() - 60) : m.end() + 20] for m in re.finditer(f"{ORD}|{TLF}", flat)]


@pytest.mark.parametrize("hvorfor", ["adresse", "relasjon"])
def test_the_other_household_reads_no_place(client, plantet, hvorfor):
    separate(plantet, hvorfor=hvorfor)
    pages = read_all(client, plantet, "tom")

    assert set(VISES) - pages.keys() == set()
    assert {navn: found for navn, text in pages.items() if (found := locating(text))} == {}


@pytest.mark.parametrize("navn", ["kari", "nora"])
def test_the_household_and_the_child_read_it(client, plantet, navn):
    separate(plantet, hvorfor="relasjon")
    if navn == "kari":
        pages = read_all(client, plantet, navn)
        silent = {"familie:lukkeoenske", "familie:skjema", "familie:samtykke-ark"} & pages.keys()
        assert {page for page in VISES if not locating(pages[page])} <= silent
        return
    client.force_login(plantet.person(navn))
    html = client.get(reverse("familie:sak", args=[plantet.verden.nora_sak.pk])).content.decode()
    assert f"{ORD} tjeneste" in html


FORMS = (
    "stafettlogg:moete-new", "stafettlogg:moete-flytt", "stafettlogg:moete-hold", "stafettlogg:innlegg-new",
    "stafettlogg:innlegg-rett", "stafettlogg:melding-new", "stafettlogg:plan-edit", "samtykke:request",
)  # fmt: skip


@pytest.mark.parametrize("navn", FORMS)
def test_who_writes_is_warned(client, plantet, navn):
    adresse = next(one for one in adresser() if one.navn == navn)
    client.force_login(plantet.verden.jonas)
    with as_owner():  # nobody is kept from knowing: everybody lives with the child
        Familierelasjon.objects.filter(
            hovedperson__sak=plantet.verden.nora_sak, blocked_at__isnull=False
        ).update(blocked_at=None, blocked_by=None)
    assert "Skriv ikke hvor barnet er" not in client.get(plantet.innhold.url(adresse)).content.decode()
    separate(plantet, hvorfor="adresse")
    assert "Skriv ikke hvor barnet er" in client.get(plantet.innhold.url(adresse)).content.decode()


def test_the_familys_print_out_has_no_place_and_the_services_has(plantet):
    separate(plantet, hvorfor="adresse")
    sak, deler = (
        plantet.verden.nora_sak,
        ("moeter", "deltakere", "samtykker", "samordning", "svarslipp", "logg", "historie"),
    )
    papers = {}
    for leser in (Leser.FAMILIEN, Leser.TJENESTENE):
        valg = Valg(deler=deler, leser=leser)
        utskrift = f.UtskriftFactory(
            sak=sak, ordered_by=plantet.verden.jonas, valg=valg.as_json(), ordered_at=naa()
        )
        assert make_utskrift(utskrift.pk)
        with acting_as(plantet.verden.jonas.pk):
            papers[leser] = read_text(bytes(Utskrift.objects.get(pk=utskrift.pk).fil))
    assert locating(papers[Leser.FAMILIEN]) == []
    assert len(locating(papers[Leser.TJENESTENE])) > 5
