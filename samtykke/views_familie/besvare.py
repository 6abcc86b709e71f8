"""One answer to one question, from a page with one question or with several."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from bti.feil import SakErLukket
from bti.queries import deltakere_in
from bti.templatetags.stafett import dato
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
from samtykke.queries import get_tekst
from samtykke.services import ask_for_call, decline_samtykke, grant_samtykke, postpone_answer


@dataclass(frozen=True)
class Kvittering:
    """What the giver is told when the answer is kept."""

    tekst: str
    nivaa: int = messages.SUCCESS


def answer(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    """Keep the answer that was sent; None when it cannot be, and then the form says why."""
    try:
        match form.data.get(form.add_prefix("svar")):
            case "ja":
                return _grant(spoersmaal, form, by=by)
            case "nei":
                return _decline(spoersmaal, by=by)
            case "vent":
                return _postpone(spoersmaal, form, by=by)
            case "usikker":
                ask_for_call(spoersmaal.krav, by=by)
                text = _("Du har ikke svart ennå. {navn} får beskjed om å ringe deg.")
                return Kvittering(text.format(navn=_who_calls(spoersmaal)), messages.INFO)
        form.add_error(None, _("Velg ja eller nei, eller at du ikke er sikker."))
    except AltSvartJa:
        form.add_error(None, _("Du har allerede sagt ja. Trekk samtykket hvis du har ombestemt deg."))
    except (TemaIkkeSpurtOm, DatoUtenforPerioden, SpoersmaaletErEndret):
        form.add_error(None, _("Spørsmålet er endret mens du leste. Les det en gang til før du svarer."))
    except EndretImens:
        form.add_error(
            None,
            _("Du har alt trukket samtykket, endret det eller sagt nei. Det gjelder. Les spørsmålet igjen."),
        )
    except IkkeSpurtLenger:
        form.add_error(None, _("Svaret ble ikke lagret. Spørsmålet gjelder ikke lenger."))
    except SakErLukket:
        form.add_error(None, _("Saken er avsluttet. Du trenger ikke svare."))
    return None


def _who_calls(spoersmaal: Spoersmaal) -> str:
    """Who holds the baton today; whoever asked, when nobody does."""
    holds = (d.bruker.navn for d in deltakere_in(spoersmaal.krav.sak) if d.holder_pinnen)
    return next(holds, spoersmaal.krav.requested_by.navn)


def _grant(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    krav = spoersmaal.krav
    if form.is_outdated:
        form.add_error(None, _("Spørsmålet er endret mens du leste. Les det en gang til før du svarer."))
    tekst = get_tekst(form.cleaned_data["tekst"], kommune_id=krav.sak.kommune_id) if form.is_valid() else None
    if tekst is None:
        return None
    with suppress(AltSvartJa):  # a double tap on a phone is no error
        grant_samtykke(krav, **form.ja, tekst=tekst, by=by)
    text = _("Takk. Du har sagt ja til at {tjeneste} får være med. Du kan trekke det når du vil.")
    return Kvittering(text.format(tjeneste=krav.tjeneste.navn))


def _decline(spoersmaal: Spoersmaal, *, by: UUID) -> Kvittering:
    with suppress(AltSagtNei):  # a double tap on a phone is no error
        decline_samtykke(spoersmaal.krav, by=by)
    tjeneste, lever = spoersmaal.krav.tjeneste.navn, spoersmaal.samtykke
    if lever:
        text = _("Takk. Du har sagt nei til å fornye. Det du sa ja til før, gjelder til og med {dato}.")
        return Kvittering(text.format(dato=dato(lever.gyldig_til)))
    text = _("Takk. Du har sagt nei. {tjeneste} får ikke se saken. Du kan ombestemme deg når du vil.")
    return Kvittering(text.format(tjeneste=tjeneste))


def _postpone(spoersmaal: Spoersmaal, form: SamtykkesvarForm, *, by: UUID) -> Kvittering | None:
    dag = form.read_day()
    if dag is None:
        return None
    postpone_answer(spoersmaal.krav, til=dag, by=by)
    text = _("Du har ikke svart ennå. Du kan vente med svaret om {tjeneste} til {dato}.")
    return Kvittering(text.format(tjeneste=spoersmaal.krav.tjeneste.navn, dato=dato(dag)), messages.INFO)
