"""Gone for every login and job: the next request or job step that begins after the commit, many at once.

108 tries in the test command, a thousand and eight with STAFETT_NATT=1 (./stafett check --nightly)."""

import os
from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from bti.models import Bruker, Rolle
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from bti.varsling.models import Utboks, Varsel
from samtykke.feil import EndretImens
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, narrow_samtykke, withdraw_samtykke
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.lagret import at_once
from tests.tilgang.kapploep.tusen import HELSE, SKOLE, Flater, Runde

NATT = os.environ.get("STAFETT_NATT") == "1"
RUNDER, ANTALL = (7, 8) if NATT else (1, 6)  # of each kind, and tries of each of the six who are at it


class Familien:
    """Kari, who gave her yes to two themes, and gives it again before each round."""

    def __init__(self, verden: Verden) -> None:
        self.verden = verden
        with as_owner():
            self.ja = Samtykke.objects.get(giver=verden.kari, sak=verden.nora_sak)

    def give_back(self) -> None:
        with as_owner():
            Samtykke.objects.filter(giver=self.verden.kari).exclude(pk=self.ja.pk).delete()
            Samtykke.objects.filter(pk=self.ja.pk).update(withdrawn_at=None, withdrawn_by=None, slutt="")
            Samtykkekrav.objects.filter(giver=self.verden.kari).update(fornyes=False)
            Utskrift.objects.all().delete()
            Utboks.objects.all().delete()
            Varsel.objects.all().delete()
            Innlegg.objects.filter(tekst="Runde").delete()

    def take(self, hva: str) -> None:
        """Take it all back, one theme, or the writing."""
        kari = self.verden.kari.pk
        with acting_as(kari):
            ja = Samtykke.objects.select_related("sak").get(pk=self.ja.pk)
            if hva == "trekk":
                withdraw_samtykke(ja, by=kari)
                return
            temaer = ["skole"] if hva == "tema" else ja.temaer
            narrow_samtykke(ja, temaer=temaer, til=ja.gyldig_til, kan_skrive=hva == "tema", by=kari)


@pytest.fixture(scope="module")
def ansatte(verden) -> list[Bruker]:
    """Amina and two more at PPT, let in; an entry about each theme."""
    flere = [f.BrukerFactory(navn=navn) for navn in ("Bo Lund", "Cato Vik")]
    for bruker in flere:
        f.AnsettelseFactory(bruker=bruker, tjeneste=verden.ppt)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=Rolle.FAGPERSON, tjeneste=verden.ppt)
    f.InnleggFactory(sak=verden.nora_sak, tekst=HELSE, temaer=["laering"], created_by=verden.jonas)
    f.InnleggFactory(sak=verden.nora_sak, tekst=SKOLE, temaer=["skole"], created_by=verden.jonas)
    grant_from_roles()
    return [verden.amina, *flere]


@pytest.fixture(scope="module")
def flater(verden, ansatte) -> Flater:
    moete = f.MoeteFactory(sak=verden.nora_sak, hensikt="Nora og lesing")
    for bruker in ansatte:
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
    return Flater(verden, ansatte, moete.pk)


@pytest.mark.parametrize("hva", ["trekk", "tema", "lese"])
def test_gone_for_every_login_and_job(flater, verden, hva, monkeypatch, record_property):
    """What began after the commit sees nothing of it; what was over before saw it; and there are many of both."""
    monkeypatch.setattr(jobb, "render_pdf", lambda mal, kontekst, **andre: str(kontekst["deler"]).encode())
    familien = Familien(verden)
    tidlig, sent, alle = [], [], 0
    for _ in range(RUNDER):
        familien.give_back()
        gjester = flater.gjester(hva, ANTALL)
        antall = sum(map(len, gjester))
        foer, etter = Runde(gjester, partial(familien.take, hva)).run()
        tidlig, sent, alle = tidlig + foer, sent + etter, alle + antall
    familien.give_back()
    record_property("tall:kapploep", alle)
    record_property("tall:kapploep_begynt_etter", len(sent))
    assert [try_ for try_ in tidlig if not try_.saa] == []
    saa = [try_ for try_ in sent if try_.saa]
    record_property("tall:kapploep_levert", len(saa))
    assert saa == []
    if hva != "trekk":
        assert [try_ for try_ in tidlig + sent if not try_.saa_resten and try_.flate == "innlegg"] == []
    flatene = {flate for gjest in gjester for flate, _act in gjest}
    for naar in (tidlig, sent):
        assert len(naar) >= alle // 4, "too few to prove anything"
        assert {try_.flate for try_ in naar} == flatene


class TestTheSameSecond:
    """Two of the family's own acts at once: one outcome, and what happened is on record."""

    @pytest.fixture
    def familien(self, verden, ansatte):
        familien = Familien(verden)
        familien.give_back()
        yield familien
        familien.give_back()

    @pytest.mark.parametrize("nr", range(6 if NATT else 3))
    def test_a_withdrawal_and_a_renewal(self, familien, verden, nr):
        """Whoever is first, PPT is out: the yes does not count, or is taken back with the former."""
        with as_owner():
            Samtykkekrav.objects.filter(giver=verden.kari).update(fornyes=True)
        foer = on_record(verden)
        acts = [partial(familien.take, "trekk"), partial(answer, verden, avsluttet=0)]
        svar = at_once([(verden.kari.pk, act) for act in (acts if nr % 2 else acts[::-1])])
        feil = [one for one in svar if isinstance(one, Exception)]
        assert {type(one) for one in feil} <= {EndretImens}, feil
        with as_owner():
            assert not Samtykke.objects.filter(giver=verden.kari, withdrawn_at=None).exists()
        assert on_record(verden) - foer == Counter({"samtykke.trukket": 1, "samtykke.gitt": 1 - len(feil)})

    def test_the_same_question_answered_from_four_phones(self, familien, verden):
        familien.take("trekk")
        foer = on_record(verden)
        svar = at_once([(verden.kari.pk, partial(answer, verden))] * 4)
        assert sorted(type(one).__name__ for one in svar) == ["AltSvartJa"] * 3 + ["Samtykke"]
        with as_owner():
            assert Samtykke.objects.filter(giver=verden.kari, withdrawn_at=None).count() == 1
        assert on_record(verden) - foer == Counter({"samtykke.gitt": 1})


def answer(verden: Verden, avsluttet: int | None = None) -> Samtykke:
    """Kari's yes, as the page sends it."""
    krav = Samtykkekrav.objects.select_related("sak", "tjeneste").get(giver=verden.kari)
    tekst = current_tekst(verden.solvik.pk)
    return grant_samtykke(
        krav, temaer=["skole"], til=timezone.localdate(), tekst=tekst, avsluttet=avsluttet, by=verden.kari.pk
    )


def on_record(verden: Verden) -> Counter[str]:
    """What has been written about consent in the case, by kind."""
    with as_owner():
        rader = Hendelse.objects.filter(sak_id=verden.nora_sak.pk, handling__startswith="samtykke.")
        return Counter(rader.values_list("handling", flat=True))
