"""The kinds of notice that the whole guide brings, and mail that is held back."""

from django.db import migrations, models

SLAG = [
    ("invitert", "invitert til en sak"),
    ("samtykke_spurt", "samtykke spurt"),
    ("samtykke_gitt", "samtykke gitt"),
    ("samtykke_nei", "sagt nei til samtykke"),
    ("samtykke_paa_vegne", "et svar er skrevet inn for deg"),
    ("samtykke_trukket", "samtykke trukket"),
    ("samtykke_snevret", "noe av samtykket er tatt bort"),
    ("samtykke_usikker", "usikker på samtykke, vil bli ringt"),
    ("samtykke_venter", "spørsmål om samtykke venter på svar"),
    ("samtykke_utgaar", "samtykke går snart ut"),
    ("samtykke_utloept", "samtykke er gått ut"),
    ("samtykke_endret", "det er endret hvem som svarer på samtykke"),
    ("samtykke_alder", "alder som endrer hvem som bestemmer"),
    ("samtykke_alder_snart", "snart en alder som endrer hvem som bestemmer"),
    ("tjeneste_ute", "en tjeneste er ikke lenger med"),
    ("ny_ansvarlig", "noe mangler en ansvarlig"),
    ("innsyn", "saken er åpen for tjenesten"),
    ("inviter_naa", "alle har sagt ja, ingen fra tjenesten er med"),
    ("innlegg", "nytt innlegg"),
    ("tiltak", "nytt tiltak"),
    ("tiltak_spurt", "spurt om å ta over et tiltak"),
    ("tiltak_ledig", "ingen har tatt over et tiltak"),
    ("stafett_tilbudt", "spurt om å ta over stafettpinnen"),
    ("stafett_ikke_tatt", "ingen har tatt over stafettpinnen"),
    ("stafett_byttet", "ny stafettholder"),
    ("stafett_borte", "ingen holder stafettpinnen"),
    ("stafett_spurt", "lederen spør om du tar over stafettpinnen"),
    ("melding", "ny melding"),
    ("moete", "møte innkalt"),
    ("moete_endret", "møte endret"),
    ("moete_snart", "møte snart"),
    ("moete_forfalt", "møte uten referat"),
    ("nivaa", "nivå endret"),
    ("avsluttet", "saken er avsluttet"),
    ("undring_frist", "undring nær frist"),
    ("utskrift_klar", "utskrift klar"),
    ("relasjon", "relasjon venter på bekreftelse"),
    ("innsynsspoersmaal", "spørsmål om hvem som har sett"),
    ("innsynssvar", "svar på spørsmål om hvem som har sett"),
    ("innsyn_forfalt", "spørsmål om hvem som har sett er over fristen"),
    ("noedtilgang", "nødtilgang er brukt"),
    ("noedtilgang_papir", "nødtilgang: gi beskjed på papir"),
    ("noedtilgang_forsoek", "forsøk på nødtilgang uten treff"),
    ("noedtilgang_vurder", "nødtilgang venter på vurdering"),
    ("noedtilgang_vurdert", "nødtilgang er vurdert"),
    ("noedtilgang_urett", "nødtilgang er vurdert som ikke i orden"),
    ("tilgang_stengt", "noen i familien har stengt tilgangen sin"),
    ("tilgang_aapnet", "stengt tilgang er åpnet igjen"),
    ("foreldreinnsyn", "den unge har endret foreldrenes innsyn"),
    ("vikar", "hvem som er vikar, er endret"),
    ("invitasjon_spurt", "familien vil ha med en til"),
    ("invitasjon_klar", "alle har sagt ja til en familien vil ha med"),
    ("relasjon_avvist", "relasjon ikke bekreftet"),
    ("loggkontroll", "lesing av logger venter på svar"),
    ("undring_delt", "undring delt med en kollega"),
    ("undring_purres", "undring over fristen"),
    ("undring_slettes", "undring slettes snart"),
    ("skjermet_delt", "noe skjermet er delt"),
    ("skjermet_sluppet", "noen slapp varsler som var holdt tilbake"),
    ("tilbakehold", "varsler til en familie holdes tilbake"),
    ("tilbakehold_ledig", "ingen har ansvar for varsler som holdes tilbake"),
    ("skjermet_slettes", "et notat slettes snart"),
    ("droefting", "spørsmål uten navn til et team"),
    ("droefting_svar", "svar fra et team"),
    ("droefting_frist", "spørsmål til et team er over fristen"),
    ("koordinator", "koordinator endret"),
    ("skjema", "skjema fylt ut"),
    ("veileder", "veilederen må leses gjennom"),
    ("lukkeoenske", "ønske om at stafettloggen avsluttes"),
    ("lukkesvar", "svar på ønske om at stafettloggen avsluttes"),
    ("lovligdeling", "noe er delt uten samtykke"),
]
STATUS = [
    ("venter", "venter"),
    ("epost", "fortalt i Stafett, skal også på e-post"),
    ("sender", "e-posten er på vei ut"),
    ("sendt", "sendt"),
    ("stanset", "stanset: mottakeren ser ikke lenger saken"),
    ("usikker", "usikker: sendingen ble avbrutt"),
    ("avvist", "avvist: adressen tar ikke imot"),
    ("dekket", "dekket: en e-post som er sendt før, sier det samme"),
    ("holdt", "holdt tilbake"),
    ("kastet", "kastet mens andre holder tilbake"),
]


class Migration(migrations.Migration):
    dependencies = [("varsling", "0005_inviter_naa")]

    operations = [
        *(
            migrations.AlterField(modell, felt, models.CharField(felt, max_length=20, choices=SLAG))
            for modell, felt in (("utboks", "slag"), ("varsel", "slag"), ("paaminnelse", "regel"))
        ),
        migrations.AlterField(
            "utboks", "status", models.CharField("status", max_length=10, choices=STATUS, default="venter")
        ),
    ]
