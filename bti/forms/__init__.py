"""The forms of the core."""

from bti.forms.aapning import AvvisRelasjonForm, BarnManueltForm, BekreftBarnForm, ForesattForm, HvemForm
from bti.forms.deltakere import FinnFagpersonForm, VelgFagpersonForm
from bti.forms.samtale import SamtaleForm, SamtaleSkrivForm
from bti.forms.skjerming import SkjulFelter, SkjulForm, skjul_valg
from bti.forms.stedfortredere import FravaerForm, SoekKollegaForm
from bti.forms.undring import AvklarForm, GjenaapneForm, UndringEndreForm, UndringForm
from bti.forms.undringsbok import UndringsnotatForm, UndringsskalaForm, UndringstegnForm
from bti.forms.undringsdeling import DelUndringForm, SoekMottakerForm
from bti.forms.ungdom import InviterUngdomForm

__all__ = [
    "AvklarForm",
    "AvvisRelasjonForm",
    "BarnManueltForm",
    "BekreftBarnForm",
    "DelUndringForm",
    "FinnFagpersonForm",
    "ForesattForm",
    "FravaerForm",
    "GjenaapneForm",
    "HvemForm",
    "InviterUngdomForm",
    "SamtaleForm",
    "SamtaleSkrivForm",
    "SkjulFelter",
    "SkjulForm",
    "SoekKollegaForm",
    "SoekMottakerForm",
    "UndringEndreForm",
    "UndringForm",
    "UndringsnotatForm",
    "UndringsskalaForm",
    "UndringstegnForm",
    "VelgFagpersonForm",
    "skjul_valg",
]
