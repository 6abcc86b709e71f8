"""Imports point one way, and who acts for whom is on a list."""

import ast

import pytest

from bti.tilgang.aktoer import Formaal
from tests.husregler.kode import Kilde, kall, kilder, parse

# From the bottom up. A module may import from its own layer and from those below it.
LAG = (
    ("bti.tilgang", "bti.revisjon", "bti.varsling", "bti.utskrift", "bti.drift"),
    ("bti",),
    ("samtykke",),
    ("tiltak",),
    ("stafettlogg",),
    ("bti.statistikk",),
)
MODELLENE = "bti.models"
# Where everything is put together; each with its reason.
SAMLER = {
    "bti.urls": "the map of the site includes every app",
    "bti.settings": "names every app",
    "bti.drift.demodata": "made-up Solvik is made by calling every app's services",
    "bti.drift.bench": "the measurements call every app's pages",
}
# An import upwards that stands, each with its reason.
UNNTAK: dict[tuple[str, str], str] = {}


def lag_of(modul: str) -> int:
    """Return the layer of a module: the longest name that fits."""
    names = {name: nr for nr, layer in enumerate(LAG) for name in layer}
    fits = [name for name in names if modul == name or modul.startswith(name + ".")]
    return names[max(fits, key=len)] if fits else -1


def imports(kilde: Kilde) -> set[str]:
    """Return every module that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(kilde.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def find_upward(kilde: Kilde) -> list[tuple[str, str]]:
    """Return imports of a higher layer. Everybody may read the core's models: access is about them."""
    if any(kilde.modul == name or kilde.modul.startswith(name + ".") for name in SAMLER):
        return []
    own = lag_of(kilde.modul)
    return [
        (kilde.modul, target)
        for target in sorted(imports(kilde))
        if lag_of(target) > own and not target.startswith(MODELLENE) and not target.startswith(GRUNNMUR)
    ]


# Small modules of the core that stand below everything: no models of cases, no services.
GRUNNMUR = (
    "bti.delingshjemler",
    "bti.innstillinger",
    "bti.feil",
    "bti.celery",
    "bti.dytt",
    "bti.skjema",
    "bti.skjemavisning",
)


def test_imports_point_one_way():
    found = {pair for kilde in kilder() for pair in find_upward(kilde)}
    assert found - set(UNNTAK) == set()
    assert set(UNNTAK) - found == set(), "an exception that is no longer needed"


@pytest.mark.parametrize("modul", GRUNNMUR)
def test_the_foundation_stands_on_nothing(modul):
    found = [k for k in kilder() if k.modul == modul or k.modul.startswith(modul + ".")]
    assert found, f"{modul} does not exist: take it off the list"
    high = {
        t for k in found for t in imports(k) if lag_of(t) >= 1 and not t.startswith((MODELLENE, *GRUNNMUR))
    }
    assert high == set()


@pytest.mark.parametrize(
    ("sti", "code"),
    [
        ("bti/varsling/proeve.py", "from bti.services import open_sak"),
        ("bti/proeve.py", "from samtykke.models import Samtykke"),
        ("samtykke/proeve.py", "import tiltak.models"),
        ("tiltak/proeve.py", "def f():\n    from stafettlogg import services"),
        ("stafettlogg/proeve.py", "from bti.statistikk.queries import get_oversikt"),
        ("bti/tilgang/proeve.py", "from bti.queries import get_sak"),
    ],
)
def test_an_import_upwards_is_found(sti, code):
    assert len(find_upward(parse(code, sti))) == 1


@pytest.mark.parametrize(
    ("sti", "code"),
    [
        ("bti/tilgang/proeve.py", "from bti.models import Sak"),
        ("bti/proeve.py", "from bti.varsling.services import queue_varsel"),
        ("stafettlogg/proeve.py", "from samtykke.models import Samtykke"),
        ("bti/statistikk/proeve.py", "from stafettlogg.models import Moete"),
    ],
)
def test_an_import_downwards_is_not(sti, code):
    assert find_upward(parse(code, sti)) == []


# Where the system acts for a purpose of its own: file and function.
FORMAAL_KALL = {
    ("bti/varsling/jobb.py", "_call"),
    ("bti/varsling/jobb.py", "count_epost"),
    ("bti/varsling/jobb.py", "settle_epost"),
    ("bti/revisjon/jobb.py", "make_anker"),
    ("bti/revisjon/jobb.py", "send_ankere"),
    ("bti/revisjon/jobb.py", "_unsent"),
    ("bti/revisjon/jobb.py", "find_anker_faults"),
    ("bti/revisjon/jobb.py", "control_weeks"),
    ("samtykke/jobb.py", "_saker"),
    ("samtykke/jobb.py", "_watch"),
    ("samtykke/skannjobb.py", "_take"),
    ("samtykke/skannjobb.py", "list_waiting"),
    ("samtykke/skannjobb.py", "_decide"),
    ("bti/utskrift/jobb.py", "list_waiting"),
    ("bti/utskrift/jobb.py", "empty_expired"),
    ("bti/utskrift/jobb.py", "_claim"),
    ("bti/utskrift/jobb.py", "_stop"),
}
# Where the code becomes a person without that person's request.
PERSON_KALL = {
    ("bti/views/innlogging.py", "demo_inn"),
    ("bti/utskrift/jobb.py", "make_utskrift"),
    ("bti/utskrift/jobb.py", "_make"),
    ("bti/utskrift/jobb.py", "_draw_ark"),
    ("bti/utskrift/jobb.py", "_draw_oppsummering"),
    ("bti/drift/bench/revisjon.py", "_write"),
    # made-up people in the demo
    ("bti/drift/demodata/saker.py", "load_undring"),
    ("bti/drift/demodata/skoleaar.py", "load_skoleaar"),
    ("bti/drift/demodata/skoleaar.py", "do"),
    ("bti/drift/demodata/saker.py", "load_sak"),
    ("bti/drift/demodata/veileder.py", "load_ny_veileder"),
    ("bti/drift/demodata/saker.py", "load_skjermet"),
    ("bti/drift/demodata/saker.py", "_let_raadgiver_in"),
    ("bti/drift/demodata/team.py", "_load_droefting"),
    ("bti/drift/demodata/team.py", "_load_moete"),
}


