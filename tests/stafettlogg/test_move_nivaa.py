"""A case is moved between levels outside a meeting: recorded, told, and never silently; its history is a staircase."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from bti.models import Nivaaendring, Sak, Vilkaar
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke
from stafettlogg.feil import IngenNivaa, ManglerSamtykke
from stafettlogg.models import Innlegg, Innleggstype
from stafettlogg.services import move_nivaa
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.for_sent import come_first
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa

pytestmark = pytest.mark.django_db
I_DAG = timezone.localdate


def url(verden) -> str:
    return reverse("stafettlogg:nivaa-move", args=[verden.sak.pk])


def answer(verden, nummer: int, **other):
    return {
        "til": str(verden.nivaaer[nummer].pk),
        "dato": I_DAG().isoformat(),
        "begrunnelse": "Tiltakene har virket.",
        "til_stede": "Kari Nordlie, på telefon",
        "barnets_mening": "Jeg vil ha det sånn.",
    } | other


def move(verden, nummer: int, **other):
    with acting_as(verden.jonas.pk):
        naa = Sak.objects.get(pk=verden.sak.pk).nivaa_id
    felter = {
        "fra": naa,
        "til": verden.nivaaer[nummer],
        "dato": I_DAG(),
        "begrunnelse": "Fordi.",
        "til_stede": "Kari",
        "barnets_mening": "",
        "noekkel": uuid.uuid4(),
    }
    return move_nivaa(verden.sak, **felter | other, by=verden.jonas.pk)


@pytest.fixture
def many_moves(verden) -> None:
    """0 → 1 → 2 → 3 → 2, a day between each."""
    give_consent(verden, verden.kari, verden.tom)
    with as_owner():
        Nivaaendring.objects.all().delete()
    for steps, (fra, til) in enumerate([(0, 1), (1, 2), (2, 3), (3, 2)]):
        f.NivaaendringFactory(
            sak=verden.sak,
            fra_nivaa=verden.nivaaer[fra],
            til_nivaa=verden.nivaaer[til],
            dato=I_DAG() - timedelta(days=9 - steps),
            begrunnelse=f"Derfor {til} etter {fra}.",
            decided_by=verden.jonas,
        )
    with as_owner():
        Sak.objects.filter(pk=verden.sak.pk).update(nivaa=verden.nivaaer[2])


class TestMoving:
    def test_down_to_level_0_is_recorded_and_told(self, verden, jonas, fill_in):
        response = fill_in(url(verden), **answer(verden, 0), times=2)
        assert response.status_code == 302
        with acting_as(verden.jonas.pk):
            assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 0
            endring = Nivaaendring.objects.latest("decided_at")
            assert (endring.fra_nivaa.nummer, endring.til_nivaa.nummer) == (1, 0)
            assert endring.barnets_mening == "Jeg vil ha det sånn."
            innlegg = Innlegg.objects.get(innleggstype=Innleggstype.BESLUTNING)
        assert "fra nivå 1 til nivå 0" in innlegg.tekst
        assert "Kari Nordlie, på telefon" in innlegg.tekst
        with as_owner():
            told = set(Utboks.objects.filter(slag=Slag.NIVAA).values_list("mottaker_id", flat=True))
        assert {verden.kari.pk, verden.tom.pk} <= told

    def test_level_2_waits_for_a_consent_and_leads_to_it(self, verden, fill_in, jonas):
        response = fill_in(url(verden), **answer(verden, 2))
        assert response.status_code == 422
        assert "Be om samtykke til en tjeneste" in response.content.decode()
        with acting_as(verden.jonas.pk):
            assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 1
        give_consent(verden, verden.kari, verden.tom)
        assert fill_in(url(verden), **answer(verden, 3)).status_code == 302  # two steps at once
        with acting_as(verden.jonas.pk):
            assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 3

    def test_the_refusal_says_why_where_one_is_led_and_offers_no_level_that_it_has(
        self, verden, fill_in, jonas
    ):
        moete = f.MoeteFactory(sak=verden.sak, starter_at=naa())
        held = {
            "referat": "Vi snakket.", "til_stede": [str(verden.jonas.pk)], "beslutning": "opp",
            "begrunnelse": "Mer hjelp.", "versjon": moete.versjon,
        }  # fmt: skip
        other = reverse("stafettlogg:moete-hold", args=[moete.pk])
        for html in (
            fill_in(url(verden), **answer(verden, 2)).content.decode(),
            fill_in(other, **held).content.decode(),
        ):
            summary = html.partition('id="feilsammendrag"')[2].partition("</div>")[0]
            assert "Dere kan ikke gå opp et nivå ennå." in summary
            assert "én derfra må være med i saken." in summary
            assert reverse("samtykke:request", args=[verden.sak.pk]) in summary
            assert str(verden.nivaaer[1].pk) not in html.partition('name="til"')[2]

    def test_the_staircase_dates_only_the_level_it_is_on(self, verden, fill_in, jonas):
        give_consent(verden, verden.kari, verden.tom)
        for nummer in (3, 2):
            assert fill_in(url(verden), **answer(verden, nummer)).status_code == 302
        html = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        trinn = html.partition('<ol class="nivaatrapp"')[2].partition("</ol>")[0].split("<li")[1:]
        assert [nr for nr, ett in enumerate(trinn) if "siden" in ett] == [2]

    @pytest.mark.parametrize("is_stale", [True, False])
    def test_from_another_level_than_the_page_showed(self, monkeypatch, verden, jonas, is_stale):
        """Two tabs, or two at once: nothing is moved unseen, and the words are on the page that shows the level."""
        data = answer(verden, 0) | {
            "skjema_token": token_in(jonas.get(url(verden))),
            "fra": verden.sak.nivaa_id,
        }

        def move_first() -> None:
            Sak.objects.filter(pk=verden.sak.pk).update(nivaa=verden.nivaaer[2])

        come_first(monkeypatch, "stafettlogg.views.nivaa.move_nivaa", move_first, is_stale=is_stale)
        for sent in (data, {navn: verdi for navn, verdi in data.items() if navn != "fra"}):
            html = jonas.post(url(verden), sent, follow=True).content.decode()
            assert "Saken er flyttet siden du åpnet siden." in html
            assert "Saken er på nivå 2" in html
            assert "Tiltakene har virket." in html
        with acting_as(verden.jonas.pk):
            assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 2
            assert not Innlegg.objects.exists()
        monkeypatch.undo()
        ny = data | {"fra": verden.nivaaer[2].pk, "skjema_token": token_in(jonas.get(url(verden)))}
        assert jonas.post(url(verden), ny).status_code == 302
        with acting_as(verden.jonas.pk):
            assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 0

    @pytest.mark.parametrize(
        ("felter", "sagt"),
        [
            ({"til": ""}, "Velg et nivå."),
            ({"til": "00000000-0000-4000-8000-000000000000"}, "Velg et nivå."),
            ({"begrunnelse": " "}, "Skriv hvorfor nivået endres."),
            ({"til_stede": ""}, "Skriv hvem som var med."),
            ({"dato": (I_DAG() + timedelta(days=1)).isoformat()}, "Datoen kan ikke være fram i tid."),
            ({"dato": "2001-01-01"}, "Nivået er bestemt på nytt etter denne datoen."),
        ],
    )
    def test_what_must_be_put_right(self, verden, fill_in, felter, sagt):
        response = fill_in(url(verden), **answer(verden, 0) | felter)
        assert response.status_code == 422
        assert sagt in response.content.decode()

    def test_what_each_level_wants_is_said_with_the_way_to_it(self, verden, jonas):
        with as_owner():
            Vilkaar.objects.all().delete()
        for nummer, slag, naar in (
            (1, "maal", "utgang"),
            (2, "samtykke", "inngang"),
            (0, "foreldre", "inngang"),
        ):
            f.VilkaarFactory(
                nivaa=verden.nivaaer[nummer], nummer=9, slag=slag, naar=naar, setning=f"Om {slag}."
            )
        page = jonas.get(url(verden)).content.decode()
        assert "Om maal. " in page  # before the level one leaves is done
        assert reverse("tiltak:maal-new", args=[verden.sak.pk]) in page
        assert "Om samtykke. " in page
        assert reverse("samtykke:request", args=[verden.sak.pk]) in page
        assert "Om foreldre." not in page  # they are in the case
        give_consent(verden, verden.kari, verden.tom)
        assert "Om samtykke." not in jonas.get(url(verden)).content.decode()

    def test_what_the_level_demands_and_no_longer_has_is_said(self, verden, jonas, fill_in):
        """The yes is taken back while the case is on level 2: nothing stands in the way down, and much where it is."""
        krever = "Dette krever nivået, og det er ikke slik nå"
        give_consent(verden, verden.kari, verden.tom)
        assert fill_in(url(verden), **answer(verden, 2)).status_code == 302
        sider = (url(verden), reverse("stafettlogg:sak", args=[verden.sak.pk]))
        for side in sider:
            assert krever not in jonas.get(side).content.decode()
        with as_owner():
            Samtykke.objects.update(withdrawn_at=naa(), withdrawn_by=F("giver"))
        for side in sider:
            page = jonas.get(side).content.decode()
            assert krever in page
            assert reverse("samtykke:request", args=[verden.sak.pk]) in page
        assert "Før nivå 1:" not in jonas.get(url(verden)).content.decode()

    def test_who_may(self, verden, login):
        give_consent(verden, verden.kari, verden.tom)
        answers = {
            navn: login(getattr(verden, navn)).get(url(verden)).status_code
            for navn in ("jonas", "amina", "kari", "siri", "lise", "erik", "berit", "ragna")
        }
        assert answers == {
            "jonas": 200, "amina": 403, "kari": 403, "siri": 404, "lise": 404, "erik": 404, "berit": 404,
            "ragna": 404,
        }  # fmt: skip

    def test_another_guides_level_and_the_same_level_are_none(self, verden):
        with acting_as(verden.jonas.pk):
            with pytest.raises(IngenNivaa):
                move(verden, 1)
            with pytest.raises(ManglerSamtykke):
                move(verden, 3)
        fremmed = f.NivaaFactory(nummer=0)
        with acting_as(verden.jonas.pk), pytest.raises(IngenNivaa):
            move(verden, 0, til=fremmed)


class TestHistory:
    def test_the_figure_and_the_table_say_the_same(self, verden, jonas, many_moves):
        html = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        figure = html.partition('<svg xmlns="http://www.w3.org/2000/svg" class="trappefigur__tegning"')[2]
        drawn = [
            piece.partition("<")[0][-1]
            for piece in figure.partition("</svg>")[0].split("trappefigur__tall")[1:]
        ]
        assert drawn == ["0", "1", "2", "3", "2"]
        table = html.partition("nivaatabell")[2].partition("</table>")[0]
        moves = ["Fra nivå 3 til 2", "Fra nivå 2 til 3", "Fra nivå 1 til 2", "Fra nivå 0 til 1"]
        places = [table.index(words) for words in moves]
        assert places == sorted(places)
        assert "Derfor 3 etter 2." in table

    def test_the_family_reads_the_same_history(self, verden, login, many_moves):
        html = login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
        assert html.count('class="trappefigur__trinn"') == 5
        assert "Fra nivå 3 til 2" in html
        assert "Derfor 3 etter 2." in html
