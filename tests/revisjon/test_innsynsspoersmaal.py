"""«Spør om dette»: who may ask about what, who must answer, who reads it, and that it is not forgotten."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from bti.models import Innsynsspoersmaal, Rolle
from bti.revisjon.models import Hendelse
from bti.revisjon.services import record
from bti.tilgang import innsyn
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from bti.varsling.models import Paaminnelse
from samtykke.models import Samtykke
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.noedhjelp import make_ombud, told
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner

pytestmark = pytest.mark.django_db

TEKST = "Hvorfor måtte hun lese om oss?"


@pytest.fixture
def lest(client, verden):
    """Amina has looked at the case today."""
    give_consent(verden, verden.kari, verden.tom)
    look(client, verden, verden.amina)
    return verden.amina


def look(client, verden, bruker, name: str = "stafettlogg:sak") -> str:
    client.force_login(bruker)
    response = client.get(reverse(name, args=[verden.nora_sak.pk]))
    assert response.status_code == 200
    return response.content.decode()


def spoer_url(verden, gjelder, dag=None) -> str:
    dag = dag or timezone.localdate()
    return f"{reverse('familie:innsyn-spoer', args=[verden.nora_sak.pk])}?hvem={gjelder.pk}&dag={dag.isoformat()}"


def ask(client, verden, bruker, gjelder, tekst: str = TEKST) -> str:
    client.force_login(bruker)
    page = client.get(spoer_url(verden, gjelder))
    assert page.status_code == 200
    data = {
        "hvem": str(gjelder.pk),
        "dag": timezone.localdate().isoformat(),
        "tekst": tekst,
        "skjema_token": token_in(page),
    }
    return client.post(spoer_url(verden, gjelder), data, follow=True).content.decode()


def the_question() -> Innsynsspoersmaal:
    with as_owner():
        return Innsynsspoersmaal.objects.get()


def answer(client, bruker, svar: str = "Hun leste for å forberede møtet."):
    client.force_login(bruker)
    url = reverse("bti:innsynsspoersmaal-svar", args=[the_question().pk])
    page = client.get(url)
    if page.status_code != 200:
        return page
    return client.post(url, {"svar": svar, "skjema_token": token_in(page)})


def family_page(client, verden, bruker) -> str:
    return look(client, verden, bruker, "familie:hvem-har-sett")


def test_every_line_of_another_can_be_asked_about(client, verden, lest):
    html = family_page(client, verden, verden.kari)

    assert spoer_url(verden, lest).replace("&", "&amp;") in html
    assert f"hvem={verden.kari.pk}" not in html


def test_one_tap_and_no_words_is_enough(client, verden, lest):
    html = ask(client, verden, verden.kari, lest, tekst="")

    assert "Vi har fått spørsmålet. Du får svar innen" in html
    assert "Vi har fått spørsmålet ditt om dette. Svar innen" in html
    assert the_question().tekst == ""


def test_the_deadline_is_ten_working_days_or_the_municipalitys(client, verden, lest):
    f.KommuneInnstillingFactory(
        kommune=verden.solvik, noekkel="innsynsspoersmaal_frist_arbeidsdager", verdi=5
    )
    ask(client, verden, verden.kari, lest)

    assert (the_question().svarfrist - timezone.localdate()).days in (5, 6, 7)


def test_the_holder_and_the_head_are_told_and_nobody_else(client, verden, lest):
    ask(client, verden, verden.kari, lest)

    everybody = (
        verden.jonas,
        verden.siri,
        verden.amina,
        verden.tom,
        verden.lise,
        verden.berit,
        make_ombud(verden),
    )
    assert told(*everybody, slag="innsynsspoersmaal") == {"Jonas Berge", "Siri Holm"}


def test_the_head_gets_the_question_and_its_line_and_not_the_case(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    client.force_login(verden.siri)
    assert (
        "Kari Nordlie spør i saken om Nora Nordlie"
        in client.get(reverse("bti:innsynsspoersmaal-list")).content.decode()
    )

    html = client.get(reverse("bti:innsynsspoersmaal-svar", args=[the_question().pk])).content.decode()

    assert TEKST in html
    assert "Amina Yusuf" in html
    assert "så på saken" in html
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 404
    assert answer(client, verden.siri).status_code == 302


def test_the_answer_stands_on_the_line_for_the_asker_alone(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    answer(client, verden.jonas)

    html = family_page(client, verden, verden.kari)
    assert "Hun leste for å forberede møtet." in html
    assert TEKST in html
    assert told(verden.kari, verden.tom, slag="innsynssvar") == {"Kari Nordlie"}
    assert TEKST not in family_page(client, verden, verden.tom)
    assert "forberede møtet" not in family_page(client, verden, verden.tom)
    assert "forberede møtet" not in look(client, verden, verden.amina, "bti:hvem-har-sett")


@pytest.mark.parametrize("navn", ["tom", "amina", "siri", "jonas", "pia", "adm"])
def test_row_security_shows_the_row_to_the_asker_alone(client, verden, lest, navn):
    ask(client, verden, verden.kari, lest)

    with acting_as(getattr(verden, navn).pk):
        assert not Innsynsspoersmaal.objects.exists()
    with acting_as(verden.kari.pk):
        assert Innsynsspoersmaal.objects.count() == 1


def test_that_one_has_asked_is_not_in_the_cases_record(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    answer(client, verden.jonas)

    with as_owner():
        events = Hendelse.objects.filter(handling__startswith="innsynsspoersmaal.")
        assert set(events.values_list("handling", "sak_id")) == {
            ("innsynsspoersmaal.spurt", None), ("innsynsspoersmaal.besvart", None),
        }  # fmt: skip


def test_the_one_it_is_about_neither_reads_nor_answers(client, verden):
    look(client, verden, verden.jonas)
    ask(client, verden, verden.kari, verden.jonas)

    assert told(verden.jonas, verden.siri, slag="innsynsspoersmaal") == {"Siri Holm"}
    with acting_as(verden.jonas.pk):
        assert innsyn.list_til_meg() == []
        with pytest.raises(PermissionDenied):
            innsyn.answer(the_question().pk, svar="Alt er fint.")
    assert answer(client, verden.jonas).status_code == 302
    assert the_question().answered_at is None
    assert answer(client, verden.siri).status_code == 302
    assert the_question().answered_by_id == verden.siri.pk


def test_when_holder_and_head_are_one_the_personvernombud_answers(client, verden):
    """Siri heads the school and holds the baton in Ola's case."""
    ombud = make_ombud(verden)
    client.force_login(verden.siri)
    client.get(reverse("stafettlogg:sak", args=[verden.ola_sak.pk]))
    with acting_as(verden.pia.pk):
        innsyn.ask(
            noekkel=verden.skole.pk,
            sak_id=verden.ola_sak.pk,
            gjelder=verden.siri.pk,
            dag=timezone.localdate(),
            tekst="",
        )

    assert told(verden.siri, ombud, slag="innsynsspoersmaal") == {"Vera Vern"}
    assert answer(client, ombud).status_code == 302


