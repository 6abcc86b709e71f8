"""The child's own words: who reads them is said at the field before anybody writes, and it is true."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bti.models import Samtale, Undring
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER, FAMILIEN_LESER_IKKE
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.factories.hus import naa

pytestmark = pytest.mark.django_db


def every_form(form: type[KladdForm] = KladdForm) -> Iterator[type[KladdForm]]:
    import_module(settings.ROOT_URLCONF)
    for one in form.__subclasses__():
        yield one
        yield from every_form(one)


def test_every_field_for_them_says_who_reads():
    """A new one too. In the room of its own the page says it, of everything that is written there."""
    said = (str(FAMILIEN_LESER), str(FAMILIEN_LESER_IKKE))
    found = {
        (form.__name__, navn): str(felt.help_text)
        for form in every_form()
        for navn, felt in form.base_fields.items()
        if navn.startswith("barnets_") and form.__module__ != "bti.forms.skjermet"
    }
    assert len(found) >= 6
    assert [where for where, hjelp in found.items() if not hjelp.startswith(said)] == []


def test_what_the_family_reads_is_said_at_the_field_and_is_read(verden, jonas, login, fill_in, moete, tiltak):
    """In the minutes, the evaluation of a measure, the choice of a coordinator and a move of the level."""
    sak, i_dag = verden.sak.pk, timezone.localdate().isoformat()
    rett = f.RettighetFactory(kommune=verden.solvik)
    skrevet = {
        reverse("stafettlogg:moete-hold", args=[moete.pk]): {
            "barnets_ord": "Ord i møtet.", "referat": "Vi møttes.", "til_stede": [str(verden.jonas.pk)],
            "beslutning": "fortsett", "begrunnelse": "Det går bra.", "versjon": moete.versjon,
        },
        reverse("tiltak:evaluate", args=[tiltak.pk]): {
            "barnets_ord": "Ord om tiltaket.", "ord": "Bra.", "grad": "hjalp", "videre": "6"
        },
        reverse("bti:koordinering-new", args=[sak]): {
            "barnets_syn": "Ord om koordinatoren.", "rettighet": str(rett.pk), "begrunnelse": "Mange hjelper.",
            "hvem": f"{verden.jonas.pk}:{verden.skole.pk}", "familien_vil": "on", "startdato": i_dag,
        },
        reverse("stafettlogg:nivaa-move", args=[sak]): {
            "barnets_mening": "Ord om nivået.", "til": str(verden.nivaaer[0].pk), "dato": i_dag,
            "begrunnelse": "Det går bra.", "til_stede": "mor",
        },
    }  # fmt: skip
    for adresse, felter in skrevet.items():
        assert str(FAMILIEN_LESER) in jonas.get(adresse).content.decode(), adresse
        assert fill_in(adresse, **felter).status_code == 302, adresse
    assert str(FAMILIEN_LESER) in jonas.get(reverse("stafettlogg:plan-edit", args=[sak])).content.decode()

    kari = login(verden.kari)
    leser = [kari.get(reverse(f"familie:{side}", args=[sak])).content.decode() for side in ("sak", "plan")]
    for ord_ in ("Ord i møtet.", "Ord om tiltaket.", "Ord om koordinatoren.", "Ord om nivået."):
        assert ord_ in "".join(leser), ord_


def test_what_stays_with_the_staff_is_said_at_the_field_and_stays(verden, jonas, login):
    """In a worry and in a talk about it, also when a case has come of it."""
    mitt = {"created_by": verden.jonas, "tjeneste": verden.skole}
    samtale = f.SamtaleFactory(undring=f.UndringFactory(**mitt))
    for adresse in (
        reverse("bti:samtale-edit", args=[samtale.pk]),
        reverse("bti:undring-avklar", args=[samtale.undring_id]),
    ):
        assert str(FAMILIEN_LESER_IKKE) in jonas.get(adresse).content.decode(), adresse

    blitt_sak = f.UndringFactory(
        **mitt, utfall="nivaa_1", clarified_at=naa(), clarified_by=verden.jonas, sak=verden.sak,
        barnets_mening="Ord i undringen.",
    )  # fmt: skip
    f.SamtaleFactory(undring=blitt_sak, barnets_ord="Ord i samtalen.")
    kari = login(verden.kari)
    for side in ("sak", "plan"):
        assert "Ord i " not in kari.get(reverse(f"familie:{side}", args=[verden.sak.pk])).content.decode()
    with acting_as(verden.kari.pk):
        assert not Undring.objects.exists()
        assert not Samtale.objects.exists()
