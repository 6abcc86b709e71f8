"""What a question says beside themes: several services, read or write, from a day, and whether the child was heard."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from bti.innstillinger import get_innstilling
from bti.models import Tjeneste
from bti.models.hovedperson import Hovedperson, Hovedpersonslag
from bti.tilgang.aktoer import acting_as
from samtykke.models import BarnetHoert, Samtykke, Samtykkekrav
from samtykke.omraader import omraader_of
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import answer_fields, ask, say_yes, sees_case, svar_url
from tests.samtykke.test_request_samtykke import asked, fields, url
from tests.samtykke.test_sql_samtykke import call

pytestmark = pytest.mark.django_db


def test_several_services_in_one_go(client, verden):
    client.force_login(verden.jonas)
    response = client.post(
        url(verden), fields(verden, flere=[str(verden.nav.pk), str(verden.ppt.pk)]), follow=True
    )
    assert "Familien er spurt om PPT Solvik, NAV Solvik." in response.content.decode()
    assert {(k.giver_id, k.tjeneste_id) for k in asked(verden)} == {
        (giver.pk, tjeneste.pk)
        for giver in (verden.kari, verden.tom)
        for tjeneste in (verden.ppt, verden.nav)
    }


def test_one_that_cannot_be_asked_stops_them_all(client, verden):
    """Nothing half is asked: PPT has a question that waits, and so NAV is not asked either."""
    ask(verden)
    client.force_login(verden.jonas)
    sent = fields(verden, tjeneste=str(verden.nav.pk), flere=[str(verden.ppt.pk)], hvorfor="Noe annet.")
    response = client.post(url(verden), sent)
    assert response.status_code == 422
    assert "Dere har alt spurt om PPT Solvik" in response.content.decode()
    assert {k.tjeneste_id for k in asked(verden)} == {verden.ppt.pk}


def test_only_reading_is_asked_and_given(client, verden):
    client.force_login(verden.jonas)
    client.post(url(verden), fields(verden, bare_lese="on"))
    krav = next(k for k in asked(verden) if k.giver_id == verden.kari.pk)
    assert not krav.kan_skrive
    client.force_login(verden.kari)
    page = client.get(svar_url(krav))
    assert "PPT Solvik kan bare lese." in page.content.decode()
    client.post(svar_url(krav), answer_fields(page))
    with acting_as(verden.kari.pk):
        assert not Samtykke.objects.get().kan_skrive


def test_the_giver_can_let_them_only_read(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    client.post(svar_url(krav), answer_fields(client.get(svar_url(krav)), bare_lese="on"))
    with acting_as(verden.kari.pk):
        assert not Samtykke.objects.get().kan_skrive


def test_more_than_reading_is_not_given_when_it_was_not_asked(verden):
    krav = ask(verden, kan_skrive=False)[verden.kari]
    with pytest.raises(DatabaseError, match="det er ikke spurt om å skrive"):
        call(verden.kari, "SELECT samtykke_gi(gen_random_uuid(), %s, %s, %s, %s, true)", krav.pk, ["skole"],
             krav.foreslaatt_til, say_no_text(verden))  # fmt: skip


def say_no_text(verden):
    from samtykke.models import Samtykketekst

    return Samtykketekst.objects.get(kommune=verden.solvik).pk


def test_from_a_later_day_nobody_sees_before_it(client, verden, eier):
    client.force_login(verden.jonas)
    client.post(url(verden), fields(verden, fra=i_dag(10).isoformat()))
    krav = {k.giver_id: k for k in asked(verden)}
    for giver in (verden.kari, verden.tom):
        say_yes(verden, giver, krav[giver.pk])
    assert not sees_case(verden.amina, verden.nora_sak)
    client.force_login(verden.kari)
    html = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert "PPT Solvik ser ingenting før" in html
    with eier():
        assert set(Samtykke.objects.values_list("gyldig_fra", flat=True)) == {i_dag(10)}
        Samtykke.objects.update(gyldig_fra=i_dag())
    assert sees_case(verden.amina, verden.nora_sak)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fra": i_dag(-1).isoformat()}, "kan ikke gjelde bakover"),
        ({"fra": i_dag(50).isoformat(), "til": i_dag(40).isoformat()}, "kommer før den første"),
        ({"fra": "i morgen"}, "Skriv dagen"),
        ({"flere": ["tull"]}, "Velg bare tjenester i listen"),
        ({"barnet_hoert": ""}, "Svar på om barnet er hørt"),
        ({"barnet_hoert": "kanskje"}, "Velg et av svarene"),
        ({"barnet_hoert": "senere"}, "Skriv hvorfor barnet ikke er hørt"),
        ({"barnet_hoert": "nei", "barnets_mening": "   "}, "Skriv hvorfor barnet ikke er hørt"),
        ({"barnets_mening": "x" * 1501}, "Skriv kortere"),
    ],
)
def test_wrong_fields_are_named(client, verden, change, says):
    client.force_login(verden.jonas)
    response = client.post(url(verden), fields(verden, **change))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert asked(verden) == []


def test_why_the_child_is_not_heard_is_kept_and_not_shown_to_the_family(client, verden):
    client.force_login(verden.jonas)
    client.post(url(verden), fields(verden, barnet_hoert="senere", barnets_mening="Nora er på leirskole."))
    krav = next(k for k in asked(verden) if k.giver_id == verden.kari.pk)
    assert (krav.barnet_hoert, krav.barnets_mening) == (BarnetHoert.SENERE, "Nora er på leirskole.")
    client.force_login(verden.kari)
    for address in (svar_url(krav), reverse("familie:samtykke", args=[verden.nora_sak.pk])):
        assert "leirskole" not in client.get(address).content.decode()


def test_a_small_child_need_not_be_heard(client, verden, eier):
    with eier():
        Hovedperson.objects.update(foedselsdato=i_dag(-365 * 3))
    client.force_login(verden.jonas)
    assert client.post(url(verden), fields(verden, barnet_hoert="")).status_code == 302
    assert {k.barnet_hoert for k in asked(verden)} == {BarnetHoert.IKKE_SPURT}
    assert get_innstilling(verden.solvik.pk, "hoert_fra_alder") == 7


def test_a_pregnant_woman_speaks_for_herself(client, verden, eier):
    with eier():
        Hovedperson.objects.update(slag=Hovedpersonslag.GRAVID)
    client.force_login(verden.jonas)
    assert "Er barnet hørt?" not in client.get(url(verden)).content.decode()


def test_a_service_that_is_closed_down_is_not_asked_about(client, verden, eier):
    with eier():
        Tjeneste.objects.filter(pk=verden.ppt.pk).update(nedlagt_dato=i_dag())
    client.force_login(verden.jonas)
    response = client.post(url(verden), fields(verden))
    assert response.status_code == 422
    assert asked(verden) == []
    with pytest.raises(DatabaseError, match="tjenesten kan ikke spørres om"):
        call(verden.jonas, "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag())",
             verden.nora_sak.pk, verden.ppt.pk)  # fmt: skip


def test_no_yes_to_a_service_that_was_closed_down_meanwhile(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    with eier():
        Tjeneste.objects.filter(pk=verden.ppt.pk).update(nedlagt_dato=i_dag())
    response = client.post(svar_url(krav), data, follow=True)
    assert "Svaret ble ikke lagret." in response.content.decode()
    with acting_as(verden.kari.pk):
        assert not Samtykke.objects.exists()
    with pytest.raises(DatabaseError, match="ikke stilt lenger"):
        call(verden.kari, "SELECT samtykke_vent(%s, tilgang_idag() + 1)", krav.pk)


def test_who_is_asked_no_longer_is_told_so_and_nothing_is_kept(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    with eier():
        Samtykkekrav.objects.filter(pk=krav.pk).update(frafalt_at=krav.requested_at, frafalt_by=verden.jonas)
    assert "Du trenger ikke svare." in client.get(svar_url(krav), follow=True).content.decode()
    assert "Svaret ble ikke lagret." in client.post(svar_url(krav), data, follow=True).content.decode()
    for sql in ("SELECT samtykke_si_nei(%s)", "SELECT samtykke_vent(%s, tilgang_idag() + 1)"):
        with pytest.raises(DatabaseError, match="ikke stilt lenger"):
            call(verden.kari, sql, krav.pk)
    with acting_as(verden.kari.pk):
        assert not Samtykke.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag(), tilgang_idag() - 1)",
        "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag(), tilgang_idag() + 1)",
        "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag(), NULL, 'alt')",
        "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag(), NULL, 'innsyn', true, '{helse}')",
        "SELECT samtykke_be_om(%s, %s, 'Fordi.', ARRAY['skole'], tilgang_idag(), NULL, 'innsyn', true, '{logg,alt}')",
        "SELECT samtykke_be_om(%s, %s, 'x', ARRAY['skole'], tilgang_idag(), NULL, 'innsyn', true, '{logg}', 'tja')",
    ],
)
def test_the_wall_takes_no_other_question(verden, sql):
    with pytest.raises(DatabaseError, match="stafett:"):
        call(verden.jonas, sql, verden.nora_sak.pk, verden.ppt.pk)


@pytest.mark.parametrize(
    ("temaer", "slag", "omraader"),
    [
        (["fritid"], "nav", ["logg"]),
        (["skole", "laering"], "ppt", ["logg", "opplaering"]),
        (["helse", "skole"], "ppt", ["logg", "helse", "opplaering"]),
        (["familie"], "barnevern", ["logg", "barnevern"]),
    ],
)
def test_areas_follow_themes_and_service(temaer, slag, omraader):
    assert omraader_of(temaer, slag) == omraader


def test_waiting_is_kept_and_shown(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = {"svar": "vent", "vent_til": i_dag(5).isoformat()}
    assert "Du har ikke svart ennå." in client.post(svar_url(krav), data, follow=True).content.decode()
    with acting_as(verden.kari.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).vent_til == i_dag(5)
    html = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert "Du vil svare senest" in html
    say_yes(verden, verden.kari, krav)
    with acting_as(verden.kari.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).vent_til is None


@pytest.mark.parametrize(
    "dag", ["", "tull", i_dag().isoformat(), (i_dag(100) + timedelta(days=1)).isoformat()]
)
def test_a_day_that_cannot_be_waited_until(client, verden, dag):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    response = client.post(svar_url(krav), {"svar": "vent", "vent_til": dag})
    assert response.status_code == 422
    assert 'href="#id_vent_til"' in response.content.decode()
    with acting_as(verden.kari.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).vent_til is None


def test_the_page_is_small(client, verden):
    krav = ask(verden, temaer=["skole", "laering", "helse", "familie", "fritid", "oekonomi"])[verden.kari]
    client.force_login(verden.kari)
    assert len(client.get(svar_url(krav)).content) < 60_000


def test_owners_words_stay(verden):
    """What an older caller leaves out is what a question has always been."""
    ask(verden)
    with as_owner():
        krav = Samtykkekrav.objects.first()
    assert (krav.kan_skrive, krav.foreslaatt_fra, krav.barnet_hoert, krav.fornyes) == (
        True,
        None,
        "ikke_spurt",
        False,
    )
