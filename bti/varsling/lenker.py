"""Where a notice leads: the page for what has happened, staff's or family's."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from bti.varsling.models import Slag

if TYPE_CHECKING:
    from bti.varsling.queries import MittVarsel
from bti.varsling.tekster import is_for_familie

_MOETER = (Slag.MOETE, Slag.MOETE_ENDRET, Slag.MOETE_SNART, Slag.MOETE_FORFALT)
_DROEFTINGER = (Slag.DROEFTING, Slag.DROEFTING_SVAR, Slag.DROEFTING_FRIST)
_SAMTYKKER = (
    Slag.SAMTYKKE_SPURT,
    Slag.SAMTYKKE_GITT,
    Slag.SAMTYKKE_NEI,
    Slag.SAMTYKKE_PAA_VEGNE,
    Slag.SAMTYKKE_TRUKKET,
    Slag.SAMTYKKE_SNEVRET,
    Slag.SAMTYKKE_USIKKER,
    Slag.SAMTYKKE_VENTER,
    Slag.SAMTYKKE_UTGAAR,
    Slag.SAMTYKKE_UTLOEPT,
    Slag.SAMTYKKE_ENDRET,
    Slag.SAMTYKKE_ALDER,
    Slag.SAMTYKKE_ALDER_SNART,
    Slag.ANSVAR_SPURT,
    Slag.ANSVAR_SVAR,
    Slag.ANSVAR_USIKKER,
    Slag.ANSVAR_UTLOEPT,
)
_UNDRINGER = (Slag.UNDRING_FRIST, Slag.UNDRING_DELT, Slag.UNDRING_PURRES, Slag.UNDRING_SLETTES)

# What is not here leads to the case itself. True: the page of the thing, False: a page of the case.
ANSATTSIDER: dict[Slag, tuple[str, bool]] = {
    **dict.fromkeys(_MOETER, ("stafettlogg:moete-detail", True)),
    **dict.fromkeys(_SAMTYKKER, ("samtykke:list", False)),
    Slag.UTSKRIFT_KLAR: ("utskrift:detail", True),
    **dict.fromkeys(_UNDRINGER, ("bti:undring-detail", True)),
    **dict.fromkeys(_DROEFTINGER, ("bti:droefting-detail", True)),
    Slag.SKJEMA: ("bti:utfylling", True),
    Slag.TILTAK_SPURT: ("tiltak:svar", True),
    Slag.TILTAK_LEDIG: ("tiltak:spoer", False),
    Slag.STAFETT_TILBUDT: ("stafettlogg:stafett-svar", True),
    Slag.STAFETT_IKKE_TATT: ("stafettlogg:stafett-gi", False),
    Slag.ANSVAR_KLART: ("stafettlogg:stafett-gi", False),
    Slag.RELASJON_AVVIST: ("bti:sak-deltakere", False),
    Slag.INVITASJON_KLAR: ("bti:sak-deltakere", False),
    Slag.KOORDINATOR: ("bti:koordinering", False),
    Slag.NOEDTILGANG: ("bti:hvem-har-sett", False),
    Slag.NOEDTILGANG_PAPIR: ("bti:hvem-har-sett", False),
    Slag.TILGANG_STENGT: ("bti:sperring-list", False),
    Slag.FORELDREINNSYN: ("bti:sak-deltakere", False),
}
FAMILIESIDER: dict[Slag, tuple[str, bool]] = {
    **dict.fromkeys(_MOETER, ("familie:moete", True)),
    **dict.fromkeys(_SAMTYKKER, ("familie:samtykke", False)),
    Slag.SAMTYKKE_SPURT: ("familie:samtykke-svar", True),
    Slag.ANSVAR_SPURT: ("familie:samtykke-svar", True),
    Slag.SAMTYKKE_VENTER: ("familie:samtykke-svar", True),
    Slag.INVITASJON_SPURT: ("familie:invitasjoner", False),
    Slag.SKJEMA: ("familie:skjema", True),
    Slag.TILTAK_SPURT: ("familie:tiltak-svar", True),
    Slag.NOEDTILGANG: ("familie:hvem-har-sett", False),
    Slag.INNSYNSSVAR: ("familie:hvem-har-sett", False),
    Slag.KOORDINATOR: ("familie:plan", False),
    Slag.LUKKESVAR: ("familie:lukkeoenske", False),
    Slag.LOVLIGDELING: ("familie:deling-list", False),
}

# About a case that the reader need not see: what is theirs to do stands on a page of its own.
UTEN_SAK: dict[Slag, str] = {
    Slag.RELASJON: "bti:relasjoner",
    Slag.VIKAR: "bti:stedfortreder-list",
    Slag.INNSYNSSPOERSMAAL: "bti:innsynsspoersmaal-list",
    Slag.INNSYN_FORFALT: "bti:innsynsspoersmaal-list",
    Slag.NOEDTILGANG: "bti:noedtilgang-list",
    Slag.NOEDTILGANG_PAPIR: "bti:noedtilgang-list",
    Slag.NOEDTILGANG_VURDER: "bti:noedtilgang-list",
    Slag.NOEDTILGANG_URETT: "bti:noedtilgang-list",
    Slag.NOEDTILGANG_VURDERT: "bti:noedtilgang-new",  # one's own, with the judgement
    Slag.LOGGKONTROLL: "revisjon:kontroll-list",
    Slag.STAFETT_BORTE: "stafettlogg:stafett-ledig",
    Slag.ANSVAR_OVERTATT: "samtykke:kvittering-list",
    Slag.STAFETT_SPURT: "stafettlogg:stafett-spurt",
    Slag.SKJERMET_DELT: "bti:skjermet-list",
    Slag.SKJERMET_SLUPPET: "bti:skjermet-list",
    Slag.TILBAKEHOLD: "bti:skjermet-list",
    Slag.VEILEDER: "bti:veileder-admin",
    Slag.TILBAKEHOLD_LEDIG: "bti:tilbakehold-list",
    Slag.SKJERMET_SLETTES: "bti:skjermet-list",
    Slag.LOVLIGDELING: "samtykke:deling-vurderinger",
}


def find_side(varsel: "MittVarsel") -> str:
    """Return the address of the page to open."""
    slag = Slag(varsel.slag)
    if slag in UTEN_SAK and varsel.sak_id is None:
        return reverse(UTEN_SAK[slag])
    if slag is Slag.INVITER_NAA and not is_for_familie(varsel) and varsel.sak_id:
        return f"{reverse('bti:deltaker-new', args=[varsel.sak_id])}?tjeneste={varsel.objekt_id}"
    if slag is Slag.SAMTYKKE_UTGAAR and not is_for_familie(varsel) and varsel.sak_id:
        return f"{reverse('samtykke:request', args=[varsel.sak_id])}?tjeneste={varsel.objekt_id}&fornye=1"
    if slag is Slag.LUKKEOENSKE and not is_for_familie(varsel) and varsel.sak_id:
        return reverse("samtykke:lukkeoenske", args=[varsel.sak_id, varsel.objekt_id])
    sider, hoved = (
        (FAMILIESIDER, "familie:sak") if is_for_familie(varsel) else (ANSATTSIDER, "stafettlogg:sak")
    )
    name, is_of_thing = sider.get(slag, (hoved, False))
    target: UUID | None = varsel.objekt_id if is_of_thing else varsel.sak_id
    return reverse(name, args=[target]) if target else reverse("varsling:list")
