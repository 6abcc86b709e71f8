"""Many cases handed over at once: all of one's own to one colleague, or each; all or none, and kept until the yes."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Bruker, Deltaker, Rolle, Sak, Saksstatus
from bti.varsling.models import Slag, Utboks
from stafettlogg.models import Stafettveksling
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import sees_case, told
from tests.stafettlogg.stafetten import BESKJED, gi_url, offer, read

pytestmark = pytest.mark.django_db
FLERE = "stafettlogg:stafett-flere"


def make_saker(verden: Verden, antall: int) -> list[Sak]:
    """More cases that Jonas holds, at the school."""
    with as_owner():
        nora = verden.nora_sak
        samme = {
            "kommune": verden.solvik,
            "tjeneste": verden.skole,
            "av": verden.jonas,
            "veileder": nora.veileder,
            "nivaa": nora.nivaa,
        }
        saker = [f.SakFactory(**samme) for _ in range(antall)]
        for sak in saker:
            f.DeltakerFactory(sak=sak, bruker=verden.jonas, rolle=Rolle.STAFETTHOLDER, tjeneste=verden.skole)
        grant_from_roles()
    return saker


def give(verden: Verden, saker: list[Sak], til: Bruker | None = None, times: int = 1, **changes):
    data = {"saker": [str(sak.pk) for sak in saker], "til": str((til or verden.lise).pk),
            "svarfrist": i_dag(7).isoformat(), "beskjed": BESKJED} | changes  # fmt: skip
    return send(verden.jonas, reverse(FLERE), times, **data)


def asked() -> dict[uuid.UUID, uuid.UUID]:
    """Who is asked about which case."""
    with as_owner():
        return dict(Stafettveksling.objects.values_list("sak", "til"))


def is_in(verden: Verden, sak: Sak, hvem: Bruker) -> int:
    with as_owner():
        return Deltaker.objects.filter(sak=sak, bruker=hvem, gyldig_til=None).count()


class TestHandingOver:
    def test_all_are_chosen_and_one_button_asks_about_twenty(self, verden):
        saker = [verden.nora_sak, *make_saker(verden, 19)]
        client = login(verden.jonas)
        page = client.get(reverse(FLERE))
        form = page.context["form"]
        assert set(form.initial["saker"]) == {str(sak.pk) for sak in saker}
        data = {
            "saker": form.initial["saker"],
            "svarfrist": form.initial["svarfrist"],
            "til": str(verden.lise.pk),
        }
        svar = client.post(reverse(FLERE), data | {"skjema_token": token_in(page)}, follow=True)
        assert "Spørsmålet om 20 saker er sendt." in svar.content.decode()
        assert asked() == dict.fromkeys((sak.pk for sak in saker), verden.lise.pk)
        assert told(Slag.STAFETT_TILBUDT) == {verden.lise.pk}
        for sak in (saker[0], saker[19]):
            assert sees_case(verden.lise, sak)
            with as_owner():
                holder = Deltaker.objects.get(sak=sak, rolle=Rolle.STAFETTHOLDER)
            assert holder.bruker_id == verden.jonas.pk

    def test_some_can_be_left_out(self, verden):
        en, to = make_saker(verden, 2)
        assert give(verden, [en]).status_code == 302
        assert set(asked()) == {en.pk}
        assert not sees_case(verden.lise, to)

    def test_a_double_click_asks_and_invites_once(self, verden):
        saker = make_saker(verden, 2)
        assert give(verden, saker, times=2).status_code == 302
        with as_owner():
            assert Stafettveksling.objects.count() == 2
            assert Utboks.objects.filter(slag=Slag.STAFETT_TILBUDT).count() == 2
            assert Utboks.objects.filter(slag=Slag.INVITERT, mottaker=verden.lise).count() == 2
        assert [is_in(verden, sak, verden.lise) for sak in saker] == [1, 1]

    def test_a_colleague_who_is_in_the_case_is_not_invited_again(self, verden):
        (sak,) = make_saker(verden, 1)
        with as_owner():
            f.DeltakerFactory(sak=sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
            grant_from_roles()
        give(verden, [sak])
        assert is_in(verden, sak, verden.lise) == 1
        assert told(Slag.INVITERT) == set()
        assert asked() == {sak.pk: verden.lise.pk}


class TestWhatCannotBeGiven:
    def test_one_that_cannot_be_given_stops_them_all_and_is_named(self, verden):
        # Asked about in the order of their ids: the one that cannot be given comes after one that can.
        en, to = sorted(make_saker(verden, 2), key=lambda sak: sak.pk)
        with as_owner():
            f.FamilierelasjonFactory(hovedperson=to.hovedperson, bruker=verden.lise)
        svar = give(verden, [en, to])
        html = svar.content.decode()
        assert svar.status_code == 422
        assert f"Den du valgte, kan ikke ta over for {to.hovedperson.navn}." in html
        assert BESKJED in html
        assert asked() == {}
        assert is_in(verden, en, verden.lise) == 0

    def test_one_that_somebody_is_asked_about_is_left_out_and_said_so(self, verden):
        (sak,) = make_saker(verden, 1)
        give(verden, [sak])
        side = read(verden.jonas, reverse(FLERE))
        assert f"{sak.hovedperson.navn} (venter på svar fra {verden.lise.navn})" in side
        svar = give(verden, [sak, verden.nora_sak], til=verden.siri)
        assert svar.status_code == 422
        assert f"Noen er alt spurt om å ta over for {sak.hovedperson.navn}." in svar.content.decode()
        assert set(asked()) == {sak.pk}

    def test_only_ones_own_open_cases_are_there(self, verden):
        (sak,) = make_saker(verden, 1)
        with as_owner():
            Sak.objects.filter(pk=sak.pk).update(status=Saksstatus.LUKKET)
        form = login(verden.jonas).get(reverse(FLERE)).context["form"]
        assert [pk for pk, _navn in form.valg] == [str(verden.nora_sak.pk)]
        svar = give(verden, [sak])
        assert svar.status_code == 422
        assert "En av sakene er ikke din å gi fra deg lenger." in svar.content.decode()
        assert "Du holder ikke stafettpinnen i noen åpen sak." in read(verden.lise, reverse(FLERE))
        assert asked() == {}

    @pytest.mark.parametrize(
        ("felt", "verdi", "setning"),
        [
            ("saker", [], "Velg minst én sak."),
            ("til", "", "Velg hvem du vil spørre."),
            ("svarfrist", "2020-01-01", "Velg"),
            ("til", "00000000-0000-4000-8000-000000000000", "Velg en som arbeider i enheten."),
        ],
    )
    def test_what_is_missing_is_said(self, verden, felt, verdi, setning):
        data = {
            "saker": [str(verden.nora_sak.pk)],
            "til": str(verden.lise.pk),
            "svarfrist": i_dag(7).isoformat(),
        }
        svar = send(verden.jonas, reverse(FLERE), **data | {felt: verdi})
        assert svar.status_code == 422
        assert setning in svar.content.decode()
        assert asked() == {}

    def test_who_works_elsewhere_and_oneself_are_not_to_choose(self, verden):
        valg = dict(login(verden.jonas).get(reverse(FLERE)).context["form"].fields["til"].choices)
        assert str(verden.lise.pk) in valg
        for bruker in (verden.jonas, verden.amina):
            assert str(bruker.pk) not in valg


def test_the_page_costs_the_same_with_twenty_cases_as_with_two(verden):
    client = login(verden.jonas)
    make_saker(verden, 1)
    client.get(reverse(FLERE))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(FLERE))
    make_saker(verden, 18)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(FLERE))
    assert len(many) == len(few)


def test_it_is_found_from_the_cases_and_from_the_baton(verden):
    for where in (reverse("bti:sak-list"), gi_url(verden)):
        assert reverse(FLERE) in read(verden.jonas, where)


def test_an_offer_made_one_by_one_stands_here_too(verden):
    with as_owner():
        f.DeltakerFactory(
            sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole
        )
        grant_from_roles()
    offer(verden, verden.lise)
    form = login(verden.jonas).get(reverse(FLERE)).context["form"]
    assert form.initial["saker"] == []