def find_calls(kilde: Kilde, *names: str) -> set[tuple[str, str]]:
    return {(kilde.sti, inside) for inside, _ in kall(kilde, names)}


def all_calls(*names: str) -> set[tuple[str, str]]:
    outside = [k for k in kilder() if k.sti != "bti/tilgang/aktoer.py"]
    return set().union(*(find_calls(k, *names) for k in outside))


def test_every_place_that_acts_for_a_purpose_is_listed():
    assert all_calls("acting_for") == FORMAAL_KALL


def test_every_place_that_acts_as_a_person_is_listed():
    assert all_calls("acting_as") == PERSON_KALL


def test_the_actor_is_signed_in_two_places():
    """The middleware, and the context managers beside the signature itself."""
    assert {sti for sti, _ in all_calls("sign_aktoer", "set_aktoer")} == {"bti/tilgang/middleware.py"}


def test_the_reader_role_is_taken_in_one_place():
    assert {sti for sti, _ in all_calls("as_leserolle")} == {"bti/statistikk/queries.py"}


def test_a_new_place_is_found():
    kilde = parse("def send():\n    with acting_for(Formaal.UTBOKS):\n        pass", "bti/ny.py")
    assert find_calls(kilde, "acting_for") == {("bti/ny.py", "send")}


def test_every_purpose_has_a_task_or_a_call():
    named = {node.attr for k in kilder() for node in ast.walk(k.tree)
             if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Formaal"
             and k.sti.endswith(("tasks.py", "jobb.py"))}  # fmt: skip
    assert named == {formaal.name for formaal in Formaal}


FORBUDT = {
    "get_objects_for_user": "slow and wide; ask the queries",
    "assign_perm": "permissions follow the role",
    "remove_perm": "permissions follow the role",
    "StreamingHttpResponse": "runs outside the transaction",
    "csrf_exempt": "no form goes without its token",
    "mark_safe": "what people write is text",
    "raw": "SQL stands in .sql files",
    "extra": "SQL stands in .sql files",
}


def find_forbidden(kilde: Kilde) -> list[str]:
    found = [f"{kilde.sti}: {node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id}"
             for _, node in kall(kilde, FORBUDT)]  # fmt: skip
    decorated = [
        f"{kilde.sti}: csrf_exempt" for node in ast.walk(kilde.tree)
        if isinstance(node, ast.FunctionDef) and any(getattr(d, "id", "") == "csrf_exempt" for d in node.decorator_list)
    ]  # fmt: skip
    return found + decorated


# Rows of long lists are written by hand, for speed: every piece that people wrote is escaped there, and
# tests/tilgang/feiing tries to get past it.
TILLATT = {f"{sti}: mark_safe" for sti in ("stafettlogg/logg.py", "stafettlogg/soek.py", "bti/sakliste.py")}


def test_nothing_forbidden_is_called():
    assert {fault for kilde in kilder() for fault in find_forbidden(kilde)} == TILLATT


def test_something_forbidden_is_found():
    assert find_forbidden(parse("x = mark_safe(tekst)\n\n@csrf_exempt\ndef f(): pass")) == [
        "bti/proeve.py: mark_safe",
        "bti/proeve.py: csrf_exempt",
    ]


LENGSTE_FIL, LENGSTE_FUNKSJON = 400, 40


def find_long(kilde: Kilde, lines: int) -> list[str]:
    faults = [f"{kilde.sti}: {lines} lines"] if lines > LENGSTE_FIL else []
    functions = [node for node in ast.walk(kilde.tree) if isinstance(node, ast.FunctionDef)]
    lengths = [(node.name, node.end_lineno - node.lineno + 1) for node in functions]
    return faults + [f"{kilde.sti}: {name} is {n} lines" for name, n in lengths if n > LENGSTE_FUNKSJON]


def test_files_and_functions_can_be_read_at_once():
    from tests.husregler.kode import ROT

    assert [
        f for k in kilder() for f in find_long(k, len((ROT / k.sti).read_text(encoding="utf-8").splitlines()))
    ] == []


def test_so_can_the_tests():
    from tests.husregler.kode import ROT

    texts = {
        str(file.relative_to(ROT)): file.read_text(encoding="utf-8") for file in (ROT / "tests").rglob("*.py")
    }
    assert [
        f for sti, text in texts.items() for f in find_long(parse(text, sti), len(text.splitlines()))
    ] == []


def test_a_long_function_is_found():
    body = "\n".join("    x = 1" for _ in range(41))
    assert find_long(parse(f"def f():\n{body}"), 42) == ["bti/proeve.py: f is 42 lines"]
    assert find_long(parse("x = 1"), 401) == ["bti/proeve.py: 401 lines"]


def find_untyped(kilde: Kilde) -> list[str]:
    """Return functions without a return type."""
    return [
        f"{kilde.sti}: {node.name}" for node in ast.walk(kilde.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None
    ]  # fmt: skip


def test_functions_say_what_they_return():
    assert {fault for kilde in kilder() for fault in find_untyped(kilde)} == set()


def test_an_untyped_function_is_found():
    assert find_untyped(parse("def f(x): return x")) == ["bti/proeve.py: f"]
