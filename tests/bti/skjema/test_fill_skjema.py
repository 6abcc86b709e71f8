"""A form is filled in, kept half done, done, printed and used again; each answer lies in the column of its kind."""

import re
from datetime import date

import pytest
from django.urls import reverse

from bti.models import Kladd, Sak, Skjemautfylling
from bti.skjemamaler.lasting import load_skjemaer, read_skjemaer
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from tests import factories as f
from tests.bti.skjema.conftest import FYLT, make_mal, svar_in, utfylling_at
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.tilgang.feiing.flater import read_pdf

pytestmark = pytest.mark.django_db


class TestInACase:
    def test_half_done_nobody_in_the_family_notices(self, verden, mal, start, fill, login):
        with as_owner():
            before = Sak.objects.get(pk=verden.nora_sak.pk).sist_endret
        url = start(mal)
        assert start(mal) == url  # two clicks are one form
        assert fill(url, f_1="I garderoben").status_code == 302  # nothing is demanded of what goes on later
        utfylling = utfylling_at(url)
        assert svar_in(utfylling) == {"hvor": "I garderoben"}
        refused = fill(url, ferdig=True, f_1="I garderoben")
        assert refused.status_code == 422
        assert "Fyll ut «Spørsmål om sett»." in refused.content.decode()
        assert login(verden.kari).get(reverse("familie:skjema", args=[utfylling.pk])).status_code == 404
        login(verden.jonas).post(reverse("bti:utfylling-kast", args=[utfylling.pk]))
        told = ("begynte på et skjema", "skrev i et skjema", "kastet et skjema som ikke var ferdig")
        for hvem, side in (("kari", "familie"), ("jonas", "bti")):
            liste = login(getattr(verden, hvem)).get(
                reverse(f"{side}:hvem-har-sett", args=[verden.nora_sak.pk])
            )
            assert {ord_ in liste.content.decode() for ord_ in told} == {hvem == "jonas"}
        with as_owner():
            assert Sak.objects.get(pk=verden.nora_sak.pk).sist_endret == before
            assert not Utboks.objects.filter(slag=Slag.SKJEMA).exists()

    def test_done_it_is_read_by_the_family_and_stands(self, verden, mal, start, fill, login):
        url = start(mal)
        assert fill(url, ferdig=True, times=2, **FYLT).status_code == 302
        utfylling = utfylling_at(url)
        assert svar_in(utfylling) == {
            "hvor": "I garderoben", "sett": "Barnet satt alene.", "ofte": ["Søvn"], "hva": ["Venner", "Mat"],
            "hvordan": 0, "dato": date(2026, 5, 4), "leder": False,
        }  # fmt: skip
        kari = login(verden.kari)
        page = kari.get(reverse("familie:skjema", args=[utfylling.pk])).content.decode()
        for words in (
            "Barnet satt alene.",
            "Venner, Mat",
            "0 – svært vanskelig",
            "4. mai 2026",
            "<dd>Nei</dd>",
        ):
            assert words in page
        liste = kari.get(reverse("familie:skjema-list", args=[verden.nora_sak.pk])).content.decode()
        assert "Observasjon i garderoben" in liste
        with as_owner():
            told = list(Utboks.objects.filter(slag=Slag.SKJEMA).values_list("mottaker_id", flat=True))
            assert {verden.kari.pk, verden.tom.pk} <= set(told)
            assert len(told) == len(set(told))  # once, though the button was pressed twice
            assert not Kladd.objects.filter(objekt_id=utfylling.pk).exists()
        assert fill(url, f_2="Noe annet").status_code == 422  # what is done stands
        assert svar_in(utfylling)["sett"] == "Barnet satt alene."

    @pytest.mark.parametrize(
        ("felt", "verdi", "sagt"),
        [
            ("f_3", "Tull", "Velg blant svarene som står her."),
            ("f_4", ["Venner", "Tull"], "Velg blant svarene som står her."),
            ("f_5", "11", "Velg blant svarene som står her."),
            ("f_5", "fem", "Velg blant svarene som står her."),
            ("f_6", "31.02.2026", "Skriv datoen på nytt."),
            ("f_7", "kanskje", "Velg blant svarene som står her."),
            ("f_1", "x" * 301, "300"),
        ],
    )
    def test_an_answer_of_the_wrong_kind_is_not_kept(self, mal, start, fill, felt, verdi, sagt):
        url = start(mal)
        response = fill(url, f_2="Dette skrev jeg.", **{felt: verdi})
        assert response.status_code == 422
        page = response.content.decode()
        assert sagt in page
        assert "Dette skrev jeg." in page
        assert svar_in(utfylling_at(url)) == {}

    def test_two_write_in_the_same_form(self, verden, mal, start, fill, login):
        give_consent(verden, verden.kari, verden.tom)
        url = start(mal)
        page = login(verden.amina).get(url).content.decode()  # she opens it, and he saves first
        fill(url, f_2="Jonas så dette.")
        fields = dict(re.findall(r'name="(skjema_token|versjon)" value="([^"]+)"', page))
        response = login(verden.amina).post(url, fields | {"f_2": "Amina så dette."})
        assert response.status_code == 422
        text = response.content.decode()
        assert "Jonas så dette." in text
        assert "Amina så dette." in text
        versjon = re.search(r'name="versjon" value="(\d+)"', text)[1]
        again = login(verden.amina).post(url, fields | {"f_2": "Vi så dette.", "versjon": versjon})
        assert again.status_code == 302
        assert svar_in(utfylling_at(url)) == {"sett": "Vi så dette."}

    def test_who_may(self, verden, mal, start, login):
        give_consent(verden, verden.kari, verden.tom)
        url = start(mal)
        les = reverse("bti:utfylling", args=[utfylling_at(url).pk])
        kast = reverse("bti:utfylling-kast", args=[utfylling_at(url).pk])
        people = ("jonas", "amina", "kari", "siri", "erik", "ragna")
        seen = {
            navn: tuple(login(getattr(verden, navn)).get(one).status_code for one in (url, les, kast))
            for navn in people
        }
        assert seen == {
            "jonas": (200, 200, 200), "amina": (200, 200, 302), "kari": (404, 404, 404), "siri": (404, 404, 404),
            "erik": (404, 404, 404), "ragna": (404, 404, 404),
        }  # fmt: skip

    def test_used_again_and_thrown_away(self, verden, mal, start, fill, login):
        first = start(mal)
        fill(first, ferdig=True, **FYLT)
        ny = make_mal(verden.solvik, noekkel="observasjon", versjon=2, navn="Observasjon, ny")
        with as_owner():
            ny.felter.filter(noekkel="ofte").update(valg=["Mat"])  # what was chosen is not on offer any more
            ny.felter.filter(noekkel="hvor").update(noekkel="stedet")
        again = start(ny, fra=utfylling_at(first))
        assert set(svar_in(utfylling_at(again))) == {"sett", "hva", "hvordan", "dato", "leder"}
        old = (
            login(verden.jonas).get(reverse("bti:utfylling", args=[utfylling_at(first).pk])).content.decode()
        )
        assert "Observasjon i garderoben" in old  # the old one keeps its version
        assert "I garderoben" in old
        kast = reverse("bti:utfylling-kast", args=[utfylling_at(again).pk])
        assert login(verden.jonas).get(kast).status_code == 200
        pk = utfylling_at(again).pk
        assert login(verden.jonas).post(kast).status_code == 302
        second_click = login(verden.jonas).post(kast)  # without JavaScript nothing holds it back
        assert second_click.status_code == 404
        assert "Kanskje er det gjort allerede, av deg eller av noen andre." in second_click.content.decode()
        with as_owner():
            assert not Skjemautfylling.objects.filter(pk=pk).exists()

    def test_a_closed_case_takes_no_form(self, verden, mal, start, fill, login):
        url = start(mal)
        with as_owner():
            Sak.objects.filter(pk=verden.nora_sak.pk).update(status="lukket")
        assert fill(url, f_2="For sent").status_code == 422
        assert start(mal).endswith("/skjema/")
        assert (
            "Fyll ut"
            not in login(verden.jonas)
            .get(reverse("bti:skjema-sak", args=[verden.nora_sak.pk]))
            .content.decode()
        )

    def test_on_paper(self, verden, mal, start, fill, login):
        url = start(mal)
        fill(url, ferdig=True, **FYLT)
        response = login(verden.jonas).get(reverse("bti:utfylling-papir", args=[utfylling_at(url).pk]))
        assert response["Content-Type"] == "application/pdf"
        assert "Nora" not in response["Content-Disposition"]
        text = read_pdf(response.content)
        assert "Barnet satt alene." in text
        tomt = login(verden.jonas).get(reverse("bti:skjemamal-papir", args=[mal.pk])).content.decode()
        assert tomt.count("papirskjema__boks") == 3 + 3 + 2  # two with three choices, one with yes and no
        assert tomt.count('class="papirskjema__linje') == 3