@pytest.mark.parametrize("navn", ["tom", "amina", "lise", "erik", "berit", "pia"])
def test_nobody_else_answers(client, verden, lest, navn):
    ask(client, verden, verden.kari, lest)

    answer(client, getattr(verden, navn))

    assert the_question().answered_at is None
    with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied):
        innsyn.answer(the_question().pk, svar="Nei.")


def test_two_answers_are_one(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    answer(client, verden.jonas)
    with acting_as(verden.siri.pk):
        assert not innsyn.answer(the_question().pk, svar="Et annet svar.")

    assert the_question().svar == "Hun leste for å forberede møtet."


def test_the_same_line_is_asked_about_once_until_it_is_answered(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    assert client.get(spoer_url(verden, lest)).status_code == 302
    with acting_as(verden.kari.pk):
        innsyn.ask(
            noekkel=verden.skole.pk,
            sak_id=verden.nora_sak.pk,
            gjelder=lest.pk,
            dag=timezone.localdate(),
            tekst="En gang til",
        )
    with as_owner():
        assert Innsynsspoersmaal.objects.count() == 1
    answer(client, verden.jonas)

    ask(client, verden, verden.kari, lest, tekst="Og hva så?")

    with as_owner():
        assert Innsynsspoersmaal.objects.count() == 2


def test_no_line_no_question(client, verden, lest):
    """A day without a reading, oneself, and the other parent answer alike: one is led back."""
    look(client, verden, verden.tom, "familie:sak")
    client.force_login(verden.kari)
    yesterday = timezone.localdate() - timedelta(days=1)
    for url in (
        spoer_url(verden, lest, yesterday), spoer_url(verden, verden.kari), spoer_url(verden, verden.tom),
        spoer_url(verden, verden.lise), spoer_url(verden, lest).replace("dag=", "dag=x"),
    ):  # fmt: skip
        assert client.get(url).status_code == 302
    with acting_as(verden.kari.pk):
        for gjelder, dag in (
            (lest, yesterday),
            (verden.tom, timezone.localdate()),
            (verden.kari, timezone.localdate()),
        ):
            with pytest.raises(PermissionDenied):
                innsyn.ask(
                    noekkel=verden.skole.pk, sak_id=verden.nora_sak.pk, gjelder=gjelder.pk, dag=dag, tekst=""
                )


@pytest.mark.parametrize("navn", ["jonas", "amina", "siri", "pia", "erik"])
def test_only_the_family_of_the_case_asks(client, verden, lest, navn):
    look(client, verden, verden.jonas)
    gjelder = verden.jonas if navn == "amina" else lest
    client.force_login(getattr(verden, navn))
    assert client.get(spoer_url(verden, gjelder)).status_code in (403, 404)
    with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied, match="bare familien"):
        innsyn.ask(
            noekkel=verden.skole.pk,
            sak_id=verden.nora_sak.pk,
            gjelder=gjelder.pk,
            dag=timezone.localdate(),
            tekst="",
        )


def test_what_is_overdue_chases_those_who_answer_and_shows_the_ombud_no_word(client, verden, lest):
    ombud = make_ombud(verden)
    ask(client, verden, verden.kari, lest)
    with as_owner():
        (due,) = {p.due_at for p in Paaminnelse.objects.filter(regel="innsyn_forfalt")}
        the_day_after = the_question().svarfrist + timedelta(days=1)
        assert timezone.localtime(due).replace(tzinfo=None) == datetime.combine(the_day_after, time(8))
        Innsynsspoersmaal.objects.update(svarfrist=timezone.localdate() - timedelta(days=1))
        Paaminnelse.objects.filter(regel="innsyn_forfalt").update(
            due_at=timezone.now() - timedelta(minutes=1)
        )
    jobb.sweep_paaminnelser()

    assert told(verden.jonas, verden.siri, ombud, slag="innsyn_forfalt") == {
        "Jonas Berge",
        "Siri Holm",
        "Vera Vern",
    }
    client.force_login(ombud)
    html = client.get(reverse("bti:innsynsspoersmaal-list")).content.decode()
    assert "Ett spørsmål i kommunen er over fristen" in html
    assert str(the_question().pk) in html
    for word in (TEKST, "Nora", "Kari", "Amina"):
        assert word not in html
    answer(client, verden.siri)
    client.force_login(ombud)
    assert "over fristen" not in client.get(reverse("bti:innsynsspoersmaal-list")).content.decode()


def test_an_answer_calls_off_the_reminders(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    answer(client, verden.siri)

    with as_owner():
        assert not Paaminnelse.objects.filter(regel="innsyn_forfalt", status="venter").exists()


def test_the_answer_is_the_askers_while_they_see_the_case(client, verden, lest):
    ask(client, verden, verden.kari, lest)
    answer(client, verden.siri)
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.kari)

    with acting_as(verden.kari.pk):
        assert not Innsynsspoersmaal.objects.exists()


# The page itself


def test_a_person_is_summed_up(client, verden, lest):
    for _ in range(2):
        look(client, verden, verden.amina)
    html = family_page(client, verden, verden.kari)

    assert "3 ganger" in html
    [amina] = [p for p in client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).context["personer"]
               if p.navn == "Amina Yusuf"]  # fmt: skip
    assert (amina.antall, amina.tjeneste) == (3, "PPT Solvik")


