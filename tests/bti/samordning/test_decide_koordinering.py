"""Who coordinates the help by law: one at a time, beside the stafettholder, and it opens the case for nobody."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from bti.feil import KoordinatorErEndret, KoordinatorErIkkeMed, SakErLukket
from bti.models import Bruker, Deltaker, Koordinering, Rettighet, Rettighetsslag, Sak, Saksstatus, Tjeneste
from bti.revisjon.models import Hendelse
from bti.services.samordning import decide_koordinering, end_koordinering
from bti.tilgang import samordning as tilgang
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db


@pytest.fixture
def rett(verden) -> Rettighet:
    return f.RettighetFactory(kommune=verden.solvik)


def url(verden, navn: str = "koordinering-new") -> str:
    return reverse(f"bti:{navn}", args=[verden.sak.pk])


def login(bruker: Bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def fields(rett: Rettighet, hvem: str, **other) -> dict[str, str]:
    return {
        "rettighet": str(rett.pk), "hvem": hvem, "familien_vil": "on", "barnets_syn": "Det er fint.",
        "begrunnelse": "Mange hjelper.", "startdato": timezone.localdate().isoformat(), "erstatter": "",
    } | other  # fmt: skip


def send(client: Client, where: str, times: int = 1, **data):
    data["skjema_token"] = token_in(client.get(where))
    return [client.post(where, data) for _ in range(times)][-1]


def decide(verden, rett: Rettighet, bruker: Bruker | None, by: Bruker, **other) -> None:
    felter = {
        "rettighet": rett, "tjeneste_id": verden.ppt.pk, "bruker_id": bruker.pk if bruker else None,
        "gjelder_fra": timezone.localdate(), "familien_vil": True, "barnets_syn": "", "begrunnelse": "Fordi.",
        "erstatter": None, "noekkel": uuid.uuid4(),
    }  # fmt: skip
    with acting_as(by.pk):
        decide_koordinering(verden.sak, **felter | other)


def all_rows() -> list[Koordinering]:
    with as_owner():
        return list(Koordinering.objects.order_by("decided_at"))


class TestDeciding:
    def test_the_holder_decides_once_and_all_in_the_case_are_told(self, verden, rett):
        give_consent(verden, verden.kari, verden.tom)
        jonas = login(verden.jonas)
        form = jonas.get(url(verden)).content.decode()
        assert rett.lovtekst in form
        assert rett.lovhenvisning in form
        svar = send(jonas, url(verden), times=2, **fields(rett, f"{verden.amina.pk}:{verden.ppt.pk}"))
        assert svar.status_code == 302
        (rad,) = all_rows()
        assert (rad.bruker_id, rad.tjeneste_id, rad.decided_by_id) == (
            verden.amina.pk,
            verden.ppt.pk,
            verden.jonas.pk,
        )
        assert "Amina Yusuf, PPT Solvik" in jonas.get(url(verden, "koordinering")).content.decode()
        with as_owner():
            told = Utboks.objects.filter(slag=Slag.KOORDINATOR).values_list("mottaker_id", flat=True)
            assert sorted(told) == sorted(b.pk for b in (verden.kari, verden.tom, verden.amina))
            assert Hendelse.objects.filter(handling="koordinering.bestemt", sak_id=verden.sak.pk).count() == 1

    def test_a_service_may_have_it_before_a_person_is_found(self, verden, rett):
        jonas = login(verden.jonas)
        assert send(jonas, url(verden), **fields(rett, f":{verden.skole.pk}")).status_code == 302
        page = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert "Solvik skole. Hvem det blir, er ikke bestemt." in " ".join(page.split())

    @pytest.mark.parametrize(
        ("slag", "sagt"),
        [
            ("barnekoordinator", ", 01 00 00 01. Hvem det blir, er ikke bestemt."),
            ("samordningsansvar", ", 01 00 00 01"),
        ],
    )
    def test_a_service_stands_with_its_telephone_and_who_is_missing_only_where_the_law_asks_for_one(
        self, verden, slag, sagt
    ):
        """A service has the samordningsansvar itself; nobody is waited for."""
        with as_owner():
            Tjeneste.objects.filter(pk=verden.skole.pk).update(telefon="01 00 00 01")
        rett = f.RettighetFactory(kommune=verden.solvik, slag=slag, navn="Retten")
        f.KoordineringFactory(sak=verden.sak, rettighet=rett, tjeneste=verden.skole, bruker=None)
        for person, navn in [
            (verden.jonas, "stafettlogg:sak"), (verden.jonas, "stafettlogg:plan"), (verden.jonas, "bti:koordinering"),
            (verden.kari, "familie:sak"), (verden.kari, "familie:plan"),
        ]:  # fmt: skip
            if navn == "stafettlogg:plan":
                f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
            html = login(person).get(reverse(navn, args=[verden.sak.pk])).content.decode()
            linje = html.partition("<strong>Retten:</strong>")[2].partition("</p>")[0]
            assert " ".join(strip_tags(linje).split()) == "Solvik skole" + sagt, navn

    @pytest.mark.parametrize("krever_ja", [True, False])
    def test_the_family_is_not_said_to_owe_a_yes_to_what_asks_for_none(self, verden, krever_ja):
        rett = f.RettighetFactory(kommune=verden.solvik, krever_ja=krever_ja)
        f.KoordineringFactory(sak=verden.sak, rettighet=rett, tjeneste=verden.skole, familien_vil=False)
        side = login(verden.jonas).get(url(verden, "koordinering")).content.decode()
        assert ("De har ikke sagt ja ennå" in side) is krever_ja

    def test_the_law_leads_to_where_it_is_explained(self, verden):
        rett = f.RettighetFactory(
            kommune=verden.solvik, slag="samordningsansvar", lenke="https://eksempel.example/veileder"
        )
        page = login(verden.jonas).get(url(verden)).content.decode()
        assert f'href="{rett.lenke}"' in page

    def test_a_year_that_was_mistyped_is_asked_about(self, verden, rett):
        """The family reads the day."""
        data = fields(rett, f":{verden.skole.pk}", startdato="0026-11-01")
        svar = send(login(verden.jonas), url(verden), **data)
        assert svar.status_code == 422
        assert "Se om året er riktig." in svar.content.decode()
        assert all_rows() == []

    def test_who_does_not_see_the_case_is_invited_first(self, verden, rett):
        """Amina is named in the case; the parents have not said yes."""
        svar = send(login(verden.jonas), url(verden), **fields(rett, f"{verden.amina.pk}:{verden.ppt.pk}"))
        assert svar.status_code == 422
        assert "Inviter koordinatoren først." in svar.content.decode()
        assert reverse("bti:deltaker-new", args=[verden.sak.pk]) in svar.content.decode()
        for bruker, tjeneste in [
            (verden.lise, verden.skole),
            (verden.kari, verden.skole),
            (verden.jonas, verden.ppt),
        ]:
            with pytest.raises(KoordinatorErIkkeMed):
                decide(verden, rett, bruker, verden.jonas, tjeneste_id=tjeneste.pk)
        assert all_rows() == []

    def test_what_is_an_offer_needs_a_yes(self, verden, rett):
        svar = send(login(verden.jonas), url(verden), **fields(rett, f":{verden.skole.pk}", familien_vil=""))
        assert svar.status_code == 422
        assert "Spør familien først." in svar.content.decode()
        with pytest.raises(PermissionDenied):
            decide(verden, rett, None, verden.jonas, familien_vil=False)
        plikt = f.RettighetFactory(
            kommune=verden.solvik, slag=Rettighetsslag.SAMORDNINGSANSVAR, krever_ja=False
        )
        decide(verden, plikt, None, verden.jonas, familien_vil=False)
        assert len(all_rows()) == 1

    def test_a_right_of_another_kind_or_municipality_names_nobody(self, verden):
        plan = f.RettighetFactory(kommune=verden.solvik, slag=Rettighetsslag.INDIVIDUELL_PLAN)
        nabo = f.RettighetFactory(kommune=verden.fjellvik)
        for rett in (plan, nabo):
            with pytest.raises(PermissionDenied):
                decide(verden, rett, None, verden.jonas)
            svar = send(login(verden.jonas), url(verden), **fields(rett, f":{verden.skole.pk}"))
            assert svar.status_code == 422
        with pytest.raises(PermissionDenied):
            decide(
                verden,
                f.RettighetFactory(kommune=verden.solvik),
                None,
                verden.jonas,
                tjeneste_id=verden.fjellvik_skole.pk,
            )

    @pytest.mark.parametrize("hvem", ["amina", "kari", "siri", "berit", "ragna", "fremmed"])
    def test_nobody_else_decides_or_ends(self, verden, rett, hvem):
        give_consent(verden, verden.kari, verden.tom)
        rad = f.KoordineringFactory(sak=verden.sak, rettighet=rett)
        person = getattr(verden, hvem)
        for navn in ("koordinering-new", "koordinering-end"):
            assert login(person).get(url(verden, navn)).status_code in (403, 404)
        with acting_as(person.pk):
            with pytest.raises(PermissionDenied):
                tilgang.decide(
                    {
                        "id": uuid.uuid4(),
                        "sak": verden.sak.pk,
                        "rettighet": rett.pk,
                        "tjeneste": verden.ppt.pk,
                        "bruker": None,
                        "gjelder_fra": i_dag(),
                        "familien_vil": True,
                        "barnets_syn": "",
                        "begrunnelse": "x",
                        "erstatter": rad.pk,
                    }
                )
            with pytest.raises(PermissionDenied):
                tilgang.end(rad.pk, avslutning="Nei.")
        assert [one.ended_at for one in all_rows()] == [None]

    def test_a_closed_case_decides_nothing(self, verden, rett):
        with as_owner():
            Sak.objects.filter(pk=verden.sak.pk).update(status=Saksstatus.LUKKET)
        with pytest.raises(SakErLukket):
            decide(verden, rett, None, verden.jonas)
        assert (
            send(login(verden.jonas), url(verden), **fields(rett, f":{verden.skole.pk}")).status_code == 422
        )


class TestOneAtATime:
    def test_the_database_holds_it(self, verden, rett):
        f.KoordineringFactory(sak=verden.sak, rettighet=rett)
        with pytest.raises(IntegrityError, match="koordinering_one_per_sak"):
            f.KoordineringFactory(sak=verden.sak, rettighet=rett)

    def test_the_app_writes_none_by_hand(self, verden, rett):
        with acting_as(verden.jonas.pk), pytest.raises(ProgrammingError), transaction.atomic():
            Koordinering.objects.create(
                sak=verden.sak, rettighet=rett, tjeneste=verden.skole, gjelder_fra=i_dag(), familien_vil=True,
                begrunnelse="x", decided_at=naa(), decided_by=verden.jonas,
            )  # fmt: skip

    def test_a_new_one_takes_over_and_the_first_is_kept(self, verden, rett):
        decide(verden, rett, None, verden.jonas)
        (foerste,) = all_rows()
        decide(verden, rett, verden.jonas, verden.jonas, tjeneste_id=verden.skole.pk, erstatter=foerste.pk)
        foer, naa_ = all_rows()
        assert (foer.ended_by_id, naa_.ended_at, naa_.bruker_id) == (verden.jonas.pk, None, verden.jonas.pk)
        html = login(verden.jonas).get(url(verden, "koordinering")).content.decode()
        assert "De som har samordnet før" in html

    def test_two_who_decide_at_once_do_not_push_each_other_out_unseen(self, verden, rett):
        jonas = login(verden.jonas)
        token = token_in(jonas.get(url(verden)))
        decide(verden, rett, None, verden.jonas)
        data = fields(rett, f"{verden.jonas.pk}:{verden.skole.pk}", skjema_token=token)
        svar = jonas.post(url(verden), data)
        assert svar.status_code == 422
        assert "Noen andre har nettopp bestemt" in svar.content.decode()
        (rad,) = all_rows()
        assert f'value="{rad.pk}"' in svar.content.decode()
        with pytest.raises(KoordinatorErEndret):
            decide(verden, rett, None, verden.jonas)
        assert jonas.post(url(verden), data | {"erstatter": str(rad.pk)}).status_code == 302

    def test_it_ends_with_a_reason_and_once(self, verden, rett):
        decide(verden, rett, None, verden.jonas)
        jonas, naa = login(verden.jonas), all_rows()[0].pk
        slutt = url(verden, "koordinering-end")
        assert send(jonas, slutt, avslutning="", avslutter=naa).status_code == 422
        assert send(jonas, slutt, avslutning="Ikke behov lenger.", avslutter=naa).status_code == 302
        assert jonas.get(url(verden, "koordinering-end")).status_code == 302
        (rad,) = all_rows()
        assert (rad.avslutning, rad.ended_by_id) == ("Ikke behov lenger.", verden.jonas.pk)
        with acting_as(verden.jonas.pk):
            rad.sak = verden.sak
            end_koordinering(rad, avslutning="En gang til.")
        assert all_rows()[0].avslutning == "Ikke behov lenger."


class TestItGivesNoAccess:
    def test_who_is_named_and_takes_no_part_sees_nothing(self, verden, rett):
        f.KoordineringFactory(sak=verden.sak, rettighet=rett, bruker=verden.lise, tjeneste=verden.skole)
        lise = login(verden.lise)
        for side in ("stafettlogg:sak", "bti:koordinering", "stafettlogg:plan", "stafettlogg:plan-papir"):
            assert lise.get(reverse(side, args=[verden.sak.pk])).status_code == 404
        with acting_as(verden.lise.pk):
            assert list(Sak.objects.all()) == []
            assert list(Koordinering.objects.all()) == []
            assert list(Deltaker.objects.filter(sak=verden.sak)) == []

    def test_a_coordinator_whose_consent_is_withdrawn_is_out_and_the_pages_say_so(self, verden, rett):
        give_consent(verden, verden.kari, verden.tom)
        decide(verden, rett, verden.amina, verden.jonas)
        amina = login(verden.amina)
        assert amina.get(url(verden, "koordinering")).status_code == 200
        with as_owner():
            Samtykke.objects.filter(giver=verden.kari).update(withdrawn_at=naa(), withdrawn_by=verden.kari)
        assert amina.get(url(verden, "koordinering")).status_code == 404
        for hvem, side in [
            (verden.jonas, "stafettlogg:sak"),
            (verden.kari, "familie:sak"),
            (verden.kari, "familie:plan"),
        ]:
            assert (
                "Amina Yusuf ser ikke saken nå."
                in login(hvem).get(reverse(side, args=[verden.sak.pk])).content.decode()
            )

    def test_being_named_does_not_change_what_one_may_do(self, verden, rett):
        give_consent(verden, verden.kari, verden.tom)
        decide(verden, rett, verden.amina, verden.jonas)
        html = login(verden.amina).get(url(verden, "koordinering")).content.decode()
        assert "Bytt koordinator" not in html
        assert (
            login(verden.amina).get(reverse("stafettlogg:plan-edit", args=[verden.sak.pk])).status_code == 403
        )
