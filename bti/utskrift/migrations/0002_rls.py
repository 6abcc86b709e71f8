"""A print-out exists for the person who ordered it, while they still see the case."""

from django.db import migrations

from bti.tilgang.operasjoner import AKTOER, MINE_SAKER, EnableRls, RequirePermission, may_write
from bti.tilgang.tillatelser import Permission as P


class Migration(migrations.Migration):
    dependencies = [("utskrift", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableRls("utskrift_utskrift", f"ordered_by_id = {AKTOER} AND sak_id = {MINE_SAKER}"),
        RequirePermission(
            "utskrift_utskrift",
            f"CASE WHEN om_id IS NULL THEN {may_write(P.ORDER_UTSKRIFT)} ELSE {may_write(P.PRINT_SAMTYKKE)} END",
        ),
    ]
