"""The whole of a case's consents in one question."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0007_kvittering")]
    operations = [
        RunSqlFile(
            "samtykkematrise.sql",
            "DROP FUNCTION samtykke_utenfor_temaer(uuid, text[]); DROP FUNCTION samtykke_matrise(uuid);"
            " DROP FUNCTION samtykke_leser_alle_svar(uuid); DROP FUNCTION samtykke_egne_tjenester(uuid)",
        )
    ]
