"""Who reads and decides the coordination of a case."""

from django.db import migrations

from bti.tilgang.operasjoner import MINE_SAKER, EnableRls, EnableSakRls, RequirePermission, RunSqlFile, may_write
from bti.tilgang.tillatelser import Permission as P

INGEN = "false"  # written by functions alone


class Migration(migrations.Migration):
    dependencies = [("bti", "0016_samordning")]
    operations = [
        RunSqlFile("samordning.sql"),
        EnableRls("bti_koordinering", f"sak_id = {MINE_SAKER}", INGEN, INGEN),
        EnableSakRls("bti_individuellplan", forfatter="started_by_id"),
        RequirePermission("bti_individuellplan", may_write(P.CHANGE_SAK), may_write(P.CHANGE_SAK)),
    ]
