"""One answer to one question, from a page with one question or with several."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages

from bti.feil import SakErLukket
from samtykke.familie import Spoersmaal
from samtykke.feil import (
    AltSagtNei,
    AltSvartJa,
    DatoUtenforPerioden,
    EndretImens,
    IkkeSpurtLenger,
    SpoersmaaletErEndret,
    TemaIkkeSpurtOm,
)
from samtykke.forms import SamtykkesvarForm
from samtykke.lesing import Lesning
from samtykke.queries import get_tekst, name_to_turn_to
from samtykke.services import ask_for_call, decline_samtykke, grant_samtykke, postpone_answer


@dataclass(frozen=True)
class Kvittering:
    """What the giver is told when the answer is kept, in the language that the question was read in."""

    tekst: str
    nivaa: int = messages.SUCCESS


def answer(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    """Keep the answer that was sent; None when it cannot be, and then the form says why."""
    les = form.les
    try:
        match form.data.get(form.add_prefix("svar")):
            case "ja":
                return _grant(spoersmaal, form, by=by)
            case "nei":
                return _decline(spoersmaal, les, by=by)
            case "vent":
                return _postpone(spoersmaal, form, by=by)
            case "usikker":
                ask_for_call(spoersmaal.krav, by=by)
                return Kvittering(les.begge("kv_ring", hvem=name_to_turn_to(spoersmaal.krav)), messages.INFO)
        form.add_error(None, les.begge("feil_velg"))
    except AltSvartJa:
        form.add_error(None, les.begge("feil_alt_ja"))
    except (TemaIkkeSpurtOm, DatoUtenforPerioden, SpoersmaaletErEndret):
        form.add_error(None, les.begge("feil_endret"))
    except EndretImens:
        form.add_error(None, les.begge("feil_imens"))
    except IkkeSpurtLenger:
        form.add_error(None, les.begge("feil_borte"))
    except SakErLukket:
        form.add_error(None, les.begge("feil_slutt"))
    return None


def _grant(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    krav = spoersmaal.krav
    if form.is_outdated:
        form.add_error(None, form.les.begge("feil_endret"))
    tekst = get_tekst(form.cleaned_data["tekst"], kommune_id=krav.sak.kommune_id) if form.is_valid() else None
    if tekst is None:
        return None
    with suppress(AltSvartJa):  # a double tap on a phone is no error
        grant_samtykke(krav, **form.ja, tekst=tekst, by=by)
    return Kvittering(form.les.begge("kv_ja"))


def _decline(spoersmaal: Spoersmaal, les: Lesning, *, by: UUID) -> Kvittering:
    with suppress(AltSagtNei):  # a double tap on a phone is no error
        decline_samtykke(spoersmaal.krav, by=by)
    lever = spoersmaal.samtykke
    return Kvittering(les.begge("kv_nei_fornye", dato=lever.gyldig_til) if lever else les.begge("kv_nei"))


def _postpone(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    dag = form.read_day()
    if dag is None:
        return None
    postpone_answer(spoersmaal.krav, til=dag, by=by)
    return Kvittering(form.les.begge("kv_vent", dato=dag), messages.INFO)
