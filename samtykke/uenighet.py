"""When those who are asked do not answer alike: the public pages of the guide, and the neutral words in the case.

What a page says that Stafett does is tried in tests/samtykke/test_uenighet.py. No sentence says who is right.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samtykke.familie import Samtykkeside
from samtykke.oversikt import Samtykkeoversikt
from samtykke.tilstand import Tilstand


@dataclass(frozen=True)
class Uenighet:
    """One page: what it is about, what Stafett does, what one can do, and the law behind it."""

    navn: str  # of the address
    tittel: Any
    ingress: Any
    stafett: tuple[Any, ...]
    dere: tuple[Any, ...]
    lov: Any

    @property
    def sted(self) -> str:
        """The part of the path that is its own."""
        return self.navn.removeprefix("uenig-")

    @property
    def adresse(self) -> str:
        return f"samtykke:{self.navn}"


UENIGHETER = (
    Uenighet(
        "uenig-ja-og-nei",
        _("Én sier ja, og én sier nei"),
        _(
            "Flere kan måtte spørres om det samme barnet. Hver av dem svarer for seg selv. Ja og nei veier like mye."
        ),
        (
            _("En tjeneste til får ikke se noe før alle som må spørres, har sagt ja."),
            _("Den som har saken, hjelper barnet videre i sin egen tjeneste."),
            _("Ingen må skrive hvorfor de svarte nei."),
            _("Det som er sagt ja til, kan trekkes når som helst."),
        ),
        (
            _("Snakk med stafettholderen. Dere kan be om et møte."),
            _("Dere kan si ja til noe av det, for eksempel til færre temaer."),
            _("Den som sa nei, kan si ja senere. Den som sa ja, kan trekke det."),
            _("Familievernkontoret hjelper foreldre som er uenige. Det er gratis."),
        ),
        _("Barnelova § 30: Foreldre som har foreldreansvaret sammen, bestemmer sammen."),
    ),
    Uenighet(
        "uenig-ung-og-foreldre",
        _("Den unge og foreldrene svarer ulikt"),
        _(
            "Når barnet er gammelt nok, svarer den unge selv."
            " Noen ganger må foreldrene svare også. Da teller alle svarene."
        ),
        (
            _("Sier den unge nei, får tjenesten ikke se saken. Det gjelder selv om foreldrene sier ja."),
            _("Må en forelder også svare og sier nei, får tjenesten heller ikke se saken."),
            _("Ingen kan svare for den unge."),
            _("Den som har saken, hjelper den unge videre i sin egen tjeneste."),
        ),
        (
            _("Snakk sammen om hva svaret gjelder, og hvem som får se hva."),
            _("Den unge kan snakke med stafettholderen, en lærer eller helsesykepleieren."),
            _("Den unge kan ringe Alarmtelefonen for barn og unge, hele døgnet."),
            _("Alle kan svare på nytt senere."),
        ),
        _(
            "Barnelova § 31 sier at barnet skal bli hørt."
            " Pasient- og brukerrettighetsloven § 4-3 sier når den unge svarer selv om helse."
        ),
    ),
    Uenighet(
        "uenig-trekke-for-andre",
        _("Noen vil trekke et ja for en annen"),
        _("Et ja hører til den som ga det. Ingen kan trekke eller endre svaret til en annen."),
        (
            _("Bare den som ga samtykket, kan trekke det i Stafett."),
            _(
                "Trekker én, mister tjenesten innsynet med en gang. Det gjelder selv om de andre fortsatt sier ja."
            ),
            _("Det tjenesten har skrevet før, blir stående i loggen."),
        ),
        (
            _("Mener du at et ja burde trekkes? Snakk med den som ga det, eller med stafettholderen."),
            _("Du kan alltid trekke ditt eget ja. Da skjer det samme."),
            _("Trenger noen hjelp til å svare, kan de ringe stafettholderen."),
            _("Er du redd for noen i familien? Snakk med en du stoler på, eller ring politiet."),
        ),
        _("Personvernforordningen artikkel 7 nr. 3: Den som har samtykket, kan trekke det når som helst."),
    ),
    Uenighet(
        "uenig-avslutte",
        _("Én vil avslutte, og én vil gå videre"),
        _(
            "En i familien kan ønske at stafettloggen avsluttes. De andre kan mene noe annet. Begge deler er i orden."
        ),
        (
            _(
                "Den som ønsker det, sender ønsket i Stafett. Stafettholderen får det, og en dato å svare innen."
            ),
            _("Stafettholderen svarer ja eller nei, og skriver hvorfor."),
            _("De andre i familien får ikke vite hvem som ønsket det."),
            _("Et ja avslutter ikke stafettloggen. Det gjør dere sammen, i et møte om hva som har hjulpet."),
            _("Ønsket kan trekkes helt til stafettloggen er avsluttet."),
        ),
        (
            _("Snakk med stafettholderen, sammen eller hver for dere."),
            _("Vil du at stafettloggen går videre? Si det i møtet, eller skriv en melding."),
            _("Du kan trekke ditt eget ja til en tjeneste uten at stafettloggen avsluttes."),
            _("Barnet skal få si hva det mener."),
        ),
        _(
            "Personvernforordningen artikkel 7 nr. 3: Den som har samtykket, kan trekke det når som helst."
            " Barnelova § 31 sier at barnet skal bli hørt."
        ),
    ),
)
SAGT_NEI = (Tilstand.NEI, Tilstand.TRUKKET)


def is_uenig(oversikt: Samtykkeoversikt) -> bool:
    """Whether somebody has said no, or taken back a yes, about a service that therefore does not see the case."""
    return any(
        not rad.har_innsyn and any(celle.tilstand in SAGT_NEI for celle in rad.celler)
        for rad in oversikt.rader
    )


def is_uenig_for(side: Samtykkeside) -> bool:
    """Whether a question that the reader has answered lacks somebody's yes. It tells no more than the count."""
    return any(not s.har_innsyn and s.antall_ja < s.antall_spurt for s in side.besvarte)
