"""What a print-out was made from, so that it is gone when the family takes any of it back.

One about a question of consent is its giver's: in that case, and as long as they may print their own. One that says yes is
gone with the yes, also when a worker had it in hand the moment that the yes was taken back.
"""

from django.db import migrations, models

from bti.tilgang.operasjoner import AKTOER, may_write
from bti.tilgang.tillatelser import Permission as P

MITT = (
    f"{may_write(P.PRINT_SAMTYKKE)} AND EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.id = utskrift_utskrift.om_id"  # noqa: S608 (names of ours)
    f" AND k.sak_id = utskrift_utskrift.sak_id AND k.giver_id = {AKTOER})"
    " AND (lest IS NULL OR lest = 'null' OR EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE to_jsonb(y.id) = lest"
    " AND (y.withdrawn_at IS NULL OR y.slutt = 'erstattet')))"
)
GJELDER = f"CASE WHEN om_id IS NULL THEN lest IS NULL OR utskrift_gjelder(sak_id, lest) ELSE {MITT} END"


class Migration(migrations.Migration):
    dependencies = [("utskrift", "0003_arbeid")]
    operations = [
        migrations.AddField("utskrift", "lest", models.JSONField("lest", null=True)),
        migrations.RunSQL(
            f"CREATE POLICY utskrift_utskrift_gjelder ON utskrift_utskrift AS RESTRICTIVE FOR ALL USING ({GJELDER});",
            "DROP POLICY utskrift_utskrift_gjelder ON utskrift_utskrift;",
        ),
    ]