class TestAboutAWorry:
    @pytest.fixture
    def undring(self, verden):
        return f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)

    def begin(self, login, verden, undring, mal) -> str:
        url = reverse("bti:skjema-undring-new", args=[undring.pk])
        return login(verden.jonas).post(url, {"mal": str(mal.pk)})["Location"]

    def test_its_author_writes_and_who_it_is_shared_with_reads(self, verden, undring, mal, fill, login):
        url = self.begin(login, verden, undring, mal)
        assert fill(url, ferdig=True, **FYLT).status_code == 302
        utfylling = utfylling_at(url)
        les = reverse("bti:undringsutfylling", args=[utfylling.pk])
        assert "Barnet satt alene." in login(verden.jonas).get(les).content.decode()
        assert login(verden.siri).get(les).status_code == 404
        nytt = 'name="svar_fra" value="' + str(
            utfylling.pk
        )  # «Du kan begynne på et nytt med de samme svarene.»
        ny_url = reverse("bti:skjema-undring-new", args=[undring.pk])
        assert nytt in (side := login(verden.jonas).get(les).content.decode())
        assert f'action="{ny_url}"' in side
        begun = login(verden.jonas).post(ny_url, {"mal": str(mal.pk), "svar_fra": str(utfylling.pk)})
        assert svar_in(utfylling_at(begun["Location"])) == svar_in(utfylling)
        f.UndringsdelingFactory(undring=undring, mottaker=verden.siri)
        assert "Barnet satt alene." in (hers := login(verden.siri).get(les).content.decode())
        assert nytt not in hers
        assert login(verden.siri).get(url).status_code == 404
        with acting_as(verden.kari.pk):
            assert not Skjemautfylling.objects.exists()

    def test_its_answers_come_along_into_the_case(self, verden, undring, mal, start, fill, login):
        url = self.begin(login, verden, undring, mal)
        fill(url, ferdig=True, **FYLT)
        with as_owner():
            type(undring).objects.filter(pk=undring.pk).update(
                sak=verden.nora_sak, utfall="nivaa_1", clarified_at=naa(), clarified_by=verden.jonas
            )
        side = reverse("bti:skjema-sak", args=[verden.nora_sak.pk])
        assert "Ta med svarene hit" in login(verden.jonas).get(side).content.decode()
        give_consent(verden, verden.kari, verden.tom)
        assert "Ta med svarene hit" not in login(verden.amina).get(side).content.decode()
        copied = start(mal, fra=utfylling_at(url))
        assert svar_in(utfylling_at(copied)) == svar_in(utfylling_at(url))
        assert login(verden.jonas).get(url).status_code in {302, 409, 422}  # the worry has ended

    def test_only_forms_for_a_worry_are_offered(self, verden, undring, mal, login):
        notat = make_mal(verden.solvik, noekkel="avslutning", navn="Notat til slutt", gjelder="avslutning")
        page = login(verden.jonas).get(reverse("bti:skjema-undring", args=[undring.pk])).content.decode()
        assert "Observasjon i garderoben" in page
        assert "Notat til slutt" not in page
        answer = self.begin(login, verden, undring, notat)
        assert answer == reverse("bti:skjema-undring", args=[undring.pk])


