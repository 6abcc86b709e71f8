"""The table of roles, the database's copy of it, and guardian's rows say the same."""

import pytest
from django.contrib.auth.models import Permission as DjangoPermission
from django.db import connection

from bti.models import Rolle, SakUserObjectPermission
from bti.tilgang.aktoer import acting_as
from bti.tilgang.porten import may
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import (
    LESEROLLE,
    NOEDROLLE,
    PERSONTILLATELSER,
    ROLLETILLATELSER,
    Permission,
    Personslag,
)
from tests import factories as f
from tests.cast import grant_from_roles
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


def test_every_role_is_in_the_table():
    assert set(ROLLETILLATELSER) == {*Rolle, LESEROLLE, NOEDROLLE}
    for rolle, tillatelser in ROLLETILLATELSER.items():
        assert all(p.is_sak_permission for p in tillatelser), rolle


def test_every_permission_belongs_to_somebody():
    of_roles = frozenset().union(*ROLLETILLATELSER.values())
    assert {p for p in Permission if p.is_sak_permission} == of_roles
    assert {p for p in Permission if not p.is_sak_permission} == set(PERSONTILLATELSER)
    assert all(PERSONTILLATELSER.values())
    assert frozenset().union(*PERSONTILLATELSER.values()) == set(Personslag)


def test_the_databases_copy_equals_the_code(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rt.rolle, p.codename FROM tilgang_rolletillatelse rt"
            " JOIN auth_permission p ON p.id = rt.permission_id"
        )
        assert set(cursor.fetchall()) == {
            (str(r), p.codename) for r, ps in ROLLETILLATELSER.items() for p in ps
        }


@pytest.mark.parametrize("rolle", Rolle)
def test_guardians_rows_equal_the_role(verden, rolle):
    """Asked as the app asks: what the person may do in the case is what the table says, and nothing else."""
    if rolle == Rolle.UNGDOM:
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.fremmed, rolle=rolle)
        with as_owner():
            type(verden.nora_sak.hovedperson).objects.filter(sak=verden.nora_sak).update(
                bruker=verden.fremmed, foedselsdato="2008-01-01"
            )
    if rolle == Rolle.FAGPERSON:
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=rolle)
    grant_from_roles()
    person = {
        Rolle.STAFETTHOLDER: verden.jonas,
        Rolle.FAGPERSON: verden.lise,
        Rolle.FORESATT: verden.kari,
        Rolle.UNGDOM: verden.fremmed,
    }[rolle]
    with acting_as(person.pk):
        sak = get_sak(verden.nora_sak.pk)
        allowed = {p for p in Permission if p.is_sak_permission and may(sak, p)}
    assert allowed == ROLLETILLATELSER[rolle]


def test_one_person_is_not_shown_what_another_may(verden):
    with acting_as(verden.kari.pk):
        assert set(SakUserObjectPermission.objects.values_list("user_id", flat=True)) == {verden.kari.pk}


def test_a_row_too_many_gives_nothing_and_is_put_right(verden):
    """A row that no part of theirs gives: the answer follows the part, and klargjoer takes the row away."""
    change_sak = DjangoPermission.objects.get(codename="change_sak")
    f.SakUserObjectPermissionFactory(user=verden.kari, content_object=verden.nora_sak, permission=change_sak)
    with acting_as(verden.kari.pk):
        assert not may(get_sak(verden.nora_sak.pk), Permission.CHANGE_SAK)
        assert not SakUserObjectPermission.objects.filter(permission=change_sak).exists()
    with as_owner():
        assert SakUserObjectPermission.objects.filter(permission=change_sak, user=verden.kari).exists()
    grant_from_roles()
    with as_owner():
        assert not SakUserObjectPermission.objects.filter(permission=change_sak, user=verden.kari).exists()


def test_a_row_too_few_takes_the_verb_away(verden):
    """guardian's row is needed too: the part alone gives nothing."""
    with as_owner():
        SakUserObjectPermission.objects.filter(user=verden.jonas, permission__codename="change_sak").delete()
    with acting_as(verden.jonas.pk):
        assert not may(get_sak(verden.nora_sak.pk), Permission.CHANGE_SAK)
        assert may(get_sak(verden.nora_sak.pk), Permission.ADD_INNLEGG)
