"""Identity numbers: what is accepted, what is told, and that a sealed one can be opened again."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bti.identitetsnummer import (
    IdentitetsnummerField,
    is_identitetsnummer,
    is_syntetisk,
    open_nummer,
    oppslag_of,
    seal_nummer,
    suggest_foedselsdato,
)

NORA = "14831670046"
VEKTER_1, VEKTER_2 = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def make_nummer(nine: str, *, rest: int = 0) -> str | None:
    """A number out of its first nine digits; ``rest`` is the remainder that the rule of 2032 allows."""
    first = (rest - sum(v * int(s) for v, s in zip(VEKTER_1, nine, strict=True))) % 11
    second = -sum(v * int(s) for v, s in zip(VEKTER_2, f"{nine}{first}"[:10], strict=False)) % 11
    return None if 10 in (first, second) else f"{nine}{first}{second}"


def numbers(nine_of, count: int = 1) -> list[str]:
    found = []
    for series in range(500, 1000):
        for rest in range(4):
            if nummer := make_nummer(nine_of(series), rest=rest):
                found.append(nummer)
                if len(found) == count:
                    return found
    raise AssertionError


def test_a_synthetic_number_is_accepted_and_known_as_one():
    assert is_identitetsnummer(NORA)
    assert is_syntetisk(NORA)
    assert suggest_foedselsdato(NORA) == date(2016, 3, 14)


@pytest.mark.parametrize("rest", [0, 1, 2, 3])
def test_the_remainders_of_2032_are_accepted(rest):
    found = [n for series in range(500, 560) if (n := make_nummer(f"018332{series}", rest=rest))]
    assert found
    assert all(is_identitetsnummer(nummer) for nummer in found)


@pytest.mark.parametrize("rest", [4, 5, 6, 7, 8, 9, 10])
def test_other_remainders_are_not(rest):
    found = [n for series in range(500, 560) if (n := make_nummer(f"018332{series}", rest=rest))]
    assert found
    assert not any(is_identitetsnummer(nummer) for nummer in found)


@pytest.mark.parametrize(
    "start", ["540316", "548316", "148316", "144316", "146816"], ids=["D", "D, made up", "+80", "+40", "+65"]
)
def test_made_up_series_and_d_numbers_are_days(start):
    nummer = numbers(lambda series: f"{start}{series}")[0]
    assert is_identitetsnummer(nummer)
    assert suggest_foedselsdato(nummer) == date(2016, 3, 14)


@pytest.mark.parametrize("start", ["008316", "328316", "149316", "318216", "308216", "808316", "148016"])
def test_a_day_that_does_not_exist_is_refused(start):
    assert not is_identitetsnummer(numbers(lambda series: f"{start}{series}")[0])


def test_29_february_is_a_day_in_a_leap_year_alone():
    assert is_identitetsnummer(numbers(lambda series: f"298220{series}")[0])
    assert not is_identitetsnummer(numbers(lambda series: f"298221{series}")[0])


@given(place=st.integers(0, 10), digit=st.integers(1, 9))
def test_one_wrong_digit_in_the_first_ten_never_passes_both_controls_with_remainder_zero(place, digit):
    """Second control alone catches every single wrong digit."""
    wrong = NORA[:place] + str((int(NORA[place]) + digit) % 10) + NORA[place + 1 :]
    assert not is_identitetsnummer(wrong)


@given(st.text(max_size=15))
def test_any_text_is_answered_without_an_error(text):
    assert is_identitetsnummer(text) in (True, False)


def test_a_sealed_number_opens_again_and_never_looks_the_same():
    assert open_nummer(seal_nummer(NORA)) == NORA
    assert seal_nummer(NORA) != seal_nummer(NORA)
    assert NORA not in seal_nummer(NORA)


def test_the_look_up_is_the_same_each_time_and_depends_on_the_key(settings):
    before = oppslag_of(NORA)
    assert before == oppslag_of(NORA)
    assert len(before) == 64
    settings.FELTNOEKKEL = "YW5uZW5hbm5lbmFubmVuYW5uZW5hbm5lbmFubmVuYW4="
    assert oppslag_of(NORA) != before


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        ("1483 167", "digits"),
        ("14831670046x", "digits"),
        ("14831670047", "invalid"),
        ("1" * 30, "digits"),
    ],
)
def test_the_field_says_what_is_wrong(typed, code):
    with pytest.raises(ValidationError) as problem:
        IdentitetsnummerField().clean(typed)
    assert problem.value.error_list[0].code == code


@pytest.mark.parametrize(
    "typed", ["14831670046", "148316 70046", " 14 83 16 700 46 ", "148316-70046", "148316\u00a070046"]
)
def test_spaces_do_not_matter(typed):
    assert IdentitetsnummerField().clean(typed) == NORA


def test_the_demo_takes_made_up_numbers_alone(settings):
    real_looking = numbers(lambda series: f"140316{series}")[0]
    with pytest.raises(ValidationError) as problem:
        IdentitetsnummerField().clean(real_looking)
    assert problem.value.error_list[0].code == "real"
    settings.DEMO_INNLOGGING = False
    assert IdentitetsnummerField().clean(real_looking) == real_looking


def test_the_browser_is_told_not_to_remember_it():
    class Form(forms.Form):
        nummer = IdentitetsnummerField()

    html = str(Form()["nummer"])
    assert 'autocomplete="off"' in html
    assert 'inputmode="numeric"' in html
