"""What a notice says inside Stafett: one sentence for staff, one for the family. The mail says none of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.varsling.models import Slag

if TYPE_CHECKING:
    from bti.varsling.queries import MittVarsel

FAMILIEROLLER = frozenset({"foresatt", "ungdom"})


@dataclass(frozen=True)
class Ord:
    """The same event in two tones. ``{barn}`` is what people call the child, ``{tjeneste}`` the service it is about.

    ``uten_tjeneste`` is said instead when the reader does not see what names the service, or it is gone.
    """

    ansatt: str | Promise
    familie: str | Promise
    uten_tjeneste: Self | None = None


TEKSTER: dict[Slag, Ord] = {
    Slag.INVITERT: Ord(_("Du er med i saken om {barn}."), _("Nå kan du se planen for {barn}.")),
    Slag.SAMTYKKE_SPURT: Ord(
        _("Familien til {barn} er spurt om samtykke til {tjeneste}."),
        _("Vi spør om vi kan dele noe om {barn} med {tjeneste}."),
        Ord(_("Familien til {barn} er spurt om samtykke."), _("Vi spør om vi kan dele noe om {barn}.")),
    ),
    Slag.SAMTYKKE_GITT: Ord(
        _("En i familien har sagt ja til å dele med {tjeneste} i saken om {barn}."),
        _("Det er sagt ja til å dele noe om {barn} med {tjeneste}."),
        Ord(
            _("En i familien har sagt ja til å dele i saken om {barn}."),
            _("Det er sagt ja til å dele noe om {barn}."),
        ),
    ),
    Slag.SAMTYKKE_NEI: Ord(
        _("En i familien har sagt nei til å dele med {tjeneste} i saken om {barn}."),
        _("Det er sagt nei til å dele noe om {barn} med {tjeneste}."),
        Ord(
            _("En i familien har sagt nei til å dele i saken om {barn}."),
            _("Det er sagt nei til å dele noe om {barn}."),
        ),
    ),
    Slag.SAMTYKKE_PAA_VEGNE: Ord(
        _("Et svar om samtykke er skrevet inn i saken om {barn}."),
        _("Noen i kommunen har skrevet inn et svar for deg. Se på det, og si fra hvis det ikke stemmer."),
    ),
    Slag.SAMTYKKE_TRUKKET: Ord(
        _("Samtykket til {tjeneste} er trukket i saken om {barn}. Se hvem som fortsatt har tilgang."),
        _("Et samtykke til {tjeneste} om {barn} er trukket."),
        Ord(
            _("Et samtykke er trukket i saken om {barn}. Se hvem som fortsatt har tilgang."),
            _("Et samtykke om {barn} er trukket."),
        ),
    ),
    Slag.SAMTYKKE_SNEVRET: Ord(
        _("Samtykket til {tjeneste} i saken om {barn} gjelder mindre enn før. Se hva som fortsatt gjelder."),
        _("Et samtykke til {tjeneste} om {barn} gjelder mindre enn før."),
        Ord(
            _("Et samtykke i saken om {barn} gjelder mindre enn før. Se hva som fortsatt gjelder."),
            _("Et samtykke om {barn} gjelder mindre enn før."),
        ),
    ),
    Slag.SAMTYKKE_USIKKER: Ord(
        _("En i familien til {barn} er usikker på samtykket til {tjeneste} og vil bli ringt."),
        _("En i familien er usikker på samtykket til {tjeneste} om {barn}."),
        Ord(
            _("En i familien til {barn} er usikker på samtykket og vil bli ringt."),
            _("En i familien er usikker på samtykket om {barn}."),
        ),
    ),
    Slag.SAMTYKKE_VENTER: Ord(
        _("Et spørsmål om samtykke i saken om {barn} venter på svar."),
        _("Vi har spurt deg om å dele noe om {barn}. Du kan svare når det passer for deg."),
    ),
    Slag.SAMTYKKE_UTGAAR: Ord(
        _(
            "Samtykket til {tjeneste} i saken om {barn} går snart ut. Be om et nytt, hvis de skal være med videre."
        ),
        _("Et samtykke til {tjeneste} om {barn} går snart ut."),
    ),
    Slag.SAMTYKKE_UTLOEPT: Ord(
        _("Samtykket til {tjeneste} i saken om {barn} er gått ut. Se hvem som fortsatt har tilgang."),
        _("Samtykket til {tjeneste} om {barn} er gått ut."),
    ),
    Slag.SAMTYKKE_ENDRET: Ord(
        _("Det er endret hvem som svarer på samtykke i saken om {barn}. Se hvem dere må spørre."),
        _("Det er endret hvem som svarer på samtykke om {barn}."),
    ),
    Slag.SAMTYKKE_ALDER: Ord(
        _("{barn} er blitt eldre. Se hvem som nå må si ja, og spør på nytt der det trengs."),
        _(
            "Du er blitt eldre, og bestemmer mer selv. Se hva du kan svare på."
        ),  # the young person alone is told
    ),
    Slag.SAMTYKKE_ALDER_SNART: Ord(
        _("{barn} har snart bursdag. Da kan det bli endret hvem som må si ja."),
        # One sentence for those who answer today and for the young person: nobody loses anything in it.
        _("Snart er det bursdag. Da kan den unge få bestemme mer selv. Det dere har svart, blir stående."),
    ),
    Slag.TJENESTE_UTE: Ord(
        _("{tjeneste} er ikke lenger med i saken om {barn}."),
        _("{tjeneste} er ikke lenger med i planen for {barn}."),
    ),
    Slag.NY_ANSVARLIG: Ord(
        _("{tjeneste} hadde ansvar for noe i saken om {barn}. Velg hvem som tar over, innen en uke."),
        _("Noe i planen for {barn} trenger en ny ansvarlig."),
    ),
    Slag.INVITER_NAA: Ord(
        _("Alle har sagt ja i saken om {barn}. Inviter en fra {tjeneste} nå."),
        _("Alle har sagt ja til å dele noe om {barn}."),
    ),
    Slag.INNSYN: Ord(_("Saken om {barn} er nå åpen for deg."), _("Flere kan nå se planen for {barn}.")),
    Slag.INNLEGG: Ord(_("Nytt innlegg i loggen til {barn}."), _("Noe nytt er skrevet om {barn}.")),
    Slag.TILTAK: Ord(_("Et tiltak for {barn} er nytt eller endret."), _("Noe nytt skal gjøres for {barn}.")),
    Slag.TILTAK_SPURT: Ord(
        _("Du er spurt om å ta over et tiltak for {barn}. Svar ja eller nei."),
        _("Du er spurt om å ta over noe i planen for {barn}. Du velger selv om du svarer ja eller nei."),
    ),
    Slag.TILTAK_LEDIG: Ord(
        _("Et tiltak for {barn} har fortsatt ingen ansvarlig. Spør en annen."),
        _("Noe i planen for {barn} trenger en ny ansvarlig."),
    ),
    Slag.STAFETT_TILBUDT: Ord(
        _("Du er spurt om å ta over stafettpinnen for {barn}. Svar ja eller nei."),
        _("Noen er spurt om å holde i planen for {barn}."),
    ),
    Slag.STAFETT_IKKE_TATT: Ord(
        _("Ingen har tatt over stafettpinnen for {barn} ennå. Du holder den til noen har sagt ja."),
        _("Noe i planen for {barn} venter på svar."),
    ),
    Slag.STAFETT_BORTE: Ord(
        _("En sak i enheten din har ingen stafettholder. Spør en som kan ta over."),
        _("Noe venter på en som kan ta over."),
    ),
    Slag.STAFETT_SPURT: Ord(
        _("Lederen din spør om du tar over stafettpinnen i en sak. Svar ja eller nei."),
        _("Noe venter på svar fra deg."),
    ),
    Slag.ANSVAR_SPURT: Ord(
        _("Familien til {barn} er spurt om {tjeneste} kan ta over ansvaret."),
        _("Vi spør om {tjeneste} kan ta over planen for {barn}."),
        Ord(
            _("Familien til {barn} er spurt om en annen tjeneste kan ta over ansvaret."),
            _("Vi spør om en annen tjeneste kan ta over planen for {barn}."),
        ),
    ),
    Slag.ANSVAR_SVAR: Ord(
        _("Noen i familien til {barn} har svart om {tjeneste} kan ta over. Se hva som gjelder."),
        _("Det er svart på om {tjeneste} kan ta over for {barn}."),
        Ord(
            _("Noen i familien til {barn} har svart om en annen tjeneste kan ta over. Se hva som gjelder."),
            _("Det er svart på om en annen tjeneste kan ta over for {barn}."),
        ),
    ),
    Slag.ANSVAR_USIKKER: Ord(
        _("En i familien til {barn} er usikker på om {tjeneste} kan ta over, og vil bli ringt."),
        _("En i familien er usikker på om {tjeneste} kan ta over for {barn}."),
        Ord(
            _("En i familien til {barn} er usikker på om en annen tjeneste kan ta over, og vil bli ringt."),
            _("En i familien er usikker på om en annen tjeneste kan ta over for {barn}."),
        ),
    ),
    Slag.ANSVAR_KLART: Ord(
        _("Alle har sagt ja til at {tjeneste} tar over for {barn}. Gi stafettpinnen til en derfra."),
        _("Alle har sagt ja til at {tjeneste} kan ta over for {barn}."),
        Ord(
            _(
                "Alle har sagt ja til at en annen tjeneste tar over for {barn}. Gi stafettpinnen til en derfra."
            ),
            _("Alle har sagt ja til at en annen tjeneste kan ta over for {barn}."),
        ),
    ),
    Slag.ANSVAR_UTLOEPT: Ord(
        _(
            "Et ja til at {tjeneste} kan ta over for {barn}, er gått ut. Spør på nytt hvis det fortsatt er ønsket."
        ),
        _("Svaret om at {tjeneste} kan ta over for {barn}, er gått ut."),
    ),
    Slag.ANSVAR_OVERTATT: Ord(
        _("En annen tjeneste har tatt over en sak du var med i. Du ser den ikke nå."),
        _("En annen tjeneste har tatt over."),
    ),
    Slag.ANSVAR_BYTTET: Ord(
        _("En annen tjeneste har nå ansvaret for saken om {barn}. Stafettholderen er ny."),
        _("En annen tjeneste har nå ansvaret for planen for {barn}. Se hvem du kan snakke med."),
    ),
    Slag.STAFETT_BYTTET: Ord(
        _("{barn} har fått ny stafettholder."),
        _("En ny person passer på planen for {barn}. Se hvem, og hvordan du når dem."),
    ),
    Slag.MELDING: Ord(_("Ny melding i saken om {barn}."), _("Du har en ny melding om {barn}.")),
    Slag.MOETE: Ord(_("Du er bedt til et møte om {barn}."), _("Du er bedt til et møte om {barn}.")),
    Slag.MOETE_ENDRET: Ord(_("Et møte om {barn} er endret."), _("Et møte om {barn} er endret.")),
    Slag.MOETE_SNART: Ord(_("Husk møtet om {barn}."), _("Husk møtet om {barn}.")),
    Slag.MOETE_FORFALT: Ord(
        _("Møtet om {barn} har ikke fått referat."), _("Møtet om {barn} har ikke fått referat.")
    ),
    Slag.NIVAA: Ord(_("Saken om {barn} har fått nytt nivå."), _("Hjelpen til {barn} er endret.")),
    Slag.AVSLUTTET: Ord(_("Saken om {barn} er avsluttet."), _("Saken om {barn} er avsluttet.")),
    Slag.UNDRING_FRIST: Ord(
        _("En undring du har skrevet, må snart avklares."), _("En undring må snart avklares.")
    ),
    Slag.UTSKRIFT_KLAR: Ord(_("Utskriften av saken om {barn} er klar."), _("Utskriften om {barn} er klar.")),
    Slag.INNSYNSSPOERSMAAL: Ord(
        _("En familie spør hvorfor noen har sett på saken. Du er en av dem som kan svare."),
        _("Noen spør hvem som har sett på en sak."),
    ),
    Slag.INNSYNSSVAR: Ord(
        _("Et spørsmål om hvem som har sett på saken om {barn}, er besvart."),
        _("Du har fått svar på det du spurte om i saken om {barn}."),
    ),
    Slag.INNSYN_FORFALT: Ord(
        _("Et spørsmål fra en familie er ikke besvart innen fristen."),
        _("Et spørsmål er ikke besvart innen fristen."),
    ),
    Slag.NOEDTILGANG: Ord(
        _("Noen har åpnet en sak med nødtilgang. Se hvem og hvorfor."),
        _("Noen har lest i saken om {barn} fordi det hastet. Se hvem og hvorfor."),
    ),
    Slag.NOEDTILGANG_PAPIR: Ord(
        _(
            "En sak er åpnet med nødtilgang. En i familien har valgt papir: Gi beskjed på papir eller i en samtale."
        ),
        _("En i familien har valgt papir og skal få vite om en nødtilgang."),
    ),
    Slag.NOEDTILGANG_FORSOEK: Ord(
        _("En ansatt har prøvd å åpne en sak med nødtilgang. Ingen sak ble åpnet. Snakk med den ansatte."),
        _("En ansatt har prøvd nødtilgang. Ingen sak ble åpnet."),
    ),
    Slag.NOEDTILGANG_VURDER: Ord(
        _("En nødtilgang er ikke vurdert ennå, og fristen er her."), _("En nødtilgang er ikke vurdert ennå.")
    ),
    Slag.NOEDTILGANG_VURDERT: Ord(
        _("En leder har vurdert nødtilgangen du brukte."),
        _("En nødtilgang er vurdert."),
    ),
    Slag.NOEDTILGANG_URETT: Ord(
        _("En nødtilgang er vurdert som ikke i orden. Se hvem og hvorfor."), _("En nødtilgang er vurdert.")
    ),
    Slag.TILGANG_STENGT: Ord(
        _("Noen i familien til {barn} har stengt tilgangen sin. Samtykkene gjelder fortsatt."),
        _("En tilgang i saken om {barn} er stengt."),
    ),
    Slag.TILGANG_AAPNET: Ord(
        _("En tilgang i saken om {barn} er åpnet igjen."),
        _("Tilgangen din til saken om {barn} er åpnet igjen."),
    ),
    Slag.RELASJON: Ord(
        _("En forelder venter på at du bekrefter."), _("En forelder venter på å bli bekreftet.")
    ),
    Slag.FORELDREINNSYN: Ord(
        _("I saken om {barn} er det endret hvem i familien som ser saken. Se hvem som er med."),
        _("Nå kan du se planen for {barn}."),  # told when it is opened again: who is shut out is told nothing
    ),
    Slag.VIKAR: Ord(
        _("Det er endret hvem som er vikar. Se hva som gjelder for deg."),
        _("Det er endret hvem som er vikar."),
    ),
    Slag.LOGGKONTROLL: Ord(
        _("Loggkontroll venter på svar. Se hvem som har lest, og om det var i orden."),
        _("Loggkontroll venter på svar."),
    ),
    Slag.INVITASJON_SPURT: Ord(
        _("Familien til {barn} vil ha med en til."),
        _("Noen spør om en til fra familien kan være med for {barn}."),
    ),
    Slag.INVITASJON_KLAR: Ord(
        _("Familien til {barn} vil ha med en til, og alle har sagt ja. Legg inn hvem det er."),
        _("Alle har sagt ja til en dere vil ha med for {barn}."),
    ),
    Slag.RELASJON_AVVIST: Ord(
        _("Lederen har ikke bekreftet en forelder i saken om {barn}. Se hvorfor."),
        _("En forelder er ikke bekreftet."),
    ),
    Slag.UNDRING_DELT: Ord(_("En kollega vil snakke med deg om en undring."), _("En undring er delt.")),
    Slag.UNDRING_PURRES: Ord(
        _("En undring er over fristen. Du velger selv hva du gjør."), _("En undring er over fristen.")
    ),
    Slag.UNDRING_SLETTES: Ord(
        _("En avsluttet undring blir snart slettet. Se den mens du kan."), _("En undring blir snart slettet.")
    ),
    Slag.SKJERMET_DELT: Ord(_("Noe er delt med deg. Les det når du er alene."), _("Noe er delt.")),
    Slag.SKJERMET_SLUPPET: Ord(
        _("Noe du har skrevet, er endret. Les det når du er alene."), _("Noe er endret.")
    ),
    Slag.TILBAKEHOLD: Ord(
        _("Varsler til en familie venter fortsatt. Du bestemmer om de skal sendes."), _("Varsler venter.")
    ),
    Slag.TILBAKEHOLD_LEDIG: Ord(
        _("Noe venter på at du velger hvem som har ansvaret. Se det når du er alene."),
        _("Noe venter på en ansvarlig."),
    ),
    Slag.SKJERMET_SLETTES: Ord(
        _("Et notat bare du og de du har valgt, leser, blir snart slettet. Se det når du er alene."),
        _("Et notat blir snart slettet."),
    ),
    Slag.DROEFTING: Ord(
        _("Et team du er med i, har fått et spørsmål uten navn."), _("Et team har fått et spørsmål.")
    ),
    Slag.DROEFTING_SVAR: Ord(
        _("Du har fått svar på noe du spurte et team om."), _("Et spørsmål er besvart.")
    ),
    Slag.DROEFTING_FRIST: Ord(
        _("Et spørsmål til teamet ditt er ikke besvart."), _("Et spørsmål er ikke besvart.")
    ),
    Slag.KOORDINATOR: Ord(
        _("Det er endret hvem som er koordinator for {barn}."),
        _("Det er endret hvem som samordner hjelpen til {barn}."),
    ),
    Slag.SKJEMA: Ord(_("Et skjema er fylt ut i saken om {barn}."), _("Et skjema om {barn} er fylt ut.")),
    Slag.VEILEDER: Ord(_("Veilederen må leses gjennom."), _("Veilederen må leses gjennom.")),
    Slag.LUKKEOENSKE: Ord(
        _(
            "Noen i familien til {barn} har sendt eller trukket et ønske om at stafettloggen avsluttes."
            " Se hva som gjelder."
        ),
        _("Et ønske om at stafettloggen avsluttes, er sendt eller trukket."),
    ),
    Slag.LUKKESVAR: Ord(
        _("Et ønske om at stafettloggen avsluttes, er besvart i saken om {barn}."),
        _("Du har fått svar på ønsket ditt om at stafettloggen avsluttes."),
    ),
    Slag.LOVLIGDELING: Ord(
        _("Noe er delt uten samtykke. Vurder om familien kan se det."),
        _("Noe om {barn} er delt uten at dere ble spurt. Se hva, med hvem og hvorfor."),
    ),
}


def is_for_familie(varsel: "MittVarsel") -> bool:
    """Whether the recipient is family in the case the notice is about; ``rolle`` comes with the row."""
    return varsel.rolle in FAMILIEROLLER


def write_tekst(varsel: "MittVarsel") -> str:
    """Say what has happened. The name comes from the case, which the reader sees: else the row would not be here."""
    ord_ = TEKSTER[Slag(varsel.slag)]
    if not varsel.tjeneste and ord_.uten_tjeneste:
        ord_ = ord_.uten_tjeneste
    tekst = ord_.familie if is_for_familie(varsel) else ord_.ansatt
    return str(tekst).format(barn=_barn(varsel), tjeneste=varsel.tjeneste or "")


def _barn(varsel: "MittVarsel") -> str:
    """What people call the child; to the young person it is themself."""
    if varsel.rolle == "ungdom":
        return gettext("deg")
    return varsel.sak.hovedperson.kallenavn if varsel.sak else ""
