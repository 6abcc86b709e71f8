"""Goals, measures and evaluations exist for those who see their case."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableSakRls, KeepWithinSak


class Migration(migrations.Migration):
    dependencies = [("tiltak", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableSakRls("tiltak_maal", forfatter="created_by_id"),
        EnableSakRls("tiltak_tiltak", forfatter="created_by_id"),
        EnableSakRls("tiltak_evaluering", forfatter="evaluated_by_id"),
        KeepWithinSak("tiltak_tiltak", "maal_id", "tiltak_maal"),
        KeepWithinSak("tiltak_evaluering", "tiltak_id", "tiltak_tiltak"),
    ]
