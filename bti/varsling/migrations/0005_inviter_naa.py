"""Two more kinds of notice: everybody has said yes and nobody of the service takes part; a relation was not confirmed."""

from django.db import migrations, models

SLAG = [
    ("invitert", "invitert til en sak"),
    ("samtykke_spurt", "samtykke spurt"),
    ("samtykke_gitt", "samtykke gitt"),
    ("samtykke_nei", "sagt nei til samtykke"),
    ("samtykke_trukket", "samtykke trukket"),
    ("samtykke_usikker", "usikker på samtykke, vil bli ringt"),
    ("innsyn", "saken er åpen for tjenesten"),
    ("inviter_naa", "alle har sagt ja, ingen fra tjenesten er med"),
    ("innlegg", "nytt innlegg"),
    ("tiltak", "nytt tiltak"),
    ("melding", "ny melding"),
    ("moete", "møte innkalt"),
    ("moete_endret", "møte endret"),
    ("moete_snart", "møte snart"),
    ("moete_forfalt", "møte uten referat"),
    ("nivaa", "nivå endret"),
    ("undring_frist", "undring nær frist"),
    ("utskrift_klar", "utskrift klar"),
    ("relasjon", "relasjon venter på bekreftelse"),
    ("innsynsspoersmaal", "spørsmål om hvem som har sett"),
    ("innsynssvar", "svar på spørsmål om hvem som har sett"),
    ("innsyn_forfalt", "spørsmål om hvem som har sett er over fristen"),
    ("noedtilgang", "nødtilgang er brukt"),
    ("noedtilgang_forsoek", "forsøk på nødtilgang uten treff"),
    ("noedtilgang_vurder", "nødtilgang venter på vurdering"),
    ("noedtilgang_vurdert", "nødtilgang er vurdert"),
    ("noedtilgang_urett", "nødtilgang er vurdert som ikke i orden"),
    ("tilgang_stengt", "noen i familien har stengt tilgangen sin"),
    ("tilgang_aapnet", "stengt tilgang er åpnet igjen"),
    ("foreldreinnsyn", "den unge har endret foreldrenes innsyn"),
    ("vikar", "hvem som er vikar, er endret"),
    ("relasjon_avvist", "relasjon ikke bekreftet"),
    ("loggkontroll", "lesing av logger venter på svar"),
]


class Migration(migrations.Migration):
    dependencies = [("varsling", "0004_jobber")]

    operations = [
        migrations.AlterField(
            model_name=modell,
            name=felt,
            field=models.CharField(choices=SLAG, max_length=20, verbose_name=felt),
        )
        for modell, felt in (("utboks", "slag"), ("varsel", "slag"), ("paaminnelse", "regel"))
    ]
