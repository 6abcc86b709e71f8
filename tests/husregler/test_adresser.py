"""Every address names its permission, or stands on the list of open ones."""

import re
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.urls import path

from bti.tilgang.middleware import find_sak_id
from bti.tilgang.porten import open_view, requires
from bti.tilgang.tillatelser import Permission
from tests.husregler.kode import ROT, Adresse, adresser

# Open to whoever comes: health, logging in, the language, and the guide, which is about nobody.
# The gallery is mounted by the demo settings alone.
AAPNE = {
    "livez",
    "readyz",
    "innlogging:velg",
    "innlogging:demo",
    "innlogging:logg-ut",
    "set_language",
    "bti:hva-skjer",
    "bti:hva-skjer-kommune",
    "tiltak:trapp-aapen",
    "bti:trygg",
    "samtykke:hvem-maa-si-ja",
    "samtykke:hvem-maa-si-ja-kommune",
    "bti:ark-foresatte",
    "bti:ark-barnet",
    "bti:ark-ikke-foerst",
    "komponenter",
    "komponenter-familie",
    "samtykke:uenig",
    "samtykke:uenig-ja-og-nei",
    "samtykke:uenig-trekke-for-andre",
    "samtykke:uenig-avslutte",
    "samtykke:uenig-ung-og-foreldre",
    "bti:veileder",
    "bti:veileder-papir",
    "bti:veileder-serie",
    "bti:veileder-soek",
    "bti:veileder-steg",
}


def find_ungated(candidates) -> list[str]:
    """Return addresses whose view has neither a permission nor a place on the list, or has both."""
    return [
        f"{a.navn} ({a.moenster})"
        for a in candidates
        if (a.navn in AAPNE) != bool(getattr(a.visning, "is_open", False))
        or (a.navn in AAPNE) == isinstance(getattr(a.visning, "permission", None), Permission)
    ]


def find_unreachable(candidates) -> list[str]:
    """Return permissions that no address asks for."""
    asked = {getattr(a.visning, "permission", None) for a in candidates}
    return sorted(p.value for p in Permission if p not in asked)


def find_sak_in_query(candidates) -> list[str]:
    """Return addresses whose parts are anything but random ids: nothing readable stands in an address."""
    return [a.moenster for a in candidates if "<" in a.moenster.replace("<uuid:", "")]


def test_every_address_names_its_permission():
    assert find_ungated(adresser()) == []


def test_every_open_view_exists():
    assert AAPNE - {a.navn for a in adresser()} == set()


def test_addresses_carry_only_ids():
    assert find_sak_in_query(adresser()) == []


# Permissions of roles that have no address of their own: asked inside a page that another permission opens.
BARE_INNE_I_SIDER: set[str] = set()


def test_every_permission_guards_something():
    assert set(find_unreachable(adresser())) == BARE_INNE_I_SIDER


def _view(request):
    return None


@pytest.mark.parametrize(
    "bad",
    [
        Adresse("bti:ny", "ny/", _view),
        Adresse("bti:ny", "ny/", open_view(lambda request: None)),
        Adresse("livez", "livez", _view),
        Adresse("bti:ny", "ny/", SimpleNamespace(permission="bti.view_sak")),
    ],
    ids=["neither", "open, not listed", "listed, not open", "a word, not a permission"],
)
def test_the_rule_finds_a_bad_one(bad):
    assert len(find_ungated([bad])) == 1


def test_the_rule_lets_a_good_one_through():
    gated = requires(Permission.VIEW_HJEM)(_view)

    assert (
        find_ungated([Adresse("bti:ny", "ny/", gated), Adresse("livez", "livez", open_view(lambda r: None))])
        == []
    )


def test_a_name_in_an_address_is_found():
    assert find_sak_in_query(
        [Adresse("x", "sak/<str:navn>/", _view), Adresse("y", "sak/<uuid:id>/", _view)]
    ) == ["sak/<str:navn>/"]


def test_the_gate_refuses_a_case_permission_without_its_row():
    with pytest.raises(TypeError):
        requires(Permission.VIEW_SAK)
    with pytest.raises(TypeError):
        requires(Permission.VIEW_HJEM, load=lambda: None)


def find_unnarrowed(candidates) -> list[str]:
    """Return addresses that name a case where the middleware does not see it, or seem to name one and do not."""

    def example(moenster: str) -> str:
        return "/" + re.sub(r"<uuid:\w+>", str(UUID(int=7)), moenster)

    return [
        a.moenster
        for a in candidates
        if (find_sak_id(example(a.moenster)) is not None) != ("<uuid:sak_id>" in a.moenster)
    ]


def test_a_page_about_one_case_works_with_that_case_alone():
    assert find_unnarrowed(adresser()) == []


def test_an_address_that_hides_its_case_is_found():
    assert find_unnarrowed([SimpleNamespace(moenster="saken/<uuid:sak_id>/")]) == ["saken/<uuid:sak_id>/"]
    assert find_unnarrowed([SimpleNamespace(moenster="sak/<uuid:maal_id>/")]) == ["sak/<uuid:maal_id>/"]


def find_unhooked(files) -> list[str]:
    """Return files of addresses in bti whose addresses are not in the staff's map, or stand there otherwise."""
    kart = import_module("bti.urls_bti").urlpatterns
    return [
        file.stem
        for file in files
        if any(line not in kart for line in import_module(f"bti.{file.stem}").urlpatterns)
    ]


def test_every_file_of_addresses_is_hooked_in(monkeypatch):
    files = sorted(p for p in (ROT / "bti").glob("urls_*.py") if p.stem != "urls_bti")
    assert {"urls_veileder", "urls_undring", "urls_trygg", "urls_samordning"} <= {p.stem for p in files}
    assert find_unhooked(files) == []

    loes = [path("loes/", lambda request: None, name="loes")]
    monkeypatch.setattr("bti.urls_trygg.urlpatterns", loes)
    assert find_unhooked(files) == ["urls_trygg"]
