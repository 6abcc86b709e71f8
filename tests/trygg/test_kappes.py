"""In the same second, on connections of their own: what is queued while somebody begins to hold back is not told."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from bti.models import Sperring, Tilbakehold
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.tilgang.kall import refusal_is_403
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Slag, Utboks, Varsel
from bti.varsling.services import queue_varsel
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.lagret import at_once
from tests.trygg.hjelp import hold_of, let_go, name_reader, payload, sql, write
from tests.trygg.test_tilbakehold import statuses, told, write_innlegg

FORSOEK = 12  # of each race; each is two or three connections


@pytest.fixture
def verden(verden_committed) -> Verden:
    give_consent(verden_committed, verden_committed.kari, verden_committed.tom)
    return verden_committed


def answer(what: Callable[[], Any]) -> str:
    """Do it, and say how it went: a race has a loser, who is refused in words."""
    with suppress(PermissionDenied), refusal_is_403():
        what()
        return "gjort"
    return "nektet"


def release(hold: UUID, valg: str) -> Callable[[], str]:
    return lambda: answer(lambda: sql("SELECT skjermet_frigi(%s, %s)", hold, valg))


def begin(verden: Verden, noekkel: UUID) -> Callable[[], object]:
    """Amina writes, and so begins to hold back."""
    p = payload(verden, id=noekkel, sak_id=verden.nora_sak.pk, tjeneste_id=verden.ppt.pk)
    return lambda: sql("SELECT skjermet_skriv(%s::jsonb)", p)


def tell(verden: Verden) -> Callable[[], object]:
    """Jonas has written an entry, and tells of it."""
    innlegg = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.jonas).pk
    return lambda: queue_varsel(
        Slag.INNLEGG, mottakere=[verden.kari.pk, verden.tom.pk, verden.amina.pk], sak_id=verden.nora_sak.pk,
        objekt_id=innlegg, noekkel=f"innlegg:{innlegg}",
    )  # fmt: skip


def in_a_thread(what: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            what()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_what_is_queued_in_the_same_second_is_neither_told_nor_seen(verden):
    """Many tries: an entry is told of while Amina writes. The worker comes right after; then it is thrown away."""
    kari = Client()
    kari.force_login(verden.kari)
    tomt = told(verden.kari, verden.tom)
    for _nr in range(FORSOEK):
        noekkel = uuid4()
        svar = at_once([(verden.amina.pk, begin(verden, noekkel)), (verden.jonas.pk, tell(verden))])
        assert not [en for en in svar if isinstance(en, Exception)]
        mail.outbox.clear()
        empty_utboks()
        assert told(verden.kari, verden.tom) == tomt
        assert statuses(verden.kari, verden.tom) <= {"holdt", "stanset"}
        assert not {to for one in mail.outbox for to in one.to} & {
            "kari@stafett.invalid",
            "tom@stafett.invalid",
        }
        assert "Nytt innlegg" not in kari.get(reverse("varsling:list")).content.decode()
        let_go(noekkel, verden.amina, "kast")


def test_who_tells_waits_for_who_begins_to_hold_back(verden):
    """The hold is made and not committed; an entry is written that does not see it; the worker may not tell it yet."""
    skrevet = threading.Event()
    ferdig = threading.Event()

    def hold() -> None:
        with acting_as(verden.amina.pk):
            begin(verden, uuid4())()
            skrevet.set()
            ferdig.wait(20)

    amina = in_a_thread(hold)
    assert skrevet.wait(20)
    write_innlegg(verden)
    assert statuses(verden.kari) == {"venter"}  # its writer could not see the hold
    arbeider = in_a_thread(empty_utboks)
    time.sleep(0.5)
    assert told(verden.kari, verden.tom) == 0
    ferdig.set()
    amina.join(20)
    arbeider.join(20)
    assert told(verden.kari, verden.tom) == 0
    assert statuses(verden.kari, verden.tom) == {"holdt"}
    assert told(verden.amina) == 1


def test_two_who_let_go_at_once_decide_once(verden):
    """The author throws away, the reader sends: one of the two was done, and the notices say which."""
    for _nr in range(FORSOEK):
        foer = told(verden.kari)
        egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        name_reader(egen, verden.jonas, verden.siri, kan_frigi=True)
        write_innlegg(verden)
        hold = hold_of(egen).pk
        at_once([(verden.jonas.pk, release(hold, "kast")), (verden.siri.pk, release(hold, "send"))])
        valg = hold_of(egen).valg
        empty_utboks()
        assert told(verden.kari) - foer == (1 if valg == "send" else 0), valg
        assert "holdt" not in statuses(verden.kari, verden.tom)


def test_the_last_of_two_holds_sends(verden):
    for _nr in range(FORSOEK):
        foer = told(verden.kari)
        jonas = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        amina = write(verden, verden.amina, sak_id=verden.nora_sak.pk, tjeneste_id=verden.ppt.pk)
        write_innlegg(verden)
        begge = ((verden.jonas, hold_of(jonas).pk), (verden.amina, hold_of(amina).pk))
        assert at_once([(hvem.pk, release(hold, "send")) for hvem, hold in begge]) == ["gjort", "gjort"]
        empty_utboks()
        assert told(verden.kari) - foer == 1
        assert "holdt" not in statuses(verden.kari, verden.tom)


def test_one_of_two_throws_while_the_other_sends(verden):
    """In the same second: it is thrown away, whichever of the two came first."""
    for _nr in range(FORSOEK // 2):
        foer = told(verden.kari, verden.tom)
        jonas = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        amina = write(verden, verden.amina, sak_id=verden.nora_sak.pk, tjeneste_id=verden.ppt.pk)
        write_innlegg(verden)
        valgene = ((verden.jonas, hold_of(jonas).pk, "kast"), (verden.amina, hold_of(amina).pk, "send"))
        svar = at_once([(hvem.pk, release(hold, valg)) for hvem, hold, valg in valgene])
        assert svar == ["gjort", "gjort"]
        empty_utboks()
        assert told(verden.kari, verden.tom) == foer
        assert statuses(verden.kari, verden.tom) == {"stanset"}


def test_let_go_while_another_begins_to_hold_back(verden):
    """Whoever was first: as long as somebody holds back, nothing is told; afterwards each notice once."""
    for _nr in range(FORSOEK):
        foer = told(verden.kari)
        egen, ny = write(verden, verden.jonas, sak_id=verden.nora_sak.pk), uuid4()
        write_innlegg(verden)
        hold = hold_of(egen).pk
        at_once([(verden.jonas.pk, release(hold, "send")), (verden.amina.pk, begin(verden, ny))])
        empty_utboks()
        assert told(verden.kari) == foer
        let_go(ny, verden.amina)
        empty_utboks()
        assert told(verden.kari) - foer == 1
        with as_owner():
            assert not Tilbakehold.objects.filter(released_at=None).exists()


def test_let_go_while_the_mother_is_shut_out(verden):
    """What waited for her is not told when she no longer sees the case, whichever of the two came first."""
    for _nr in range(FORSOEK):
        foer = told(verden.kari), told(verden.tom)
        egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        write_innlegg(verden)
        hold = hold_of(egen).pk
        svar = at_once([(verden.jonas.pk, shut_out(verden)), (verden.jonas.pk, release(hold, "send"))])
        assert not [en for en in svar if isinstance(en, Exception)]
        empty_utboks()
        assert (told(verden.kari), told(verden.tom)) == (foer[0], foer[1] + 1)
        with as_owner():
            Sperring.objects.filter(sak=verden.nora_sak).delete()


def shut_out(verden: Verden) -> Callable[[], object]:
    hva = (uuid4(), verden.nora_sak.pk, verden.kari.pk)
    return lambda: sql("SELECT tilgang_sperr(%s, %s, %s, 'fare')", *hva)


def test_the_night_and_the_author_at_once(verden):
    """The night reads who answers for it while the author lets it go: no reminder is left that asks about nothing."""
    for _nr in range(FORSOEK):
        egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        hold = hold_of(egen).pk

        def night() -> None:
            with acting_for(Formaal.OPPRYDDING):
                sql("SELECT skjermet_rydd()")

        arbeider = in_a_thread(night)
        with acting_as(verden.jonas.pk):
            release(hold, "send")()
        arbeider.join(20)
    with as_owner():
        assert not Utboks.objects.filter(status="holdt").exists()
        assert Varsel.objects.count() == 0
