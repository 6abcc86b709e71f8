"""What was shared and is hidden leaves the family no trace: the same probe as for the shielded concern, byte for byte.

The stafettholder writes one and puts it right, a head judges that the family may not see it, the jobs run. Then one is
shown, and the probe sees it: so it does look.
"""

import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks, sweep_paaminnelser, tidy
from samtykke.models import Lovligdeling
from samtykke.services.deling import assess_deling, write_deling
from tests.cast import Verden
from tests.eier import as_owner
from tests.samtykke.deling import a_deling, fields
from tests.tilgang.feiing.felt import undone
from tests.trygg.hjelp import write
from tests.trygg.test_skjermet import token
from tests.trygg.test_usynlig import FAMILIEN, MINUTT, differences, innhold, read_all, read_case, read_paper

__all__ = ["innhold"]  # the fixture
pytestmark = pytest.mark.django_db
EGNE = ("samtykke_lovligdeling", "samtykke_delingsvurdering")


def case_without_it(sak_id: Any) -> dict[str, str]:
    return {table: digest for table, digest in read_case(sak_id).items() if table not in EGNE}


def walk(verden: Verden) -> uuid.UUID:
    """Jonas writes, begins a draft and puts it right; Siri reads and says no. Return what she judged."""
    jonas, siri = Client(), Client()
    jonas.force_login(verden.jonas)
    siri.force_login(verden.siri)
    ny = reverse("samtykke:deling-new", args=[verden.nora_sak.pk])
    noekkel = token(jonas.get(ny).content.decode())
    jonas.post(reverse("bti:kladd-save"), {"skjema_token": noekkel, "begrunnelse": "Det"})
    assert jonas.post(ny, {"skjema_token": noekkel, **fields()}).status_code == 302
    with as_owner():
        deling = Lovligdeling.objects.get(begrunnelse=fields()["begrunnelse"]).pk
    with acting_as(verden.jonas.pk):
        write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4(), retter_id=deling)
    siri.get(reverse("samtykke:deling-vurderinger"))
    vurder = reverse("samtykke:deling-vurder", args=[deling])
    noekkel = token(siri.get(vurder).content.decode())
    svar = {"skjema_token": noekkel, "familien_ser": "nei", "begrunnelse": "Ikke trygt.", "antall": "0"}
    assert siri.post(vurder, svar).status_code == 302
    sweep_paaminnelser()
    empty_utboks()
    tidy()
    assert "Noe er delt uten samtykke" in siri.get(reverse("varsling:list")).content.decode()
    return deling


def test_what_is_hidden_leaves_the_family_no_trace(verden, innhold):
    empty_utboks()
    papir = read_paper(verden)  # first: ordering it locks the case's row, and that is seen
    foer, sak = read_all(verden, innhold), case_without_it(verden.nora_sak.pk)
    mail.outbox.clear()
    walk(verden)

    assert differences(foer, read_all(verden, innhold)) == []
    assert case_without_it(verden.nora_sak.pk) == sak
    assert read_paper(verden) == papir
    assert {to for one in mail.outbox for to in one.to} == {"siri@stafett.invalid"}
    assert not [one for one in mail.outbox if "Nora" in one.subject + one.body]


@pytest.mark.nightly
def test_judged_safe_while_another_holds_notices_back_it_leaves_no_trace_either(verden, innhold):
    deling = walk(verden)
    write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    empty_utboks()
    foer = read_all(verden, innhold)
    with acting_as(verden.siri.pk):
        assess_deling(deling, antall=1, familien_ser=True, begrunnelse="Trygt.")
    empty_utboks()

    assert [d for d in differences(foer, read_all(verden, innhold)) if d.startswith(FAMILIEN)] == []


def test_the_probe_sees_one_that_is_shown(verden, innhold):
    deling = walk(verden)
    foer = read_all(verden, innhold)
    with acting_as(verden.siri.pk):
        assess_deling(deling, antall=1, familien_ser=True, begrunnelse="Trygt.")
    empty_utboks()
    etter = differences(foer, read_all(verden, innhold))

    for hvem in ("kari", "tom", "nora"):
        assert f"{hvem}: familie:deling-list" in etter
        assert f"{hvem}: samtykke_lovligdeling" in etter
        assert f"{hvem}: varsling_varsel" in etter
    assert not [one for one in etter if one.startswith(("pia:", "berit:"))]


def seen_of(verden: Verden, url: str) -> tuple[str, list[Any]]:
    """What the mother reads of who has looked, after Jonas has opened a page; all of it undone."""
    with undone():
        jonas, kari = Client(), Client()
        jonas.force_login(verden.jonas)
        kari.force_login(verden.kari)
        assert jonas.get(url).status_code == 200
        side = kari.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()
        with acting_as(verden.kari.pk):
            rader = Hendelse.objects.values_list(
                "sak_id", "aktoer_id", "handling", "objekt_type", "objekt_id", "detaljer"
            )
            alle = sorted(map(str, rader))
    return MINUTT.sub("", side.partition("<main")[2].partition("</main>")[0]), alle


def test_whoever_reads_the_list_has_looked_at_the_case_and_no_more(verden, innhold):
    """To the family it is the same as if the case's own page had been opened: words, rows, and how many of them."""
    sak = verden.nora_sak.pk
    saken = seen_of(verden, reverse("stafettlogg:sak", args=[sak]))
    listen = seen_of(verden, reverse("samtykke:deling-list", args=[sak]))
    rett = seen_of(verden, reverse("samtykke:deling-rett", args=[sak, innhold.ider["egen_deling_id"]]))

    assert listen == saken
    assert rett == saken
