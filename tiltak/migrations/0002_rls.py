"""Goals, measures and evaluations exist for those who see their case."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableSakRls, KeepWithinSak, RequirePermission, may_write
from bti.tilgang.tillatelser import Permission as P


class Migration(migrations.Migration):
    dependencies = [("tiltak", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableSakRls("tiltak_maal", forfatter="created_by_id"),
        EnableSakRls("tiltak_tiltak", forfatter="created_by_id"),
        EnableSakRls("tiltak_evaluering", forfatter="evaluated_by_id"),
        KeepWithinSak("tiltak_tiltak", "maal_id", "tiltak_maal"),
        KeepWithinSak("tiltak_evaluering", "tiltak_id", "tiltak_tiltak"),
        RequirePermission("tiltak_maal", may_write(P.ADD_MAAL), may_write(P.ADD_MAAL)),
        RequirePermission(
            "tiltak_tiltak", may_write(P.ADD_TILTAK), may_write(P.CHANGE_TILTAK, P.EVALUATE_TILTAK)
        ),
        RequirePermission("tiltak_evaluering", may_write(P.EVALUATE_TILTAK)),
    ]
