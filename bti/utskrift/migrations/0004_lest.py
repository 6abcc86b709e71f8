"""What a print-out was made from, so that it is gone when the family takes any of it back."""

from django.db import migrations, models

GJELDER = "lest IS NULL OR utskrift_gjelder(sak_id, lest)"


class Migration(migrations.Migration):
    dependencies = [("utskrift", "0003_arbeid")]
    operations = [
        migrations.AddField("utskrift", "lest", models.JSONField("lest", null=True)),
        migrations.RunSQL(
            f"CREATE POLICY utskrift_utskrift_gjelder ON utskrift_utskrift AS RESTRICTIVE FOR ALL USING ({GJELDER});",
            "DROP POLICY utskrift_utskrift_gjelder ON utskrift_utskrift;",
        ),
    ]
