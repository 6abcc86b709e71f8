"""Which teams, members, questions, meetings and points of an agenda exist for whom."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

INGEN = "false"  # written by functions alone


class Migration(migrations.Migration):
    dependencies = [("bti", "0012_fagteam")]
    operations = [
        RunSqlFile("fagteam.sql"),
        EnableRls("bti_fagteam", "kommune_id = ANY ((SELECT tilgang_mine_kommuner())::uuid[])", INGEN, INGEN),
        EnableRls(
            "bti_fagteammedlem", "fagteam_id = ANY (ARRAY(SELECT t.id FROM bti_fagteam t))", INGEN, INGEN
        ),
        EnableRls("bti_droefting", "id = ANY ((SELECT tilgang_mine_droeftinger())::uuid[])", INGEN, INGEN),
        RunSqlFile("fagteammoete.sql"),
        EnableRls("bti_fagteammoete", "fagteam_id = ANY ((SELECT tilgang_mine_fagteam())::uuid[])", INGEN, INGEN),
        EnableRls("bti_fagteampunkt", "id = ANY ((SELECT tilgang_mine_fagteampunkter())::uuid[])", INGEN, INGEN),
    ]
