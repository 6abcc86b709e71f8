"""What those who answer for many cases see of their consents."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile

REVERSE = """
DROP FUNCTION samtykke_linjer();
DROP FUNCTION samtykke_saker_aa_foelge(uuid);
DROP FUNCTION samtykke_skjulte_enheter(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0008_matrise"), ("bti", "0017_samordning_rls")]
    operations = [RunSqlFile("samtykkelinjer.sql", REVERSE)]
