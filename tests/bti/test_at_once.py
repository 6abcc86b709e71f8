"""Two clicks in the same second, on two connections: one worry, one case, one of each participant."""

import threading
from uuid import uuid4

from django.utils import timezone

from bti.identitetsnummer import oppslag_of
from bti.models import (
    Deltaker,
    Familierelasjon,
    Kontaktopplysning,
    Relasjonstype,
    Sak,
    Undring,
    Undringsutfall,
    Verifisering,
)
from bti.services import Avklaring, Barn, Foresatt, clarify_undring, create_undring, open_sak
from bti.tilgang.personer import get_aktoer
from bti.varsling.models import Paaminnelse
from tests import factories as f
from tests.bti.conftest import KARI, NORA
from tests.eier import as_owner
from tests.lagret import at_once

SAMTIDIGE = 4


def test_one_form_sent_four_times_at_once_is_one_worry(verden_committed):
    jonas, noekkel = verden_committed.jonas.pk, uuid4()

    def act():
        return create_undring(
            noekkel=noekkel, sted=get_aktoer().ansettelser[0], observert="Stille.", observert_dato=timezone.localdate(),
            styrke="uro", by=jonas,
        ).pk  # fmt: skip

    results = at_once([(jonas, act)] * SAMTIDIGE)

    assert results == [noekkel] * SAMTIDIGE
    with as_owner():
        assert Undring.objects.filter(created_by=jonas).count() == 1
        assert Paaminnelse.objects.filter(objekt_id=noekkel).count() == 4


def test_four_tabs_open_one_case(verden_committed):
    verden = verden_committed
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)

    all_have_looked = threading.Barrier(SAMTIDIGE)

    def act():
        assert Sak.objects.count() == 1  # as a page does: the list of cases is made before the wait
        all_have_looked.wait(timeout=20)
        return open_sak(
            undring,
            noekkel=uuid4(),
            kommune_id=verden.solvik.pk,
            barn=Barn(navn="Nora Nordlie", foedselsdato=None, foedselsnummer=NORA),
            foresatte=[Foresatt("Kari Nordlie", KARI, Relasjonstype.MOR, har_foreldreansvar=True)],
            verifisering=Verifisering.REGISTER,
            avklaring=Avklaring(Undringsutfall.NIVAA_1, "Enige.", timezone.localdate()),
            hva_saken_gjelder="Trivsel.",
            by=verden.jonas.pk,
        ).pk

    results = at_once([(verden.jonas.pk, act)] * SAMTIDIGE)

    assert len(set(results)) == 1, results
    with as_owner():
        sak = Sak.objects.get(undringer=undring)
        assert results[0] == sak.pk
        assert Deltaker.objects.filter(sak=sak).count() == 2
        assert Familierelasjon.objects.filter(hovedperson=sak.hovedperson).count() == 1
        assert Kontaktopplysning.objects.filter(foedselsnummer_oppslag=oppslag_of(KARI)).count() == 1


def test_two_ways_out_at_once_leave_one(verden_committed):
    verden = verden_committed
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)

    def act():
        return clarify_undring(
            undring,
            utfall="avsluttet",
            begrunnelse="Ingen grunn til uro.",
            kommune_id=verden.solvik.pk,
            by=verden.jonas.pk,
        )

    results = at_once([(verden.jonas.pk, act)] * SAMTIDIGE)

    assert [type(one).__name__ for one in results].count("NoneType") == 1
    assert [type(one).__name__ for one in results].count("UndringErAvklart") == SAMTIDIGE - 1
