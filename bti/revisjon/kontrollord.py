"""Why a reading was picked, in the words of the page.

The head of a unit is not told more than is needed to ask the employee: that a colleague's or a relative's child has a
case is itself a secret. The personvernombud judges the control, and is told the exact reason.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti.revisjon.models import Kontrollgrunn

FOR_OMBUD: dict[Kontrollgrunn, Promise] = {
    Kontrollgrunn.UTENFOR_TID: _("Leste utenfor arbeidstiden: kveld, natt eller helg."),
    Kontrollgrunn.MYE_LEST: _("Leste langt mer enn kollegene i samme tjeneste."),
    Kontrollgrunn.SAMME_ETTERNAVN: _("Har samme etternavn som noen i familien, men står ikke som familie."),
    Kontrollgrunn.EGEN_FAMILIE: _("Er selv i familien, og leste som ansatt."),
    Kontrollgrunn.KOLLEGAS_BARN: _("En av foreldrene arbeider i samme enhet som den som leste."),
    Kontrollgrunn.UTEN_ARBEID: _("Leste en sak der ingen hadde skrevet noe eller hatt møte på lenge."),
    Kontrollgrunn.NOEDTILGANG: _("Åpnet saken med nødtilgang."),
    Kontrollgrunn.SPERRET_ADRESSE: _(
        "Leste en sak der barnet har sperret adresse, uten å holde stafettpinnen."
    ),
}
_KJENNER = _("Kan ha en privat tilknytning til noen i saken.")
FOR_LEDER: dict[Kontrollgrunn, Promise] = FOR_OMBUD | {
    Kontrollgrunn.SAMME_ETTERNAVN: _KJENNER,
    Kontrollgrunn.EGEN_FAMILIE: _KJENNER,
    Kontrollgrunn.KOLLEGAS_BARN: _KJENNER,
    Kontrollgrunn.SPERRET_ADRESSE: _("Leste en sak som skal leses av så få som mulig."),
}
# What a leader can ask, for each reason.
RAAD: dict[Kontrollgrunn, Promise] = {
    Kontrollgrunn.UTENFOR_TID: _("Spør hva som hastet. Mange skriver om kvelden, og da er det i orden."),
    Kontrollgrunn.MYE_LEST: _(
        "Spør om den ansatte har tatt over saker, eller har hatt en uke med mange møter."
    ),
    Kontrollgrunn.UTEN_ARBEID: _("Spør hva som skulle gjøres i saken."),
    Kontrollgrunn.NOEDTILGANG: _("Se om grunnen som er skrevet, holder. Nødtilgang vurderes også for seg."),
    Kontrollgrunn.SPERRET_ADRESSE: _("Spør hvorfor akkurat denne ansatte måtte lese."),
}
_RAAD_KJENNER = _("Spør om den ansatte kjenner noen i saken, og om en annen kan overta.")


def words_for_grunn(grunn: str, *, for_ombud: bool) -> str:
    """Return why it was picked, as this reader is to know it."""
    return str((FOR_OMBUD if for_ombud else FOR_LEDER)[Kontrollgrunn(grunn)])


def advice_for(grunn: str) -> str:
    """Return what to ask the employee."""
    return str(RAAD.get(Kontrollgrunn(grunn), _RAAD_KJENNER))
