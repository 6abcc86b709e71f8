"""Who must say yes, why, and about what: the words, the areas, and what a yes without writing gives."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from bti.models import Relasjonstype, Tjenestetype
from bti.tilgang.aktoer import acting_as
from bti.tilgang.operasjoner import SQL
from bti.tilgang.porten import may
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import LESEROLLE, ROLLETILLATELSER, Permission
from samtykke.hvem import GRUNNER, why
from samtykke.models import Samtykke, Tema
from samtykke.omraader import omraader_of
from samtykke.queries import givere_in
from stafettlogg.services import add_innlegg
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.tilgang.tilfeller import barnet, relasjon, youth

pytestmark = pytest.mark.django_db


def reasons(verden, *omraader: str) -> dict[str, str]:
    with acting_as(verden.jonas.pk):
        return {giver.vist_navn: giver.grunn for giver in givere_in(verden.nora_sak, omraader)}


def test_every_reason_has_its_sentence_and_its_law():
    """What the rule can answer, no more and no less."""
    rule = (SQL / "regelen.sql").read_text(encoding="utf-8")
    body = rule.partition("CREATE FUNCTION tilgang_givere_for(")[2].partition("\n$$;")[0]
    given = set(re.findall(r"(?:THEN|ELSE|giver_id,) '([a-z_]{4,})'", body)) | {"verge", "barnevern"}

    assert set(GRUNNER) == given
    assert all(re.search(r"§|artikkel", why(grunn)) for grunn in GRUNNER)


@pytest.mark.parametrize(
    ("temaer", "tjeneste", "ventet"),
    [
        ([], Tjenestetype.PPT, ["logg"]),
        ([Tema.FRITID, Tema.FAMILIE, Tema.OEKONOMI], Tjenestetype.NAV, ["logg"]),
        ([Tema.SKOLE], Tjenestetype.PPT, ["logg", "opplaering"]),
        ([Tema.LAERING, Tema.HELSE], Tjenestetype.PPT, ["logg", "helse", "opplaering"]),
        ([Tema.FRITID], Tjenestetype.BARNEVERN, ["logg", "barnevern"]),
    ],
)
def test_areas_follow_from_themes_and_service(temaer, tjeneste, ventet):
    assert omraader_of(temaer, tjeneste) == ventet


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="finnes-ikke"):
        omraader_of(["finnes-ikke"], Tjenestetype.PPT)


def test_the_page_knows_why_each_is_asked(verden):
    relasjon("tom", relasjon=Relasjonstype.VERGE, har_foreldreansvar=False)(verden)

    assert reasons(verden) == {"Kari Nordlie": "foreldreansvar", "Tom Nordlie": "verge"}


def test_the_young_person_is_asked_earlier_about_school(verden):
    youth(aar=15)(verden)
    with as_owner():
        verden.nora_sak.hovedperson.refresh_from_db()

    assert set(reasons(verden, "opplaering").values()) == {"foreldreansvar", "ung_med"}
    assert set(reasons(verden).values()) == {"foreldreansvar"}


def test_the_young_person_alone_and_the_pregnant_woman(verden):
    youth(aar=18)(verden)
    with as_owner():
        verden.nora_sak.hovedperson.refresh_from_db()
    assert set(reasons(verden).values()) == {"ung_alene"}

    barnet(slag="gravid")(verden)
    assert set(reasons(verden).values()) == {"gravid"}


def test_where_the_child_lives(verden):
    f.KommuneInnstillingFactory(
        kommune=verden.solvik, noekkel="samtykke_bosted_alene_omraader", verdi=["logg"]
    )
    relasjon("tom", barnet_bor_her=False)(verden)

    assert reasons(verden) == {"Kari Nordlie": "bosted"}


def test_who_sees_no_case_is_told_of_nobody(verden):
    with acting_as(verden.pia.pk), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM samtykke_givere(%s)", [verden.nora_sak.pk])
        assert cursor.fetchall() == []


def test_one_yes_without_writing_leaves_them_reading(verden):
    """Two have said yes, one of them to reading alone: they see the case, and the database takes no word of theirs."""
    give_consent(verden, verden.kari, verden.tom)
    with as_owner():
        Samtykke.objects.filter(giver=verden.tom).update(kan_skrive=False)

    with acting_as(verden.amina.pk):
        sak = get_sak(verden.nora_sak.pk)
        assert {p for p in Permission if p.is_sak_permission and may(sak, p)} == ROLLETILLATELSER[LESEROLLE]
        with pytest.raises((PermissionDenied, DatabaseError)), transaction.atomic():
            add_innlegg(sak, tekst="Hei", by=verden.amina.pk)


def test_a_reader_opens_the_case_and_is_offered_nothing_to_write(client, verden):
    give_consent(verden, verden.kari, verden.tom)
    with as_owner():
        Samtykke.objects.filter(giver=verden.tom).update(kan_skrive=False)
    client.force_login(verden.amina)

    side = client.get(f"/sak/{verden.nora_sak.pk}/")

    assert side.status_code == 200
    assert f"/sak/{verden.nora_sak.pk}/innlegg/nytt/" not in side.content.decode()
    assert client.get(f"/sak/{verden.nora_sak.pk}/innlegg/nytt/").status_code == 403
