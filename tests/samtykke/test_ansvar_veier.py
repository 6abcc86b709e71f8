"""The other ways to a takeover: on paper, in every language, as a PDF, and a withdrawal in the same second."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from bti.lesespraak import LESESPRAAK
from bti.models import Bruker, Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.katalog import load_samtykketekst, read_samtykketekst
from samtykke.models import Samtykke, Samtykkeslag, Slutt, SvarPaaVegne
from samtykke.paa_vegne import kode_of
from samtykke.queries import current_tekst
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.ansvaret import all_yes, ask, responsible, say_yes
from tests.samtykke.arket import fetch_papir
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import both_say_yes, svar_url, told
from tests.stafettlogg.stafetten import kollega, offer  # noqa: F401
from tests.stafettlogg.stafetten import svar_url as veksling_url
from tests.utskrift.lesing import read_text


def read_in(bruker: Bruker, spraak: str) -> None:
    with as_owner():
        Bruker.objects.filter(pk=bruker.pk).update(lesespraak=spraak)


@pytest.mark.django_db
@pytest.mark.usefixtures("kollega")
class TestOtherWays:
    def test_on_paper_it_is_written_in_whole_and_confirmed(self, verden):
        krav = ask(verden)[verden.kari]
        skriv = reverse("samtykke:svar-register", args=[krav.pk])
        ark = login(verden.jonas).get(reverse("samtykke:svarark", args=[krav.pk])).content.decode()
        assert f"Kan {verden.ppt.navn} ta over ansvaret for saken?" in ark
        assert "bare ved det de kan snakke om" not in ark
        with acting_as(verden.jonas.pk):
            kode = kode_of(krav, current_tekst(verden.solvik.pk))
        svar = send(verden.jonas, skriv, svar="ja", maate="papir", svart_dato=i_dag().isoformat(),
                    kode=kode)  # fmt: skip
        assert svar.status_code == 302, svar.content.decode()
        siri = login(verden.siri)
        side = siri.get(reverse("samtykke:svar-bekreft")).content.decode()
        assert f"{verden.ppt.navn} – ta over ansvaret" in side
        with as_owner():
            en = SvarPaaVegne.objects.get()
        bekreft = reverse("samtykke:svar-confirm", args=[en.pk])
        siri.post(bekreft, {"valg": "ja", "sett": "on", "kode": kode})
        with as_owner():
            ja = Samtykke.objects.get(giver=verden.kari, slag=Samtykkeslag.ANSVAR)
        assert set(ja.temaer) == set(krav.temaer)
        assert verden.jonas.pk in told(Slag.ANSVAR_SVAR)
        assert told(Slag.ANSVAR_KLART) == set()
        assert told(Slag.INNSYN) == set()

    def test_the_last_yes_on_paper_is_told_as_the_last_one(self, verden):
        krav = ask(verden)[verden.kari]
        say_yes(verden, verden.tom)
        with acting_as(verden.jonas.pk):
            kode = kode_of(krav, current_tekst(verden.solvik.pk))
        send(verden.jonas, reverse("samtykke:svar-register", args=[krav.pk]), svar="ja", maate="papir",
             svart_dato=i_dag().isoformat(), kode=kode)  # fmt: skip
        assert told(Slag.ANSVAR_KLART) == set()  # a colleague has not looked at it yet
        with as_owner():
            en = SvarPaaVegne.objects.get()
        bekreft = reverse("samtykke:svar-confirm", args=[en.pk])
        login(verden.siri).post(bekreft, {"valg": "ja", "sett": "on", "kode": kode})
        assert told(Slag.ANSVAR_KLART) == {verden.jonas.pk}

    @pytest.mark.parametrize("spraak", LESESPRAAK)
    def test_every_word_of_the_question_stands_in_the_language(self, verden, spraak):
        with as_owner():
            load_samtykketekst(verden.solvik)
        krav = ask(verden)[verden.kari]
        read_in(verden.kari, spraak)
        ord_ = read_samtykketekst(spraak).ord
        html = login(verden.kari).get(svar_url(krav)).content.decode()
        liste = (
            login(verden.kari).get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
        )
        keys = (
            "ansvar_tittel",
            "ansvar_innledning",
            "ansvar_hva_skjer_ved_ja",
            "ansvar_hva_skjer_ved_nei",
            "ansvar_skrive",
        )
        for key in keys:
            for linje in ord_[key].splitlines():
                bit = max(linje.replace("{", "}").split("}")[::2], key=len).strip().replace("'", "&#x27;")
                assert bit in html, key
        tittel = max(ord_["ansvar_tittel"].replace("{", "}").split("}")[::2], key=len).strip()
        assert tittel.replace("'", "&#x27;") in liste
        assert "{tjeneste}" not in html + liste
        assert "{hjem}" not in html + liste

    def test_the_pdf_asks_about_taking_over_and_names_no_theme(self, verden, tmp_path):
        krav = ask(verden)[verden.kari]
        tekst = " ".join(read_text(fetch_papir(login(verden.kari), krav).content).split())
        assert f"Kan {verden.ppt.navn} ta over ansvaret for saken om Nora?" in tekst
        assert f"{verden.skole.navn} beholder ansvaret" in tekst
        assert "læring og utvikling" not in tekst


@pytest.mark.parametrize("gang", [1, 2, 3])
def test_a_withdrawal_in_the_same_second_is_before_or_after(verden_committed, gang):
    """Never both: the case moved on a yes that was taken back."""
    verden = verden_committed
    both_say_yes(verden)
    grant_from_roles()
    ja, _tom = all_yes(verden)
    en = offer(verden, verden.amina)
    ways = {
        "trekk": (verden.kari, reverse("familie:samtykke-trekk", args=[ja.pk]), {}),
        "ta": (verden.amina, veksling_url(en), {"svar": "ja"}),
    }
    start, pages = threading.Barrier(2), {}

    def press(navn: str) -> None:
        bruker, where, data = ways[navn]
        try:
            client = Client()
            client.force_login(bruker)
            start.wait(30)
            pages[navn] = client.post(where, data, follow=True).content.decode()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(navn,)) for navn in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with as_owner():
        slutt = Samtykke.objects.get(pk=ja.pk).slutt
        sak = Sak.objects.get(pk=verden.nora_sak.pk)
    moved = responsible(verden) == verden.ppt.navn
    assert moved == (sak.tjeneste_id == verden.ppt.pk)
    assert slutt == (Slutt.BRUKT if moved else Slutt.TRUKKET)
    said = "har alt tatt over" if moved else "Du har trukket samtykket"
    assert said in pages["trekk"]
