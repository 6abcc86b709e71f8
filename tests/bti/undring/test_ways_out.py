"""Four ways out, with the reason, who was there and what the child thinks; and the way back. Every move is kept."""

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Nivaaendring, Undring, Undringsendring
from bti.revisjon.models import Hendelse
from bti.varsling.models import Paaminnelse
from tests import factories as f
from tests.bti.conftest import NORA, refresh, sak_of, token_in
from tests.bti.test_open_sak_manually import MANUELT
from tests.factories.hus import i_dag
from tests.tilgang.test_mutantfunn import write

pytestmark = pytest.mark.django_db
MED_BARNET = {
    "til_stede": "mor, rektor og jeg",
    "barnet_spurt": "ja",
    "barnets_mening": "Jeg vil ha en venn.",
}


def url(undring, side: str) -> str:
    return reverse(f"bti:undring-{side}", args=[undring.pk])


@pytest.mark.parametrize("utfall", ["avsluttet", "melding"])
def test_the_move_is_kept_with_who_was_there_and_the_child(jonas, verden, undring, avklar, utfall, eier):
    avklar(utfall, **MED_BARNET)

    with eier():
        endring = Undringsendring.objects.get()
    assert (endring.fra, endring.til, endring.decided_by) == ("", utfall, verden.jonas)
    assert (endring.til_stede, endring.barnets_mening) == (
        MED_BARNET["til_stede"],
        MED_BARNET["barnets_mening"],
    )
    page = jonas.get(url(undring, "detail")).content.decode()
    assert "Slik har det gått" in page
    assert "Jeg vil ha en venn." in page
    assert "mor, rektor og jeg" in page


@pytest.mark.parametrize(
    ("utfall", "begrunnelse"), [("nivaa_1", "Enige."), ("nivaa_2", "Målet er nivå 2. Enige.")]
)
def test_a_way_into_a_case_is_kept_on_both_sides(
    jonas, verden, undring, avklar, utfall, begrunnelse, post_form, eier
):
    """The case knows who was there, and that the aim was level 2; the child's words stay in the worry."""
    avklar(utfall, begrunnelse="Enige.", **MED_BARNET)
    open_by_hand(verden, undring, jonas)

    sak = sak_of(eier, undring)
    with eier():
        endring, nivaa = Undringsendring.objects.get(), Nivaaendring.objects.get(sak=sak)
    assert (endring.til, endring.begrunnelse, endring.barnets_mening) == (
        utfall,
        "Enige.",
        "Jeg vil ha en venn.",
    )
    assert (nivaa.begrunnelse, nivaa.til_stede) == (begrunnelse, MED_BARNET["til_stede"])


def open_by_hand(verden, undring, jonas) -> None:
    """Open the case from the way out that was chosen."""
    from bti.models import Verifisering
    from bti.services import Barn, open_sak
    from bti.tilgang.aktoer import acting_as
    from bti.views.aapning import Avklaring

    with acting_as(verden.jonas.pk):
        felter = {key: one[0] for key, one in Kladd.objects.get(skjema="undring-avklar").felter.items()}
        open_sak(
            Undring.objects.get(pk=undring.pk), noekkel=undring.pk, kommune_id=verden.solvik.pk, foresatte=[],
            barn=Barn(navn="Ida Prøve", foedselsdato=i_dag(-3000)), verifisering=Verifisering.INGEN,
            avklaring=Avklaring(
                utfall=felter["utfall"], begrunnelse=felter["begrunnelse"], foresatte_informert=timezone.localdate(),
                til_stede=felter["til_stede"], barnet_spurt=felter["barnet_spurt"],
                barnets_mening=felter["barnets_mening"],
            ),
            hva_saken_gjelder="Trivsel.", by=verden.jonas.pk,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "sagt"),
    [
        ({"barnet_spurt": ""}, "Velg om dere har spurt barnet."),
        ({"barnet_spurt": "ja", "barnets_mening": " "}, "Skriv hva barnet mener."),
        ({"barnet_spurt": "kanskje"}, "Velg om dere har spurt barnet."),
    ],
)
def test_the_child_is_heard_or_it_is_said_why_not(undring, avklar, eier, data, sagt):
    response = avklar("avsluttet", **data)

    assert response.status_code == 422
    assert sagt in response.content.decode()
    assert not refresh(eier, undring).is_avklart


def test_nobody_questions_a_child_before_a_report(jonas, undring, avklar, eier):
    assert "Barnet skal ikke spørres ut." in jonas.get(url(undring, "avklar")).content.decode()

    avklar("melding", barnet_spurt="")

    assert refresh(eier, undring).utfall == "melding"


