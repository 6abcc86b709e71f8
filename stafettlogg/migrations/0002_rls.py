"""The log, meetings and messages exist for those who see their case."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableSakRls, KeepWithinSak, KeepWithinSakSelf


class Migration(migrations.Migration):
    dependencies = [("stafettlogg", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableSakRls("stafettlogg_stafettlogg", forfatter="opened_by_id"),
        EnableSakRls("stafettlogg_innlegg", forfatter="created_by_id"),
        EnableSakRls("stafettlogg_moete", forfatter="called_by_id"),
        EnableSakRls("stafettlogg_moetedeltaker"),
        EnableSakRls("stafettlogg_melding", forfatter="sent_by_id"),
        KeepWithinSakSelf("stafettlogg_innlegg", "retter_id"),
        KeepWithinSak("stafettlogg_moete", "nivaaendring_id", "bti_nivaaendring"),
        KeepWithinSak("stafettlogg_moetedeltaker", "moete_id", "stafettlogg_moete"),
    ]
