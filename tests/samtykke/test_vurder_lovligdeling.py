"""Whether the family can see what was shared: who judges, what counts, what waits, and what is recorded where."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bti.models import Kommunerolletype, Rolle
from bti.revisjon.models import Hendelse
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Utboks, Varsel
from samtykke.feil import VurdertAvAndre
from samtykke.models import Delingsvurdering, Lovligdeling
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.samtykke.deling import STED, all_rows, assess, fields, login, make, reads, send, url
from tests.trygg.hjelp import let_go, make_parent, write

pytestmark = pytest.mark.django_db


class TestJudging:
    def page(self, deling: Lovligdeling) -> str:
        return reverse("samtykke:deling-vurder", args=[deling.pk])

    def test_the_head_reads_what_was_shared_and_says_no_and_then_yes(self, verden):
        deling = make(verden)
        html = login(verden.siri).get(reverse("samtykke:deling-vurderinger")).content.decode()
        assert "Saken om Nora" in html
        html = login(verden.siri).get(self.page(deling)).content.decode()
        assert STED in html
        assert "Er du i tvil, svar nei." in html
        svar = send(
            verden.siri, self.page(deling), familien_ser="nei", begrunnelse="Faren bor der.", antall="0"
        )
        assert svar.status_code == 302
        assert not reads(verden.kari, verden)
        html = login(verden.jonas).get(url(verden)).content.decode()
        assert "Faren bor der." in html
        assert "Familien ser det ikke" in html
        send(verden.siri, self.page(deling), familien_ser="ja", begrunnelse="Trygt nå.", antall="1")
        assert reads(verden.kari, verden)
        with as_owner():
            svarene = Delingsvurdering.objects.order_by("nummer").values_list("familien_ser", flat=True)
            assert list(svarene) == [False, True]

    def test_what_is_missing_is_said(self, verden):
        deling = make(verden)
        html = send(verden.siri, self.page(deling), antall="0").content.decode()
        assert "Velg om familien kan se det." in html
        assert "Skriv hvorfor." in html
        with pytest.raises(PermissionDenied, match="grunnen mangler"):
            assess(deling, verden.siri, ja=True, begrunnelse="  ")

    def test_what_has_been_shown_stays_shown(self, verden):
        deling = make(verden)
        assess(deling, verden.siri, ja=True)
        assert "Lagre vurderingen" not in login(verden.siri).get(self.page(deling)).content.decode()
        with pytest.raises(VurdertAvAndre):
            assess(deling, verden.siri, ja=False, antall=1)
        assert reads(verden.kari, verden)

    def test_of_two_heads_the_first_counts_and_the_other_is_told(self, verden):
        hedda = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True, bruker__navn="Hedda Rud").bruker
        deling = make(verden)
        client = login(verden.siri)
        token = token_in(client.get(self.page(deling)))
        assess(deling, hedda, ja=False, begrunnelse="Faren er ikke over.")
        svar = client.post(
            self.page(deling),
            {"skjema_token": token, "familien_ser": "ja", "begrunnelse": "Ring dem.", "antall": "0"},
            follow=True,
        )
        html = svar.content.decode()
        assert "Noen har vurdert denne etter at du åpnet siden." in html
        assert "Faren er ikke over." in html
        assert "Ring dem." in html  # the draft
        assert not reads(verden.kari, verden)

    def test_the_second_click_of_two_is_no_second_answer(self, verden):
        deling = make(verden)
        svar = send(verden.siri, self.page(deling), 2, familien_ser="nei", begrunnelse="Vent.", antall="0")
        assert svar.status_code == 302
        with as_owner():
            assert Delingsvurdering.objects.count() == 1

    @pytest.mark.parametrize("antall", ["", "x", "99999999999999", "-1"])
    def test_a_page_without_its_number_is_an_old_page(self, verden, antall):
        deling = make(verden)
        svar = send(verden.siri, self.page(deling), familien_ser="ja", begrunnelse="Ja.", antall=antall)
        assert svar.status_code == 302
        assert not reads(verden.kari, verden)

    @pytest.mark.parametrize("navn", ["jonas", "lise", "kari", "berit", "adm", "amina"])
    def test_nobody_else_judges(self, verden, navn):
        deling = make(verden)
        with pytest.raises(PermissionDenied):
            assess(deling, getattr(verden, navn), ja=True)
        assert login(getattr(verden, navn)).get(self.page(deling)).status_code == 403

    def test_the_head_of_another_unit_knows_of_nothing(self, verden):
        annen = f.AnsettelseFactory(tjeneste=verden.ppt, is_leder=True).bruker
        deling = make(verden)
        assert login(annen).get(self.page(deling)).status_code == 404
        with pytest.raises(PermissionDenied):
            assess(deling, annen, ja=True)

    def test_a_head_who_wrote_it_does_not_judge_it_alone_and_the_ombud_does(self, verden):
        ombud = f.KommunerolleFactory(kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD).bruker
        deling = f.LovligdelingFactory(sak=verden.nora_sak, registered_by=verden.siri, mottaker=STED)
        with pytest.raises(PermissionDenied):
            assess(deling, verden.siri, ja=True)
        assess(deling, ombud, ja=True)
        assert reads(verden.kari, verden)

    def test_the_ombud_does_not_judge_while_there_is_a_head(self, verden):
        ombud = f.KommunerolleFactory(kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD).bruker
        with pytest.raises(PermissionDenied):
            assess(make(verden), ombud, ja=True)

    def test_a_head_who_is_the_childs_own_or_blocked_never_learns_of_it(self, verden):
        mor = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True).bruker
        make_parent(verden, mor)
        sperret = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True).bruker
        f.SperringFactory(sak=verden.nora_sak, bruker=sperret)
        send(verden.jonas, url(verden, "samtykke:deling-new"), **fields())
        (deling,) = all_rows()
        with as_owner():
            told = set(Utboks.objects.filter(slag="lovligdeling").values_list("mottaker_id", flat=True))
        assert told == {verden.siri.pk}
        for bruker in (mor, sperret):
            assert STED not in login(bruker).get(reverse("samtykke:deling-vurderinger")).content.decode()
            with pytest.raises(PermissionDenied):
                assess(deling, bruker, ja=True)


class TestWhileNoticesAreHeldBack:
    def test_what_is_judged_safe_waits_until_they_are_let_go(self, verden):
        """Lise holds back notices; neither Siri nor Jonas learns of it from what they see."""
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
        grant_from_roles()
        deling = make(verden)
        hold = write(verden, verden.lise, sak_id=verden.nora_sak.pk)
        assess(deling, verden.siri, ja=True)
        empty_utboks()
        assert not reads(verden.kari, verden)
        assert "Familien kan se det" in login(verden.jonas).get(url(verden)).content.decode()
        with as_owner():
            assert not Varsel.objects.filter(slag="lovligdeling", sak=verden.nora_sak).exists()
        let_go(hold, verden.lise)
        empty_utboks()
        assert reads(verden.kari, verden)
        with as_owner():
            assert Varsel.objects.filter(slag="lovligdeling", mottaker=verden.kari).exists()

    def test_what_is_held_back_later_takes_nothing_away(self, verden):
        deling = make(verden)
        with as_owner():
            f.DelingsvurderingFactory(
                deling=deling, familien_ser=True, assessed_at=naa(days=-1), assessed_by=verden.siri
            )
        write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        assert reads(verden.kari, verden)


class TestTheRecord:
    def test_it_stands_in_the_chain_of_who_did_it_and_in_no_case(self, verden):
        send(verden.jonas, url(verden, "samtykke:deling-new"), **fields())
        assess(all_rows()[0], verden.siri, ja=False)
        with as_owner():
            hendelser = Hendelse.objects.filter(handling__startswith="lovligdeling.")
            assert {(h.handling, h.sak_id, h.kjede_id) for h in hendelser} == {
                ("lovligdeling.skrevet", None, verden.jonas.pk),
                ("lovligdeling.vurdert", None, verden.siri.pk),
            }

    @pytest.mark.parametrize("navn", ["samtykke:deling-list", "samtykke:deling-rett"])
    def test_a_look_at_it_is_recorded_as_any_look_at_the_case(self, verden, navn):
        args = [make(verden).pk] if navn.endswith("rett") else []
        login(verden.jonas).get(url(verden, navn, *args))
        with as_owner():
            (hendelse,) = Hendelse.objects.filter(sak_id=verden.nora_sak.pk)
        assert (hendelse.handling, hendelse.objekt_type, hendelse.objekt_id) == (
            "sak.lest",
            "sak",
            verden.nora_sak.pk,
        )
        assert hendelse.detaljer == {}

    def test_what_was_shared_and_when_is_a_day(self, verden):
        make(verden, delt_dato=date(2026, 1, 2))
        assert "2. januar 2026" in login(verden.jonas).get(url(verden)).content.decode()
