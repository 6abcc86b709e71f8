"""Another service takes over a case, in a browser: no accessibility fault, nothing sticks out, nothing small to hit."""

import pytest
from django.urls import reverse

from samtykke.katalog import load_samtykketekst
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.komponenter.nettleser import look_at
from tests.samtykke.ansvaret import ansvar_url, ask, asked, fields, let_in_again, offered, put_out, say_yes
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import svar_url
from tests.samtykke.test_ansvar_veier import read_in
from tests.stafettlogg.stafetten import answer, gi_url, kollega, offer  # noqa: F401
from tests.stafettlogg.stafetten import svar_url as veksling_url

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser, pytest.mark.usefixtures("kollega")]


@pytest.fixture
def tekster(verden: Verden) -> None:
    """Published in every language, or the page in Arabic would be one in bokmål."""
    with as_owner():
        load_samtykketekst(verden.solvik)


@pytest.fixture
def sider(verden: Verden, tekster: None) -> dict[str, str]:
    jonas, amina, kari = login(verden.jonas), login(verden.amina), login(verden.kari)
    sak = verden.nora_sak.pk
    liste, familie = reverse("samtykke:list", args=[sak]), reverse("familie:samtykke", args=[sak])
    pages = {"gi": jonas.get(gi_url(verden)), "spoer": jonas.get(ansvar_url(verden)),
             "spoer-feil": send(verden.jonas, ansvar_url(verden), **fields(verden, tjeneste=""))}  # fmt: skip
    ask(verden)
    krav = asked(verden)[verden.kari]
    pages |= {"spurt-alt": send(verden.jonas, ansvar_url(verden), **fields(verden, hvorfor="Noe annet.")),
              "familie-spurt": kari.get(familie), "svar": kari.get(svar_url(krav)),
              "ark": jonas.get(reverse("samtykke:svarark", args=[krav.pk])),
              "skriv-inn": jonas.get(reverse("samtykke:svar-register", args=[krav.pk]))}  # fmt: skip
    read_in(verden.kari, "ar")
    pages |= {"svar-ar": kari.get(svar_url(krav)), "familie-ar": kari.get(familie)}
    read_in(verden.kari, "")
    (ja,) = say_yes(verden, verden.kari)
    pages |= {"liste-venter": jonas.get(liste), "familie-ja": kari.get(familie),
              "spoer-ute": jonas.get(ansvar_url(verden)),
              "linjer": login(verden.siri).get(reverse("samtykke:linjer")),
              "trekk": kari.get(reverse("familie:samtykke-trekk", args=[ja.pk]))}  # fmt: skip
    say_yes(verden, verden.tom)
    put_out(verden)
    say_yes(verden, verden.tom)
    pages |= {"familie-ute": kari.get(familie)}
    let_in_again(verden)
    pages |= {"liste-klar": jonas.get(liste), "gi-klar": jonas.get(gi_url(verden)),
              "hjem-klar": jonas.get(reverse("stafettlogg:hjem")),
              "sak-klar": jonas.get(reverse("stafettlogg:sak", args=[sak]))}  # fmt: skip
    offer(verden, verden.amina)
    pages["flere-venter"] = jonas.get(reverse("stafettlogg:stafett-flere"))
    pages["tar-over"] = amina.get(veksling_url(offered(verden)))
    answer(offered(verden), verden.amina)
    grant_from_roles()
    pages |= {"tatt-over": amina.get(veksling_url(offered(verden))), "liste-etter": amina.get(liste),
              "sak-etter": amina.get(reverse("stafettlogg:sak", args=[sak])),
              "familie-etter": kari.get(familie), "familie-sak": kari.get(reverse("familie:sak", args=[sak])),
              "lest": kari.get(reverse("familie:samtykke-lest", args=[ja.pk])),
              "vaert-med": jonas.get(reverse("samtykke:kvittering-list"))}  # fmt: skip
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    for navn in ("svar-ar", "familie-ar"):
        assert '<h1 class="ds-heading" data-size="lg">' in sider[navn].partition('lang="ar" dir="rtl"')[2], (
            navn
        )
    look_at(sider, bredde, tmp_path, "ansvar")
