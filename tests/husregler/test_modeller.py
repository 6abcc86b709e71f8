"""Every model has its factory, its row in the glossary, its personal fields declared, and its pairs held together."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import models
from django.db.models import CheckConstraint

import tests.factories
from bti.models.felles import Personfelter, together
from bti.tilgang.rettigheter import APP_RETTIGHETER
from tests.husregler.kode import ROT, modeller

FRITEKST = (models.CharField, models.TextField, models.EmailField, models.JSONField, models.BinaryField)


def ordliste() -> set[str]:
    """Return the code names in docs/ordliste.md: the first column of every table."""
    text = (ROT / "docs" / "ordliste.md").read_text(encoding="utf-8")
    return {
        name
        for row in re.findall(r"^\| *(`[^|]+)\|", text, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", row)
    }


def factories() -> set[type]:
    made = (getattr(tests.factories, name)._meta.model for name in tests.factories.__all__)
    return set(made)


def test_every_model_has_a_factory():
    assert [m.__name__ for m in modeller() if m not in factories()] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", tests.factories.__all__)
def test_every_factory_makes_a_valid_row(name):
    row = getattr(tests.factories, name)()

    assert row.pk
    assert str(row) == f"{type(row).__name__} {row.pk}", "what ends up in a log names nobody"


def test_every_model_is_in_the_glossary():
    assert [m.__name__ for m in modeller() if m.__name__ not in ordliste()] == []


def find_undeclared(candidates) -> list[str]:
    """Return models without their own declaration, with one that names no field, or that leaves out when it goes."""
    faults = []
    for model in candidates:
        declared = model.__dict__.get("personfelter")
        if not isinstance(declared, Personfelter):
            faults.append(f"{model.__name__}: no personfelter")
            continue
        names = {field.name for field in model._meta.get_fields()}
        faults += [f"{model.__name__}: no field {name}" for name in declared.felter if name not in names]
        if declared.felter and not declared.sletting:
            faults.append(f"{model.__name__}: does not say when the data goes")
    return faults


def test_every_model_declares_its_personal_fields():
    assert find_undeclared(modeller()) == []


# Text that says nothing about a person, by model. Codes (with choices) and reference data need no mention.
UPERSONLIG_TEKST = {
    "Bruker": {"maalform"},
    "Identitet": {"issuer"},
    "Kladd": {"skjema"},
    "Hendelse": {"formaal", "handling", "objekt_type", "salt_hash", "innhold_hash", "forrige_hash", "hash"},
    "Utboks": {"noekkel"},
    "Varsel": {"noekkel"},
    "Paaminnelse": {"forekomst"},
    "Utskrift": {"steg_tekst", "feil"},
    "Kjede": {"hash"},
    "Ankerpunkt": {"hode", "forrige_hash", "hash", "noekkel", "signatur", "feil"},
    "Ankerledd": {"hash"},
    "Svarskann": {"feil"},
    "Regelendring": {"foer", "etter", "begrunnelse"},  # of a rule; the page says to write of no case
}


def find_silent_text(candidates) -> list[str]:
    """Return text of models about people that is neither declared nor on the list."""
    about_people = [m for m in candidates if m._meta.db_table not in REFERANSEDATA]
    return [
        f"{model.__name__}.{field.name}"
        for model in about_people
        for field in model._meta.fields
        if isinstance(field, FRITEKST)
        and not field.choices
        and field.name not in model.personfelter.felter
        and field.name not in UPERSONLIG_TEKST.get(model.__name__, set())
    ]


# The same for everybody, and about nobody: the app may read it and nothing else.
REFERANSEDATA = {
    "bti_kommune", "bti_kommuneinnstilling", "bti_tjeneste", "bti_tjenestekommune", "bti_veileder", "bti_nivaa",
    "bti_steg", "bti_verktoey", "bti_vilkaar", "bti_kjennetegn", "samtykke_samtykketekst", "tiltak_trinn",
    "tiltak_tiltakskort", "bti_fagteam", "bti_rettighet", "bti_skjemamal", "bti_skjemafelt",
    "samtykke_kommunetema",
}  # fmt: skip


def test_reference_data_is_only_read():
    assert {table: APP_RETTIGHETER[table] for table in REFERANSEDATA} == dict.fromkeys(
        REFERANSEDATA, ("SELECT",)
    )


def test_text_about_people_is_declared():
    assert find_silent_text(modeller()) == []


def test_the_list_of_impersonal_text_holds_no_ghosts():
    by_name = {m.__name__: {f.name for f in m._meta.fields} for m in modeller()}
    assert {
        name: fields - by_name.get(name, set())
        for name, fields in UPERSONLIG_TEKST.items()
        if fields - by_name.get(name, set())
    } == {}


def find_unpaired(candidates) -> list[str]:
    """Return ``x_at``/``x_by`` pairs that no constraint holds together. Two that are never NULL are together anyway."""
    faults = []
    for model in candidates:
        fields = {field.name: field for field in model._meta.fields}
        for name in fields:
            if not name.endswith("_at") or name.removesuffix("_at") + "_by" not in fields:
                continue
            by = name.removesuffix("_at") + "_by"
            if not fields[name].null and not fields[by].null:
                continue
            wanted = together("x", name, by).condition
            if not any(
                isinstance(c, CheckConstraint) and c.condition == wanted for c in model._meta.constraints
            ):
                faults.append(f"{model.__name__}.{name}")
    return faults


def test_a_moment_and_its_person_stand_together():
    assert find_unpaired(modeller()) == []


def find_loose_periods(candidates) -> list[str]:
    """Return models with a period whose end may come before its beginning."""
    return [
        model.__name__
        for model in candidates
        if {"gyldig_fra", "gyldig_til"} <= {f.name for f in model._meta.fields}
        and not any("period_in_order" in c.name for c in model._meta.constraints)
    ]


def test_a_period_does_not_end_before_it_begins():
    assert find_loose_periods(modeller()) == []


def test_nothing_is_deleted_by_surprise():
    """PROTECT is the rule; what goes with its owner is listed."""
    cascades = {
        f"{m.__name__}.{f.name}" for m in modeller() for f in m._meta.fields
        if f.remote_field and f.remote_field.on_delete is models.CASCADE
    }  # fmt: skip
    assert cascades == {
        "Identitet.bruker",
        "Kladd.bruker",
        "Kontaktopplysning.bruker",
        "SakUserObjectPermission.content_object",
        "SakUserObjectPermission.permission",
        "SakUserObjectPermission.user",
        "TjenesteKommune.tjeneste",
    }


def test_no_model_overrides_save_or_listens_to_signals():
    assert [m.__name__ for m in modeller() if "save" in m.__dict__ or "delete" in m.__dict__] == []


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def _made_up(name: str, **members):
    """Return something that looks like a model, without registering one."""
    fields = members.pop("fields", [])
    meta = SimpleNamespace(
        get_fields=lambda: fields,
        fields=fields,
        constraints=members.pop("constraints", []),
        db_table=f"bti_{name.lower()}",
    )
    return type(name, (), {"_meta": meta, **members})


def _field(field: models.Field, name: str) -> models.Field:
    field.set_attributes_from_name(name)
    return field


class TestTheRulesFindABadOne:
    def test_declaration(self):
        text = _field(models.TextField(), "tekst")
        bad = [
            _made_up("Stum"),
            _made_up("Gal", personfelter=Personfelter(("finnes_ikke",), "Sammen med saken."), fields=[text]),
            _made_up("Evig", personfelter=Personfelter(("tekst",)), fields=[text]),
            _made_up("God", personfelter=Personfelter(("tekst",), "Sammen med saken."), fields=[text]),
        ]
        assert find_undeclared(bad) == [
            "Stum: no personfelter",
            "Gal: no field finnes_ikke",
            "Evig: does not say when the data goes",
        ]

    def test_silent_text(self):
        bad = _made_up("Notat", personfelter=Personfelter(), fields=[_field(models.TextField(), "tekst")])
        assert find_silent_text([bad]) == ["Notat.tekst"]

    def test_pair(self):
        fields = [
            _field(models.DateTimeField(null=True), "lukket_at"),
            _field(models.UUIDField(null=True), "lukket_by"),
        ]
        held = together("x", "lukket_at", "lukket_by")
        assert find_unpaired([_made_up("Loes", fields=fields)]) == ["Loes.lukket_at"]
        assert find_unpaired([_made_up("Fast", fields=fields, constraints=[held])]) == []

    def test_period(self):
        fields = [_field(models.DateField(), "gyldig_fra"), _field(models.DateField(null=True), "gyldig_til")]
        assert find_loose_periods([_made_up("Loes", fields=fields)]) == ["Loes"]


def test_dates_of_the_factories_are_not_frozen():
    """The world of the tests moves with the day: what was made a year ago must not fail today."""
    from tests.factories.hus import i_dag

    assert i_dag(1) - i_dag() == timedelta(days=1)
