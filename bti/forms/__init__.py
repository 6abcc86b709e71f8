"""The forms of the core."""

from bti.forms.aapning import AvvisRelasjonForm, BarnManueltForm, BekreftBarnForm, ForesattForm, HvemForm
from bti.forms.deltakere import FinnFagpersonForm, VelgFagpersonForm
from bti.forms.skjerming import SkjulFelter, SkjulForm, skjul_valg
from bti.forms.undring import AvklarForm, UndringEndreForm, UndringForm

__all__ = [
    "AvklarForm",
    "AvvisRelasjonForm",
    "BarnManueltForm",
    "BekreftBarnForm",
    "FinnFagpersonForm",
    "ForesattForm",
    "HvemForm",
    "SkjulFelter",
    "SkjulForm",
    "UndringEndreForm",
    "UndringForm",
    "VelgFagpersonForm",
    "skjul_valg",
]
