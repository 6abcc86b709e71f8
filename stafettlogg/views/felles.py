"""What the views of case content share: what a service refuses becomes a sentence, and the text is kept."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bti.feil import KanIkkeSkjermes
from bti.models import Sak
from bti.tilgang.saken import get_sak
from samtykke.queries import require_ansatt
from stafettlogg.feil import (
    IngenNivaa,
    ManglerSamtykke,
    MoeteErAvsluttet,
    MoeteErFoerNivaaet,
    StaarIMoetet,
    TemaUtenfor,
)
from stafettlogg.models import Innlegg, Moete
from stafettlogg.queries import get_innlegg, get_moete

NIVAA_ER_ENDRET = _(
    "Ikke lagret. Saken er flyttet siden du åpnet siden. Se hvilket nivå den er på nå, og velg på nytt."
)
SETNINGER = {
    KanIkkeSkjermes: _(
        "Det kan ikke skjules for en av dem du har valgt. Den som skrev det, og stafettholderen ser det alltid."
    ),
    StaarIMoetet: _("Dette er referatet fra et møte. Det står på møtets side også, og kan ikke skjules her."),
    TemaUtenfor: _("Familien har ikke sagt ja til at dere snakker om et av temaene. Ta bort haken ved det."),
    MoeteErAvsluttet: _("Møtet er allerede holdt eller avlyst. Teksten din er lagret som kladd."),
    IngenNivaa: _("Det finnes ikke noe nivå i den retningen. Velg noe annet."),
    MoeteErFoerNivaaet: _(
        "Dette møtet er fra før saken ble åpnet, eller fra før nivået sist ble bestemt. "
        "Er datoen feil, endrer du møtet. Er den riktig, avlyser du møtet og skriver et innlegg om det."
    ),
    ManglerSamtykke: _("Dere kan ikke gå opp et nivå ennå."),
}


def get_sak_for_staff(sak_id: UUID) -> Sak:
    return require_ansatt(get_sak(sak_id))


def get_moete_for_staff(moete_id: UUID) -> Moete:
    return require_ansatt(get_moete(moete_id))


def get_innlegg_for_staff(innlegg_id: UUID) -> Innlegg:
    return require_ansatt(get_innlegg(innlegg_id))