class TestReadyForms:
    def test_they_are_loaded_once_and_lead_on_from_the_guide(self, verden, login):
        with as_owner():
            assert load_skjemaer(verden.solvik) == len(read_skjemaer("nb")) == 8
            assert load_skjemaer(verden.solvik) == 0
        steg = verden.nivaaer[1].steg.get()
        f.VerktoeyFactory(steg=steg, navn="Målet på ett ark", skjema_noekkel="maalark")
        sak = login(verden.jonas).get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).content.decode()
        til = reverse("bti:skjema-sak", args=[verden.nora_sak.pk])
        assert f'href="{til}#skjema-maalark"' in sak
        assert 'id="skjema-maalark"' in login(verden.jonas).get(til).content.decode()

    def test_the_questions_of_a_meeting_come_into_the_minutes(self, verden, login):
        with as_owner():
            load_skjemaer(verden.solvik)
        moete = f.MoeteFactory(sak=verden.nora_sak, referat="Vi begynte her.", starter_at=naa(hours=-1))
        url = reverse("stafettlogg:moete-hold", args=[moete.pk])
        jonas = login(verden.jonas)
        page = jonas.get(url).content.decode()
        assert "Fyll ut avslutningsnotatet først" in page
        valg = dict(re.findall(r'name="utkast" value="([^"]{36})"[^>]*>([^<]+)<', page))
        oppstart = next(pk for pk, navn in valg.items() if navn == "Oppstartsmøte")
        token = re.search(r'name="skjema_token" value="([^"]+)"', page)[1]
        sent = jonas.post(url, {"skjema_token": token, "referat": "Vi skrev mer.", "utkast": oppstart})
        text = jonas.get(sent["Location"]).content.decode()
        area = re.search(r'<textarea name="referat"[^>]*>(.*?)</textarea>', text, re.DOTALL)[1]
        assert area.strip().startswith("Vi skrev mer.")
        assert "Hvorfor møtes vi?" in area
        assert "Hva sier barnet selv?" not in area  # the page asks it itself
        again = jonas.get(f"{url}?mal=tull").content.decode()
        assert "Hvorfor møtes vi?" not in again