@pytest.mark.parametrize("utfall", ["avsluttet", "melding"])
def test_the_way_back_is_open(jonas, verden, undring, avklar, utfall, post_form, eier):
    avklar(utfall, **MED_BARNET)

    response = post_form(url(undring, "reopen"), begrunnelse="Det har skjedd noe nytt.")

    undring = refresh(eier, undring)
    assert response.url == url(undring, "detail")
    assert (undring.utfall, undring.is_avklart, undring.barnets_mening) == ("", False, "")
    assert undring.frist == i_dag(14)
    with eier():
        moves = [(one.fra, one.til) for one in Undringsendring.objects.order_by("decided_at")]
        waiting = Paaminnelse.objects.filter(objekt_id=undring.pk, status="venter")
        assert {timezone.localdate(one.due_at) for one in waiting} == {i_dag(n) for n in (11, 14, 21, 35)}
        assert Hendelse.objects.filter(handling="undring.gjenaapnet").count() == 1
    assert moves == [("", utfall), (utfall, "")]
    page = jonas.get(url(undring, "detail")).content.decode()
    assert "Det har skjedd noe nytt." in page
    assert "Avklar undringen" in page

    avklar("avsluttet", **MED_BARNET)
    with eier():
        assert Undringsendring.objects.count() == 3


def test_a_reason_is_asked_for(undring, avklar, post_form, eier):
    avklar("avsluttet")

    response = post_form(url(undring, "reopen"), begrunnelse=" ")

    assert response.status_code == 422
    assert refresh(eier, undring).is_avklart


def test_opening_twice_is_once(jonas, undring, avklar, eier):
    avklar("avsluttet")
    data = {"begrunnelse": "Nytt.", "skjema_token": token_in(jonas.get(url(undring, "reopen")))}

    jonas.post(url(undring, "reopen"), data)
    jonas.post(url(undring, "reopen"), data)

    with eier():
        assert Undringsendring.objects.filter(til="").count() == 1


def test_what_has_become_a_case_goes_back_there(jonas, verden, undring, avklar, eier):
    from bti.feil import UndringHarSak
    from bti.services import reopen_undring
    from bti.tilgang.aktoer import acting_as

    avklar("nivaa_1", **MED_BARNET)
    open_by_hand(verden, undring, jonas)

    assert jonas.get(url(undring, "reopen")).url == url(undring, "detail")
    assert "Åpne undringen igjen" not in jonas.get(url(undring, "detail")).content.decode()
    with acting_as(verden.jonas.pk), pytest.raises(UndringHarSak):
        reopen_undring(undring, kommune_id=verden.solvik.pk, begrunnelse="x", by=verden.jonas.pk)


@pytest.mark.parametrize("hvem", ["lise", "siri", "erik"])
def test_another_opens_nothing(client, verden, undring, avklar, hvem):
    avklar("avsluttet")
    client.force_login(getattr(verden, hvem))

    assert client.get(url(undring, "reopen")).status_code == 404
    assert client.post(url(undring, "reopen"), {"begrunnelse": "x"}).status_code == 404


def test_a_move_is_its_authors_and_stands(verden, undring):
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise)
    ny = (
        "INSERT INTO bti_undringsendring (id, undring_id, fra, til, begrunnelse, til_stede, barnets_mening, decided_at,"
        " decided_by_id) VALUES (gen_random_uuid(), %(u)s, '', 'avsluttet', 'x', '', '', now(), %(av)s)"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.lise, ny, u=undring.pk)
    write(verden.jonas, ny, u=undring.pk)
    with pytest.raises(DatabaseError, match="permission denied"):
        write(verden.jonas, "UPDATE bti_undringsendring SET begrunnelse = 'noe annet'")


MELDT = "Du meldte fra om dette. Spør barnevernet eller politiet før foreldrene får vite noe."


def test_after_a_report_no_parent_is_asked_in_unless_chosen(
    jonas, verden, undring, avklar, find_barn, post_form, urls, eier
):
    """Not by the register's answer, nor by a draft from before the report."""
    find_barn(NORA)
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert (page.count(" checked"), MELDT in page) == (2, False)
    token = token_in(jonas.get(urls["bekreft-barn"]))
    jonas.post(reverse("bti:kladd-save"), {"skjema_token": token, "inviter": ["0", "1"], "kalles": "Nora"})

    avklar("melding")
    post_form(url(undring, "reopen"), begrunnelse="Barnevernet ba oss hjelpe på skolen.")
    find_barn(NORA)

    for side in ("avklar", "aapne-sak", "bekreft-barn"):
        assert MELDT in jonas.get(urls[side]).content.decode(), side
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert 'name="inviter"' in page
    assert 'name="kalles" value="Nora"' in page
    assert " checked" not in page
    post_form(urls["bekreft-barn"], hva_saken_gjelder="Trivsel.")
    with eier():
        assert {one.bruker for one in sak_of(eier, undring).deltakere.all()} == {verden.jonas}


def test_after_a_report_parents_written_by_hand_are_registered_and_not_asked_in(
    jonas, undring, avklar, post_form, urls, eier
):
    avklar("melding")
    post_form(url(undring, "reopen"), begrunnelse="Barnevernet ba oss hjelpe på skolen.")
    avklar("nivaa_1")
    assert MELDT in jonas.get(urls["barn-manuelt"]).content.decode()

    post_form(urls["barn-manuelt"], **MANUELT)

    with eier():
        sak = sak_of(eier, undring)
        assert sak.hovedperson.relasjoner.count() == 1
        assert not sak.deltakere.filter(rolle="foresatt").exists()


def test_a_report_is_not_stopped_by_a_field_it_does_not_use(undring, avklar, eier):
    avklar("melding", foresatte_informert=i_dag(3).isoformat())

    undring = refresh(eier, undring)
    assert (undring.utfall, undring.foresatte_informert) == ("melding", None)
