"""The gallery: every component with true-to-life text. Only in demo and test settings."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from bti.skjema import posted
from bti.skjema.felter import set_beskrivelser
from bti.skjemavisning import Dagfelt, KjentDatoField, Klokkevelger
from bti.tilgang.porten import open_view


class Proeveskjema(forms.Form):
    """One field of each kind."""

    hva = forms.CharField(
        label=_("Hva har du sett?"),
        help_text=_("Skriv det du selv har sett eller hørt. Skriv ikke navn."),
        widget=forms.Textarea,
        error_messages={"required": _("Skriv hva du har sett.")},
    )
    naar = Dagfelt(label=_("Når så du det?"))
    klokka = forms.TimeField(label=_("Klokken"), widget=Klokkevelger, required=False)
    foedt = KjentDatoField(label=_("Når er barnet født?"), help_text=_("For eksempel 4 11 2016"))
    hvor = forms.ChoiceField(
        label=_("Hvor?"), choices=[("", _("Velg")), ("skole", _("På skolen")), ("sfo", _("På SFO"))]
    )
    hva_naa = forms.ChoiceField(
        label=_("Hva vil du gjøre nå?"),
        choices=[
            ("se", _("Følge med litt til")),
            ("snakk", _("Snakke med foreldrene")),
            ("haster", _("Det haster")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva du vil gjøre nå.")},
    )
    set_beskrivelser(hva_naa, {"haster": _("Du får se hvem du skal ringe.")})
    tema = forms.MultipleChoiceField(
        label=_("Hva gjelder det?"),
        choices=[("trivsel", _("Trivsel")), ("laering", _("Læring")), ("fravaer", _("Fravær"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    forstaatt = forms.BooleanField(label=_("Jeg har snakket med foreldrene"), required=False)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo"))


def _innhold() -> dict[str, object]:
    return {
        "tid": _at(21, 14, 30),
        "foedt": date(2016, 3, 4),
        "stegene": [
            {"tekst": _("Meld undring"), "ferdig": True},
            {"tekst": _("Avklar"), "naa": True},
            {"tekst": _("Åpne sak")},
        ],
        "nivaaer": [
            {"nr": 0, "navn": _("Undring"), "ferdig": True, "siden": "2.11.2026"},
            {"nr": 1, "navn": _("Egen tjeneste"), "naa": True, "siden": "9.11.2026"},
            {"nr": 2, "navn": _("Flere tjenester")},
            {"nr": 3, "navn": _("Utenfor kommunen")},
        ],
        "oppgaver": [
            {"tekst": _("Snakk med foreldrene"), "ferdig": True},
            {"tekst": _("Be om samtykke"), "status": _("Gjør nå"), "farge": "warning", "url": "#oppgaver"},
            {
                "tekst": _("Avtal første møte"),
                "status": _("Ikke begynt"),
                "hjelp": _("Når samtykket er gitt"),
                "farge": "neutral",
            },
        ],
        "linjer": [
            (_("Tjeneste"), "PPT Solvik"),
            (_("Tema"), _("Læring og trivsel")),
            (_("Gjelder til"), "1. juni 2027"),
        ],
        "side": Paginator(range(60), 20).page(2),
    }


@open_view
def galleri(request: HttpRequest) -> HttpResponse:
    """Show every component once, in every state that looks different."""
    skjema = Proeveskjema(posted(request))
    feil = Proeveskjema({"foedt_0": "31", "foedt_1": "2", "foedt_2": "2016"}, prefix=None, auto_id="feil_%s")
    kontekst = {"skjema": skjema, "feilskjema": feil, **_innhold()}
    return TemplateResponse(request, "komponenter/galleri.html", kontekst)


@open_view
def familie(request: HttpRequest) -> HttpResponse:
    """Show the family frame with the components families meet."""
    return TemplateResponse(request, "komponenter/galleri_familie.html", _innhold())
