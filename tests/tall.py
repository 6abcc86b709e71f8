"""The figures of a run: a test says one with ``record_property("tall:<navn>", verdi)``, and the run ends by them.

``tests/conftest.py`` takes the two hooks at the bottom. With pytest-xdist they run in the controller, which gets every
worker's reports: whole numbers of the same name are added together, other values stand as they were said.
"""

from collections.abc import Iterable
from typing import Any

FORAN = "tall:"
HARDT = "\N{NO-BREAK SPACE}"
# What is said together, in this order. A sentence is left out while none of its numbers was measured.
SETNINGER = (
    "{avgjoerelser} avgjørelser, {svar_sammenliknet} svar sammenliknet med orakelet, {avvik} avvik",
    "{modell_steg} steg i modellen",
    "{mutanter_funnet} av {mutanter} mutanter funnet",
    "{svekkelser_funnet} av {svekkelser} svekkede regler funnet",
    "{feiing_svar} svar i feiingen",
    "{kanari_felt} felt med kanarifugl, lett etter på {kanari_flater} flater",
    (
        "forfalskning prøvd med {forfalskede_navn} navn, {forfalskede_innstillinger} innstillinger,"
        " {forfalskede_roller} roller, {forfalskede_kall} kall, {forfalskede_verb} verb, {forfalskede_skriv} skriv,"
        " {forfalskede_ddl} endringer av tabeller og {forfalskede_foer_regelen} spørsmål foran regelen"
    ),
    "{kapploep} forsøk på kappløp, {kapploep_levert} levert etterpå",
    "av dem begynte {kapploep_begynt_etter} etter at samtykket var trukket, mange samtidig",
)
UKJENT = "ikke målt"


def add_up(said: Iterable[tuple[str, Any]]) -> dict[str, int | list[str]]:
    """Return the figures by name: the sum of whole numbers, else every different value in the order it was said."""
    total: dict[str, int | list[str]] = {}
    for name, value in said:
        before = total.get(name)
        if type(value) is int and not isinstance(before, list):
            total[name] = (before or 0) + value
            continue
        words = [show(before)] if isinstance(before, int) else before or []
        total[name] = words if show(value) in words else [*words, show(value)]
    return total


def show(value: Any) -> str:
    """Return a number as it is written in Norwegian: 100 352, and 2,5."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, list):
        return " / ".join(value)
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.3g}"
    return text.replace(",", HARDT).replace(".", ",")


def say(total: dict[str, int | list[str]]) -> list[str]:
    """Return the sentences: those of the known names first, and every other name as it is."""
    left = dict(total)
    lines = []
    for sentence in SETNINGER:
        names = [part.partition("}")[0] for part in sentence.split("{")[1:]]
        if not any(name in left for name in names):
            continue
        lines.append(sentence.format_map({name: show(left.pop(name, UKJENT)) for name in names}))
    return lines + [f"{name.replace('_', ' ')}: {show(value)}" for name, value in left.items()]


_sagt: list[tuple[str, Any]] = []


def pytest_runtest_logreport(report: Any) -> None:
    """Take what the test has said, whether it passed or failed: a bad figure is a figure."""
    if report.when == "call":
        _sagt.extend(
            (name.removeprefix(FORAN), value)
            for name, value in report.user_properties
            if name.startswith(FORAN)
        )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print one block at the end of the run; nothing when nothing was measured."""
    if lines := say(add_up(_sagt)):
        terminalreporter.section("Tilgang, målt i denne kjøringen")
        for line in lines:
            terminalreporter.write_line(f"  {line}")
