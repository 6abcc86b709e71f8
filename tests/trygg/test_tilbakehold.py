"""What is held back, and let go: to the family nothing new, to the colleagues everything, whoever writes it."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bti.models import Bruker
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling.jobb import empty_utboks, sweep_paaminnelser, tidy
from bti.varsling.models import Paaminnelse, Slag, Utboks, Varsel
from bti.varsling.services import queue_varsel
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.trygg.hjelp import hold_of, let_go, name_reader, sql, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def sak(verden):
    """Amina may see the case, so that a colleague has something to be told."""
    give_consent(verden, verden.kari, verden.tom)
    return verden.nora_sak


def write_innlegg(verden: Verden, tekst: str = "Et innlegg.") -> UUID:
    """An ordinary entry in the case, told to everybody in it as the service does."""
    innlegg = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.jonas, tekst=tekst)
    with acting_as(verden.jonas.pk):
        queue_varsel(
            Slag.INNLEGG, mottakere=[verden.kari.pk, verden.tom.pk, verden.amina.pk], sak_id=verden.nora_sak.pk,
            objekt_id=innlegg.pk, noekkel=f"innlegg:{innlegg.pk}",
        )  # fmt: skip
    return innlegg.pk


def told(*hvem: Bruker) -> int:
    with as_owner():
        return Varsel.objects.filter(mottaker__in=hvem).count()


def statuses(*hvem: Bruker) -> set[str]:
    with as_owner():
        return set(Utboks.objects.filter(mottaker__in=hvem).values_list("status", flat=True))


def mailed() -> set[str]:
    return {to for one in mail.outbox for to in one.to}


def test_a_new_entry_is_told_to_colleagues_and_not_to_the_family(verden, sak):
    write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden)
    empty_utboks()

    assert told(verden.kari, verden.tom) == 0
    assert told(verden.amina) == 1
    assert mailed() == {"amina@stafett.invalid"}
    assert statuses(verden.kari, verden.tom) == {"holdt"}


def test_what_waited_already_is_held_too(verden, sak):
    write_innlegg(verden)
    write(verden, verden.jonas, sak_id=sak.pk)
    empty_utboks()

    assert told(verden.kari, verden.tom) == 0
    assert told(verden.amina) == 1


def test_a_mail_about_what_has_been_told_is_held(verden, sak):
    write_innlegg(verden)
    with acting_for(Formaal.UTBOKS):
        sql("SELECT varsling_fortell(10)")
    assert told(verden.kari) == 1
    write(verden, verden.jonas, sak_id=sak.pk)
    empty_utboks()
    assert mailed() == {"amina@stafett.invalid"}

    let_go(hold_of_first(), verden.jonas)
    empty_utboks()
    assert mailed() == {"amina@stafett.invalid", "kari@stafett.invalid", "tom@stafett.invalid"}
    assert told(verden.kari) == 1


def hold_of_first() -> UUID:
    with as_owner():
        return sql("SELECT skjermet_id FROM bti_tilbakehold ORDER BY held_at LIMIT 1")[0][0]


def test_sent_when_let_go_once_each(verden, sak):
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    for n in range(3):
        write_innlegg(verden, f"Nr. {n}")
    empty_utboks()
    let_go(egen, verden.jonas)
    for _ in range(2):
        empty_utboks()

    assert told(verden.kari) == told(verden.tom) == 3
    assert sum("kari@stafett.invalid" in one.to for one in mail.outbox) == 1
    let_go(egen, verden.jonas)  # a second click
    empty_utboks()
    assert told(verden.kari) == 3
    with as_owner():
        assert not Paaminnelse.objects.filter(regel="tilbakehold", status="venter").exists()


def test_thrown_away_is_never_told(verden, sak):
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden)
    let_go(egen, verden.jonas, "kast")
    empty_utboks()
    assert told(verden.kari, verden.tom) == 0

    write_innlegg(verden)  # what comes afterwards is told as always
    empty_utboks()
    assert told(verden.kari) == told(verden.tom) == 1


@pytest.mark.parametrize("valg", ["send", "kast"])
def test_while_another_holds_back_nothing_happens_and_nobody_learns_of_it(client, verden, sak, valg):
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    aminas = write(verden, verden.amina, sak_id=sak.pk, tjeneste_id=verden.ppt.pk)
    write_innlegg(verden)
    client.force_login(verden.jonas)
    svar = client.post(reverse("bti:skjermet-frigi", args=[egen]), {"valg": valg}, follow=True)
    empty_utboks()

    assert "Du holder ikke lenger varslene tilbake." in svar.content.decode()
    assert told(verden.kari, verden.tom) == 0
    assert waiting_for(aminas, verden.amina) == [("innlegg", 1)]
    tidy()
    let_go(aminas, verden.amina)
    empty_utboks()
    assert told(verden.kari) == told(verden.tom) == (1 if valg == "send" else 0)  # thrown stays thrown
    assert "kastet" not in statuses(verden.kari)


def test_what_another_held_back_before_one_began_is_not_ones_own_to_throw(verden, sak):
    """Jonas has not seen the first entry, and throws away the second: Amina, who saw both, sends what is left."""
    aminas = write(verden, verden.amina, sak_id=sak.pk, tjeneste_id=verden.ppt.pk)
    foer = write_innlegg(verden, "Før Jonas.")
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden, "Etter.")
    let_go(egen, verden.jonas, "kast")
    let_go(aminas, verden.amina)
    empty_utboks()

    with as_owner():
        assert [one.objekt_id for one in Varsel.objects.filter(mottaker=verden.kari)] == [foer]


def waiting_for(skjermet: UUID, hvem: Bruker) -> list[tuple[str, int]]:
    """What the page says that waits."""
    hold = hold_of(skjermet).pk
    with acting_as(hvem.pk):
        return sql("SELECT * FROM skjermet_holdte(%s)", hold)


def test_what_waited_before_does_not_tell_that_another_holds_back(verden, sak):
    write(verden, verden.amina, sak_id=sak.pk, tjeneste_id=verden.ppt.pk)
    write_innlegg(verden)
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    assert waiting_for(egen, verden.jonas) == []
    write_innlegg(verden)
    assert waiting_for(egen, verden.jonas) == [("innlegg", 1)]


def test_the_page_says_what_waits_and_nothing_is_chosen_beforehand(client, verden, sak):
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden)
    client.force_login(verden.jonas)
    url = reverse("bti:skjermet-frigi", args=[egen])
    html = client.get(url).content.decode()

    assert "Nytt innlegg: 1" in html
    assert "Familien ser når et varsel kom." in html
    assert "checked" not in html
    assert client.post(url).status_code == 422
    assert client.post(url, {"valg": "noe"}).status_code == 422
    with as_owner():
        assert hold_of(egen).released_at is None


def test_who_may_let_go(verden, sak):
    from django.core.exceptions import PermissionDenied

    from bti.tilgang.kall import refusal_is_403

    egen = write(verden, verden.jonas, sak_id=sak.pk)
    name_reader(egen, verden.jonas, verden.siri)
    for hvem in (verden.siri, verden.lise, verden.amina, verden.kari):
        with pytest.raises(PermissionDenied), refusal_is_403():
            let_go(egen, hvem)
    name_reader(egen, verden.jonas, verden.lise, kan_frigi=True)
    let_go(egen, verden.lise)
    assert hold_of(egen).released_by_id == verden.lise.pk


def test_a_reminder_that_falls_due_is_held_and_one_of_a_meeting_that_has_been_is_dropped(verden, sak):
    moete = f.MoeteFactory(sak=sak, starter_at=naa(days=1))
    for hvem in (verden.kari, verden.amina):
        f.PaaminnelseFactory(
            regel="moete_snart", sak=sak, mottaker=hvem, objekt_id=moete.pk, forekomst="1", due_at=naa(minutes=-1),
            expires_at=naa(days=1), status="venter",
        )  # fmt: skip
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    sweep_paaminnelser()
    empty_utboks()
    assert told(verden.kari) == 0
    assert told(verden.amina) == 1

    with as_owner():
        type(moete).objects.filter(pk=moete.pk).update(starter_at=timezone.now() - timedelta(hours=1))
    let_go(egen, verden.jonas)
    empty_utboks()
    assert told(verden.kari) == 0
    assert statuses(verden.kari) == {"stanset"}


def test_what_was_to_be_told_later_is_still_told_later(verden, sak):
    """Break-glass whose telling was put off: letting go of something else must not tell it before its time."""
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    rad = f.UtboksFactory(
        mottaker=verden.kari, sak=sak, slag="noedtilgang", send_etter=naa(days=5), status="venter"
    )
    let_go(egen, verden.jonas)
    empty_utboks()

    assert told(verden.kari) == 0
    with as_owner():
        assert Utboks.objects.get(pk=rad.pk).send_etter > naa(days=4)


def test_the_unconfirmed_parent_the_young_person_and_the_giver_are_family(verden, sak):
    hovedperson = sak.hovedperson
    relasjon = f.FamilierelasjonFactory(
        hovedperson=hovedperson, bruker=f.BrukerFactory(), verifisering="ingen", registered_by=verden.jonas
    )
    ulrik = relasjon.bruker
    nora = f.BrukerFactory()
    with as_owner():
        type(hovedperson).objects.filter(pk=hovedperson.pk).update(bruker=nora)
    giver = f.BrukerFactory()
    f.SamtykkekravFactory(sak=sak, tjeneste=verden.nav, giver=giver)
    write(verden, verden.jonas, sak_id=sak.pk)
    for hvem in (ulrik, nora, giver, verden.amina):
        f.UtboksFactory(mottaker=hvem, sak=sak, status="venter")

    assert statuses(ulrik, nora, giver) == {"holdt"}
    assert statuses(verden.amina) == {"venter"}


def test_another_case_of_the_same_family_and_what_is_about_no_case_go_as_always(verden, sak):
    write(verden, verden.jonas, sak_id=sak.pk)
    f.UtboksFactory(mottaker=verden.kari, sak=None, status="venter")
    f.UtboksFactory(mottaker=verden.pia, sak=verden.ola_sak, status="venter")

    assert statuses(verden.kari, verden.pia) == {"venter"}


def test_who_queues_cannot_tell_the_difference(verden, sak):
    """The number of rows, the number of statements: the same with a hold as without."""
    from django.test.utils import CaptureQueriesContext

    def queue() -> tuple[int, int]:
        innlegg = f.InnleggFactory(sak=sak, created_by=verden.jonas)
        with acting_as(verden.jonas.pk), CaptureQueriesContext(connection) as spurt:
            antall = queue_varsel(
                Slag.INNLEGG,
                mottakere=[verden.kari.pk],
                sak_id=sak.pk,
                objekt_id=innlegg.pk,
                noekkel=f"innlegg:{innlegg.pk}",
            )
        return antall, len(spurt)

    foer = queue()
    write(verden, verden.amina, sak_id=sak.pk, tjeneste_id=verden.ppt.pk)
    assert queue() == foer


def test_a_row_written_in_the_moment_when_the_holding_began_is_not_told(verden, sak):
    """Its writer did not see the hold: the trigger let it through. Whoever tells asks again."""
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    with as_owner():
        sql_run("ALTER TABLE varsling_utboks DISABLE TRIGGER varsling_utboks_holdes")
        f.UtboksFactory(
            mottaker=verden.kari, sak=sak, status="venter", noekkel="a:1", send_etter=naa(minutes=-1)
        )
        f.UtboksFactory(
            mottaker=verden.kari, sak=sak, status="epost", noekkel="a:2", send_etter=naa(minutes=-1)
        )
        f.UtboksFactory(mottaker=verden.amina, sak=sak, status="epost", noekkel="a:3", send_etter=naa())
        sql_run("SET CONSTRAINTS ALL IMMEDIATE")
        sql_run("ALTER TABLE varsling_utboks ENABLE TRIGGER varsling_utboks_holdes")
    empty_utboks()

    assert told(verden.kari) == 0
    assert mailed() == {"amina@stafett.invalid"}  # and nobody stands in the way of the next in the queue
    assert statuses(verden.kari) == {"holdt"}
    let_go(egen, verden.jonas)
    empty_utboks()
    assert told(verden.kari) == 2


def sql_run(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_a_row_written_in_the_moment_when_the_holding_ended_is_told_by_the_night(verden, sak):
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    let_go(egen, verden.jonas)
    f.UtboksFactory(mottaker=verden.kari, sak=sak, status="holdt")
    tidy()
    empty_utboks()

    assert told(verden.kari) == 1


def test_the_night_lets_nothing_go_that_is_held(verden, sak):
    write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden)
    with as_owner():
        Utboks.objects.update(queued_at=naa(days=-90))
    tidy()
    empty_utboks()

    assert statuses(verden.kari) == {"holdt"}


def test_the_author_is_reminded_each_week_in_words_that_say_nothing(client, verden, sak):
    write(verden, verden.jonas, sak_id=sak.pk)
    with as_owner():
        dager = sorted(
            (one.due_at - timezone.now()).days for one in Paaminnelse.objects.filter(regel="tilbakehold")
        )
        assert [b - a for a, b in pairwise(dager)] == [7] * 11
        foerste = Paaminnelse.objects.filter(regel="tilbakehold").earliest("due_at")
        Paaminnelse.objects.filter(pk=foerste.pk).update(due_at=naa(minutes=-1))
    sweep_paaminnelser()
    empty_utboks()
    client.force_login(verden.jonas)
    html = client.get(reverse("varsling:list")).content.decode()

    assert "Varsler til en familie venter fortsatt." in html
    assert "Nora" not in "".join(one.body + one.subject for one in mail.outbox)


def test_that_one_broke_the_glass_is_not_held_back_by_oneself(verden, sak):
    """Jonas held back while he was in the case, has left it and broken the glass. Only what Amina holds back waits."""
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    aminas = write(verden, verden.amina, sak_id=sak.pk, tjeneste_id=verden.ppt.pk)
    aapnet = f.NoedtilgangFactory(sak=sak, bruker=verden.jonas, tjeneste=verden.skole)
    for slag, objekt in ((Slag.NOEDTILGANG, aapnet.pk), (Slag.INNLEGG, uuid4())):
        f.UtboksFactory(mottaker=verden.kari, slag=slag, sak=sak, objekt_id=objekt, status="venter")
    assert left_for(verden.kari) == {"noedtilgang": "holdt", "innlegg": "holdt"}

    let_go(aminas, verden.amina)
    tidy()
    assert left_for(verden.kari) == {"noedtilgang": "venter", "innlegg": "holdt"}
    f.UtboksFactory(mottaker=verden.tom, slag=Slag.NOEDTILGANG, sak=sak, objekt_id=aapnet.pk, status="venter")
    assert statuses(verden.tom) == {"venter"}
    let_go(egen, verden.jonas, "kast")
    assert left_for(verden.kari) == {"noedtilgang": "venter", "innlegg": "stanset"}


def left_for(hvem: Bruker) -> dict[str, str]:
    """How each kind of notice stands."""
    with as_owner():
        return dict(Utboks.objects.filter(mottaker=hvem).values_list("slag", "status"))


def test_that_somebody_broke_the_glass_is_never_thrown_away(verden, sak):
    """The family is owed it, whoever held it back and whatever they choose."""
    egen = write(verden, verden.jonas, sak_id=sak.pk)
    write_innlegg(verden)
    f.UtboksFactory(mottaker=verden.kari, slag=Slag.NOEDTILGANG, sak=sak, noekkel="noedtilgang:familie:x")
    assert statuses(verden.kari) == {"holdt"}

    let_go(egen, verden.jonas, "kast")

    assert left_for(verden.kari) == {"innlegg": "stanset", "noedtilgang": "venter"}