def test_one_parents_reading_is_in_no_sum_of_the_others(client, verden):
    family_page(client, verden, verden.tom)
    client.force_login(verden.kari)
    personer = client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).context["personer"]

    assert "Tom Nordlie" not in {p.navn for p in personer}


def test_a_deputy_is_named_as_one(client, verden):
    with as_owner():
        holder = verden.nora_sak.deltakere.get(bruker=verden.jonas)
    f.StedfortrederFactory(bruker=verden.jonas, vikar=verden.lise, tjeneste=verden.skole)
    f.DeltakerFactory(
        sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.STAFETTHOLDER, tjeneste=verden.skole,
        stedfortreder_for=holder, gyldig_til=timezone.localdate() + timedelta(days=5),
    )  # fmt: skip
    grant_from_roles()
    look(client, verden, verden.lise)

    assert "Er vikar for Jonas Berge." in family_page(client, verden, verden.kari)


def test_the_right_to_look_may_have_ended_and_the_line_stays(client, verden, lest):
    with as_owner():
        Samtykke.objects.update(withdrawn_at=timezone.now(), withdrawn_by=verden.kari)

    assert "Amina Yusuf så på saken." in family_page(client, verden, verden.kari)


def test_a_line_that_is_shielded_from_the_asker_is_none(client, verden):
    """Somebody has corrected an entry that Kari is not to know of: that it happened is not hers to ask about."""
    innlegg = f.InnleggFactory(sak=verden.nora_sak)
    f.SkjermingFactory(sak=verden.nora_sak, objekt_id=innlegg.pk, bruker=verden.kari)
    with acting_as(verden.jonas.pk):
        record("innlegg.rettet", sak_id=verden.nora_sak.pk, objekt=innlegg)
    with acting_as(verden.kari.pk), pytest.raises(PermissionDenied):
        innsyn.ask(
            noekkel=verden.skole.pk,
            sak_id=verden.nora_sak.pk,
            gjelder=verden.jonas.pk,
            dag=timezone.localdate(),
            tekst="",
        )
