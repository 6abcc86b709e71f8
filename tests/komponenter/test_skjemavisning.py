"""How a form looks in HTML: what a screen reader and the error summary depend on."""

from datetime import date

import pytest
from django import forms

from bti.skjemavisning import Dagfelt, KjentDatoField


class Liten(forms.Form):
    navn = forms.CharField(label="Navn", help_text="Slik du skriver det")
    svar = forms.ChoiceField(label="Svar", choices=[("ja", "Ja"), ("nei", "Nei")], widget=forms.RadioSelect)
    svar.beskrivelser = {"nei": "Du kan ombestemme deg."}


class Blandet(Liten):
    merknad = forms.CharField(label="Merknad", required=False)


class Foedt(forms.Form):
    foedt = KjentDatoField(label="Født")


def test_required_fields_are_tagged_only_when_the_form_has_both_kinds():
    assert "Må fylles ut" not in str(Liten())
    html = str(Blandet())
    assert html.count("Må fylles ut") == 2
    assert html.count("Valgfritt") == 1


def test_a_field_without_own_text_names_itself_when_it_is_empty():
    form = Liten({})
    html = str(form)
    assert 'href="#id_navn">Fyll ut «Navn».</a>' in html
    assert 'href="#id_svar_0">Velg et svar på «Svar».</a>' in html
    assert "For å gå videre må du rette opp følgende feil" in html


def test_help_and_error_describe_the_input():
    html = str(Liten({})["navn"].as_field_group())
    assert 'aria-describedby="id_navn_helptext id_navn_error"' in html
    assert 'id="id_navn_helptext"' in html
    assert 'id="id_navn_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-required="true"' in html
    assert " required" not in html


def test_a_choice_can_carry_its_own_help():
    assert "Du kan ombestemme deg." in str(Liten())


def test_text_of_people_is_escaped():
    form = Liten({"navn": "<script>alert(1)</script>", "svar": "<b>"})
    assert "<script>" not in str(form)
    assert "<b>" not in str(form)


def test_a_near_date_is_iso_whatever_the_language():
    class Naer(forms.Form):
        dag = Dagfelt()

    html = str(Naer(initial={"dag": date(2026, 11, 21)}))
    assert 'type="date"' in html
    assert 'value="2026-11-21"' in html


@pytest.mark.parametrize(
    ("dag", "feil"),
    [
        ("0026-11-22", "Datoen er for langt tilbake. Se om året er riktig."),
        ("1999-12-31", "Datoen er for langt tilbake. Se om året er riktig."),
        ("2226-11-22", "Datoen er for langt fram. Se om året er riktig."),
        ("22. nov", "Skriv datoen med dag, måned og år."),
    ],
)
def test_a_year_that_was_mistyped_is_asked_about(dag, feil):
    """The browser's picker makes the year 26 of «26»."""

    class Naer(forms.Form):
        dag = Dagfelt()

    assert Naer({"dag": dag}).errors == {"dag": [feil]}
    assert Naer({"dag": "2000-01-01"}).is_valid()


@pytest.mark.parametrize(
    ("deler", "feil"),
    [
        (("31", "2", "2016"), "Denne datoen finnes ikke. Skriv for eksempel 4 11 2016."),
        (("40", "13", "2016"), "Denne datoen finnes ikke. Skriv for eksempel 4 11 2016."),
        (("x", "11", "2016"), "Denne datoen finnes ikke. Skriv for eksempel 4 11 2016."),
        (("4", "", "2016"), "Skriv både dag, måned og år."),
        (("", "", ""), "Skriv datoen med dag, måned og år."),
    ],
)
def test_a_wrong_known_date_gets_one_sentence(deler, feil):
    form = Foedt({f"foedt_{number}": part for number, part in enumerate(deler)})
    assert form.errors == {"foedt": [feil]}


def test_a_known_date_comes_out_as_a_date_and_back_in_its_boxes():
    form = Foedt({"foedt_0": "4", "foedt_1": "11", "foedt_2": "2016"})
    assert form.is_valid()
    assert form.cleaned_data["foedt"] == date(2016, 11, 4)
    html = str(Foedt(initial={"foedt": date(2016, 11, 4)}))
    assert 'value="4"' in html
    assert 'value="11"' in html
    assert 'value="2016"' in html
