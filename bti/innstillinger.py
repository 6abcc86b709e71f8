"""The settings of a municipality: key, default, and the law or guideline behind it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from bti.delingshjemler import read_hjemler
from bti.models import KommuneInnstilling


@dataclass(frozen=True)
class Innstilling:
    """A setting: what it means, its default, and the source of the rule."""

    noekkel: str
    standard: Any
    hva: str
    hjemmel: str


INNSTILLINGER = {
    i.noekkel: i
    for i in (
        Innstilling("undring_frist_dager", 14, "Dager en undring har på seg, når veilederen ikke sier det",
                    "Lokal rutine; 14 dager er brukt i kommuner med BTI"),
        Innstilling("undring_paaminnelse_dager", [3, 0], "Dager før fristen det minnes om en undring", "Lokal rutine"),
        Innstilling("undring_purring_dager", [7, 21],
                    "Dager etter fristen forfatteren minnes på en undring som fortsatt er åpen", "Lokal rutine"),
        Innstilling("undring_slettes_dager", 180, "Dager før en undring som endte uten sak, slettes",
                    "Lokal rutine; personvernforordningen art. 5 nr. 1 bokstav e"),
        Innstilling("undring_varsel_sletting_dager", 14, "Dager før slettingen forfatteren får vite om den",
                    "Lokal rutine"),
        Innstilling("tiltak_evaluering_uker", 6, "Uker før et nytt tiltak foreslås evaluert", "Lokal rutine"),
        Innstilling("moete_paaminnelse_dager", [7, 1], "Dager før et møte det minnes om det", "Lokal rutine"),
        Innstilling("moete_purring_dager", [1, 4, 7], "Dager etter et møte stafettholderen purres for referat",
                    "Lokal rutine"),
        Innstilling("samtykke_maks_maaneder", 12, "Lengste varighet av et samtykke i måneder", "Lokal rutine"),
        Innstilling("samtykke_fornyelse_dager", [30, 7],
                    "Dager før et samtykke går ut stafettholderen får vite det og kan be om et nytt", "Lokal rutine"),
        Innstilling("samtykke_purring_dager", [3, 10, 24],
                    "Dager etter spørsmålet den som ikke har svart, minnes om det; siden minnes ingen", "Lokal rutine"),
        Innstilling("samtykke_aldersgrenser", [12, 15, 16, 18],
                    "Aldre der stafettholderen og den unge får vite at det er endret hvem som bestemmer, "
                    "i tillegg til dem som reglene har",
                    "Barnelova §§ 31 og 32, pasient- og brukerrettighetsloven § 4-3 og vergemålsloven § 8"),
        Innstilling("samtykke_varsel_alder_dager", 28,
                    "Dager før en slik bursdag den unge og de som svarer nå, får vite om den",
                    "Lokal rutine; jf. barnelova § 31"),
        Innstilling("egen_innsyn_alder", 15, "Alder den unge selv kan følge saken fra",
                    "Lokal rutine; jf. barnelova § 32 og pasient- og brukerrettighetsloven kap. 4"),
        Innstilling("tidlig_innsyn_alder", 12, "Yngste alder et barn kan inviteres til selv å følge saken",
                    "Lokal rutine; jf. barnelova § 31: barnet skal bli hørt, og fra 12 år legges det stor vekt på"),
        Innstilling("overta_alder", 16, "Alder den unge kan stenge saken for foreldrene fra",
                    "Lokal rutine; jf. pasient- og brukerrettighetsloven § 4-3: helserettslig myndig fra 16 år"),
        Innstilling("samtykke_egen_alder", 16, "Alder den unge selv også må si ja fra",
                    gettext_noop(
                        "Lokal rutine; jf. pasient- og brukerrettighetsloven § 4-3 (16 år) og barnelova § 32 (15 år)")),
        Innstilling("samtykke_foreldre_til_alder", 18, "Alder foreldrenes samtykke ikke lenger trengs fra",
                    gettext_noop("Vergemålsloven § 8: myndighetsalder 18 år")),
        Innstilling("samtykke_egen_alder_helse", 16, "Alder den unge selv også må si ja fra når det gjelder helse",
                    gettext_noop("Pasient- og brukerrettighetsloven § 4-3: helserettslig myndig fra 16 år")),
        Innstilling("samtykke_foreldre_til_alder_helse", 16,
                    "Alder foreldrenes samtykke ikke lenger trengs fra når det gjelder helse",
                    gettext_noop(
                        "Pasient- og brukerrettighetsloven §§ 4-3 og 4-4: foreldre samtykker for barn under 16 år")),
        Innstilling("samtykke_egen_alder_opplaering", 15,
                    "Alder den unge selv også må si ja fra når det gjelder skole og barnehage",
                    gettext_noop("Barnelova § 32: barn over 15 år bestemmer selv om utdanning")),
        Innstilling("samtykke_foreldre_til_alder_opplaering", 15,
                    "Alder foreldrenes samtykke ikke lenger trengs fra når det gjelder skole og barnehage",
                    gettext_noop("Barnelova § 32: barn over 15 år bestemmer selv om utdanning")),
        Innstilling("samtykke_egen_alder_barnevern", 15,
                    "Alder den unge selv også må si ja fra når det gjelder barnevern",
                    gettext_noop("Barnevernsloven § 12-3: barnet er part fra 15 år")),
        Innstilling("samtykke_foreldre_til_alder_barnevern", 18,
                    "Alder foreldrenes samtykke ikke lenger trengs fra når det gjelder barnevern",
                    gettext_noop("Vergemålsloven § 8: myndighetsalder 18 år")),
        Innstilling("samtykke_bosted_alene_omraader", [],
                    "Områder der bare den forelderen som barnet bor fast hos, må si ja", "Barnelova § 37"),
        Innstilling("hoert_fra_alder", 7, "Alder barnet skal være hørt fra før familien blir spurt om samtykke",
                    "Barnelova § 31: et barn som har fylt sju år, skal få si hva det mener"),
        Innstilling("lukkeoenske_svarfrist_dager", 14,
                    "Dager stafettholderen har på å svare den som ønsker at stafettloggen avsluttes", "Lokal rutine"),
        Innstilling("noedtilgang_vent_dager", 7,
                    "Dager familien kan vente på beskjed når beskjeden kan sette barnet i fare; kan forlenges én gang",
                    "Lokal rutine; jf. personvernforordningen art. 23 og forvaltningsloven § 19"),
        Innstilling("noedtilgang_minutter", 60, "Minutter en nødtilgang varer", "Lokal rutine"),
        Innstilling("stedfortreder_maks_dager", 366, "Lengste fravær en stedfortreder kan settes inn for",
                    "Lokal rutine"),
        Innstilling("foresatt_innsyn_til_alder", 18, "Alder foresattes innsyn slutter ved",
                    "Vergemålsloven § 8: myndighetsalder 18 år"),
        Innstilling("foresatt_fra_alder", 18, "Yngste alder en foresatt kan legges inn for hånd med",
                    "Vergemålsloven § 8: myndighetsalder 18 år"),
        Innstilling("innsynsspoersmaal_frist_arbeidsdager", 10,
                    "Arbeidsdager før et spørsmål om hvem som har sett, skal være besvart",
                    "Lokal rutine; personvernforordningen art. 12 nr. 3: senest én måned"),
        Innstilling("noedtilgang_vurdering_arbeidsdager", 3,
                    "Arbeidsdager før en nødtilgang skal være vurdert av en annen", "Lokal rutine"),
        Innstilling("noedtilgang_forsoek_per_doegn", 3,
                    "Forsøk på nødtilgang uten treff en ansatt kan gjøre i døgnet", "Lokal rutine"),
        Innstilling("loggkontroll_fra_klokke", 6, "Time på dagen arbeidstiden tidligst begynner, for loggkontrollen",
                    "Lokal rutine; arbeidsmiljøloven § 10-11 regner natt fra kl. 21 til 6"),
        Innstilling("loggkontroll_til_klokke", 21, "Time på dagen arbeidstiden senest slutter, for loggkontrollen",
                    "Lokal rutine; arbeidsmiljøloven § 10-11 regner natt fra kl. 21 til 6"),
        Innstilling("loggkontroll_utenfor_minst", 1, "Lesninger av en sak utenfor arbeidstiden før de plukkes ut",
                    "Lokal rutine; Normen, faktaark 15 om oppfølging av logger"),
        Innstilling("loggkontroll_mengde_faktor", 3, "Ganger medianen av kollegene før mye lesing plukkes ut",
                    "Lokal rutine; Normen, faktaark 15 om oppfølging av logger"),
        Innstilling("loggkontroll_mengde_minst", 20, "Færreste lesninger i en uke før mye lesing plukkes ut",
                    "Lokal rutine"),
        Innstilling("loggkontroll_uten_arbeid_dager", 30, "Dager uten skriving eller møte før lesing plukkes ut",
                    "Lokal rutine; personopplysningsloven og personvernforordningen artikkel 32"),
        Innstilling("loggkontroll_svarfrist_dager", 14, "Dager lederen har på å svare på en loggkontroll",
                    "Lokal rutine"),
        Innstilling("utskrift_timer", 24, "Timer en utskrift kan hentes før den slettes", "Lokal rutine"),
        Innstilling("statistikk_aldersgrupper", [0, 6, 10, 13, 16, 18], "Nederste alder i hver gruppe i oversikten",
                    "Lokal rutine"),
        Innstilling("nummer_politi_noed", "112", "Nødnummeret til politiet", "Nødnummeret er det samme i hele landet"),
        Innstilling("nummer_politi", "02800", "Nummeret til politiet når det ikke haster", "Lokal rutine"),
        Innstilling("nummer_medisinsk_noed", "113", "Medisinsk nødtelefon",
                    "Nødnummeret er det samme i hele landet"),
        Innstilling("nummer_alarmtelefon", "116 111", "Alarmtelefonen for barn og unge", "Lokal rutine"),
        Innstilling("nummer_barnevernvakt", "", "Nummeret til barnevernvakten utenom kontortid", "Lokal rutine"),
        Innstilling("nummer_barnevern_dagtid", "", "Nummeret til barnevernet på dagtid; tomt: det ved tjenesten",
                    "Lokal rutine"),
        Innstilling("meldeskjema_url", "", "Siden med meldeskjemaet til barnevernet; må begynne med https://",
                    "Lokal rutine"),
        Innstilling("trygg_hjemmel", "Barnevernsloven § 13-2, straffeloven § 196",
                    "Lovene som står ved plikten til å melde", "Barnevernsloven § 13-2, straffeloven § 196"),
        Innstilling("tilbakehold_paaminnelse_dager", 7, "Dager mellom påminnelsene om varsler som holdes tilbake",
                    "Lokal rutine"),
        Innstilling("skjermet_slettes_dager", 365, "Dager før en skjermet bekymring som ingen har skrevet i, slettes",
                    "Lokal rutine; personvernforordningen art. 5 nr. 1 bokstav e"),
        Innstilling("skjermet_varsel_sletting_dager", 14, "Dager mellom varselet om sletting og slettingen",
                    "Lokal rutine"),
        Innstilling("lovligdeling_hjemler", read_hjemler(),
                    "Lovene det kan deles etter uten samtykke: kode, navn, hvor det står og hva loven sier",
                    "Barnevernsloven § 13-2, straffeloven §§ 17 og 196, forvaltningsloven § 13 b"),
        Innstilling("rask_utgang_url", "https://www.yr.no/", "Siden «Forlat siden raskt» går til", "Lokal rutine"),
    )
}  # fmt: skip


def get_innstilling(kommune_id: UUID | None, noekkel: str) -> Any:
    """Return the municipality's own value, or the default. Raises KeyError for an unknown key."""
    standard = INNSTILLINGER[noekkel].standard
    if kommune_id is None:
        return standard
    egen = KommuneInnstilling.objects.filter(kommune_id=kommune_id, noekkel=noekkel).values_list(
        "verdi", flat=True
    )
    return next(iter(egen), standard)
