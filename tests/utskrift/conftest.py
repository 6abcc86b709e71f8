"""Nora's case with something in every part of the summary; PPT is let in by both parents."""

import datetime as dt

import pytest

from bti.models import Hovedperson, Sak
from stafettlogg.models import Beslutning, Moetestatus
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tiltak.models import Grad


@pytest.fixture
def saken(verden) -> Verden:
    give_consent(verden, verden.kari, verden.tom)
    sak, jonas, amina, kari = verden.sak, verden.jonas, verden.amina, verden.kari
    _make_plan(sak, amina)
    opp = f.NivaaendringFactory(
        sak=sak,
        fra_nivaa=verden.nivaaer[1],
        til_nivaa=verden.nivaaer[2],
        dato=dt.date(2026, 5, 20),
        begrunnelse="PPT skal være med.",
        til_stede="Kari og Jonas",
        decided_by=jonas,
    )
    moete = f.MoeteFactory(
        sak=sak,
        starter_at=dt.datetime(2026, 5, 20, 11, 0, tzinfo=dt.UTC),
        status=Moetestatus.HOLDT,
        referat="Vi ble enige om å spørre PPT.",
        beslutning=Beslutning.OPP,
        barnets_ord="Jeg vil ha Amina.",
        held_at=naa(),
        held_by=jonas,
        nivaaendring=opp,
    )
    for bruker in (jonas, kari):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker, var_til_stede=True)
    for tekst in ("Blåbærsyltetøy på Ørlandet.", "<b>Dette er ikke fet skrift</b> & ikke kode."):
        f.InnleggFactory(sak=sak, tekst=tekst)
    f.MeldingFactory(sak=sak, tekst="Takk for praten!", sent_by=kari)
    with as_owner():
        Sak.objects.filter(pk=sak.pk).update(nivaa=verden.nivaaer[2])
        Hovedperson.objects.filter(sak=sak).update(kalles="Nora")
    return verden


def _make_plan(sak, ansvarlig) -> None:
    maal = f.MaalFactory(sak=sak, tekst="Nora skal like å lese høyt for klassen.")
    lesekurs = f.TiltakFactory(
        sak=sak, maal=maal, tittel="Lesekurs", hva="20 minutter hver dag.", ansvarlig=ansvarlig
    )
    f.EvalueringFactory(
        tiltak=lesekurs, grad=Grad.DELVIS, ord="Hun leser mer.", barnets_ord="Det er litt gøy."
    )
