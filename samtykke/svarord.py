"""The words of the page that answers a question: every heading, button and label, so that a language can have its own.

The page's template has no words of its own. {tjeneste}, {barn}, {navn}, {hjem} and {dato} are filled in.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bti.templatetags.stafett import dato
from samtykke.familie import Spoersmaal
from samtykke.lesing import Lesning

ORD: dict[str, Any] = {
    "tittel": _("Svar på spørsmål om samtykke"),
    "spoersmaal": _("Kan {tjeneste} få være med og hjelpe {barn}?"),
    "spoersmaal_deg": _("Kan {tjeneste} få være med og hjelpe deg?"),
    "hvem_spoer": _("Hvem spør, og hvorfor?"),
    "skriver": _("{navn} på {hjem} skriver:"),
    "temaer": _("De vil snakke om:"),
    "kan_lese": _("{tjeneste} kan bare lese."),
    "kan_skrive": _("{tjeneste} kan lese og skrive."),
    "fra_svar": _("Det gjelder fra du svarer, og til og med {dato}."),
    "fra_dag": _("Det gjelder fra {fra}, og til og med {dato}."),
    "ved_ja": _("Hvis du sier ja"),
    "ved_nei": _("Hvis du sier nei"),
    "svaret": _("Svaret ditt"),
    "ja_knapp": _("Ja, jeg samtykker"),
    "nei_knapp": _("Nei, jeg samtykker ikke"),
    "vent_knapp": _("Jeg vil vente med å svare"),
    "usikker_knapp": _("Jeg er ikke sikker. Ring meg"),
    "ja": _("Ja"),
    "nei": _("Nei"),
    "vent": _("Jeg vil vente"),
    "usikker": _("Ring meg"),
    "vil_vente": _("Trenger du mer tid?"),
    "endre": _("Vil du endre noe før du sier ja?"),
    "felt_svar": _("Svaret ditt om {tjeneste}"),
    "felt_temaer": _("Jeg sier ja til at de snakker om"),
    "hjelp_temaer": _("Ta bort haken ved det du ikke vil dele."),
    "felt_bare_lese": _("De skal bare lese, ikke skrive"),
    "felt_til": _("Samtykket gjelder til og med"),
    "hjelp_til": _("Du kan velge en tidligere dag. De spør om {dato}."),
    "felt_vent_til": _("Jeg svarer senest"),
    "hjelp_vent_til": _("Ingenting deles mens du venter. Velg en dag fram til {dato}."),
    "endret": _("Spørsmålet er endret. Les det på nytt før du svarer."),
    "fornyes": _("Du har sagt ja før. Det gjelder til og med {gjelder_til}, også mens du tenker deg om."),
}


# What the texts of the municipality have in every language, by the page's word for it.
PAA_SPRAAKET = {
    "spoersmaal": "tittel",
    "spoersmaal_deg": "tittel_meg",
    "hvem_spoer": "hvem_spoer",
    "skriver": "skriver",
    "temaer": "spoer_om",
    "kan_lese": "lese",
    "kan_skrive": "skrive",
    "ved_ja": "hvis_ja",
    "ved_nei": "hvis_nei",
    "svaret": "svaret_ditt",
    "ja_knapp": "ja",
    "nei_knapp": "nei",
    "vent_knapp": "vente",
    "usikker_knapp": "usikker",
    "ja": "ja",
    "nei": "nei",
    "vent": "vente",
    "usikker": "usikker",
    "vil_vente": "vil_vente",
    "felt_svar": "felt_svar",
    "felt_vent_til": "felt_vent",
    "hjelp_vent_til": "hjelp_vent",
    "endre": "endre",
    "endret": "endret_les",
    "felt_temaer": "temaer",
    "hjelp_temaer": "temaer_hjelp",
    "felt_bare_lese": "bare_lese",
    "felt_til": "til",
    "hjelp_til": "til_hjelp",
}


def _in_language(les: Lesning, siste_dag: date, foerste_dag: date | None) -> dict[str, str]:
    """The words that the language of the text has; the others stay in that of the page."""
    words = {key: les.ord[name].replace("{dato}", les.dag(siste_dag)) for key, name in PAA_SPRAAKET.items()}
    words["fra_svar"] = f"{les.ord['til']} {les.dag(siste_dag)}."
    if foerste_dag:
        words["fra_dag"] = f"{les.ord['fra']} {les.dag(foerste_dag)}. {words['fra_svar']}"
    return words


def words_of_question(spoersmaal: Spoersmaal, *, bruker_id: UUID) -> dict[str, str]:
    """Return every word of the page for one question."""
    krav, lever = spoersmaal.krav, spoersmaal.samtykke
    known = {
        "tjeneste": krav.tjeneste.navn,
        "barn": krav.sak.hovedperson.kallenavn,
        "navn": krav.requested_by.navn,
        "hjem": krav.hjem.navn,
        "dato": dato(spoersmaal.siste_dag),
        "fra": dato(krav.foreslaatt_fra) if krav.foreslaatt_fra else "",
        "gjelder_til": dato(lever.gyldig_til) if lever else "",
    }
    words = {key: str(tekst).format(**known) for key, tekst in ORD.items()}
    if spoersmaal.les and (krav.gjelder_ansvar or spoersmaal.les.spraak != get_language()):
        words |= _in_language(spoersmaal.les, spoersmaal.siste_dag, krav.foreslaatt_fra)
    er_meg = krav.sak.hovedperson.bruker_id == bruker_id
    words["spoersmaal"] = words["spoersmaal_deg" if er_meg else "spoersmaal"]
    # The catalogue's words are a label too, and have no full stop of their own.
    words["rekkevidde"] = words["kan_skrive" if krav.kan_skrive else "kan_lese"].rstrip(".") + "."
    words["periode"] = words["fra_dag" if krav.foreslaatt_fra else "fra_svar"]
    return words
