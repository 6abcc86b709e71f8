"""Who reads a worry that is shared, and what takes one away."""

from django.db import migrations

from bti.tilgang.operasjoner import AKTOER, ChangeReading, EnableRls, RestrictWrites, RunSqlFile

MINE_UNDRINGER = "ANY (ARRAY(SELECT u.id FROM bti_undring u))"
EGNE_UNDRINGER = f"ANY (ARRAY(SELECT u.id FROM bti_undring u WHERE u.created_by_id = {AKTOER}))"
MINE = f"undring_id = {MINE_UNDRINGER}"
EGNE = f"undring_id = {EGNE_UNDRINGER}"
SKREVET_AV_MEG = f"created_by_id = {AKTOER}"
DELTE = "ANY ((SELECT tilgang_delte_undringer())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [("bti", "0007_undring")]
    operations = [
        RunSqlFile("undring.sql"),
        # Two index conditions, both sparse: one's own, and the few that are shared with one (docs/adr).
        ChangeReading(
            "bti_undring", f"created_by_id = {AKTOER} OR id = {DELTE}", before=f"created_by_id = {AKTOER}"
        ),
        EnableRls("bti_undringsdeling", f"mottaker_id = {AKTOER} OR shared_by_id = {AKTOER}"),
        RestrictWrites("bti_stegstatus", "forfatter", f"undring_id IS NULL OR {EGNE}"),
        # Who reads the worry adds a note to it; numbers and signs are its author's.
        EnableRls("bti_undringsnotat", MINE, skriv=f"{MINE} AND {SKREVET_AV_MEG}"),
        EnableRls("bti_undringsskala", MINE, skriv=f"{EGNE} AND {SKREVET_AV_MEG}", endre=EGNE),
        EnableRls("bti_undringskjennetegn", MINE, skriv=f"{EGNE} AND {SKREVET_AV_MEG}", endre=EGNE),
        EnableRls("bti_samtale", MINE, skriv=f"{EGNE} AND {SKREVET_AV_MEG}", endre=EGNE),
        RestrictWrites("bti_samtale", "undring", MINE),
        EnableRls("bti_undringsendring", MINE, skriv=f"{EGNE} AND decided_by_id = {AKTOER}", endre=EGNE),
        RestrictWrites("bti_undringsendring", "undring", MINE),
        RestrictWrites("bti_undringsnotat", "undring", MINE),
        RestrictWrites("bti_undringsskala", "undring", MINE),
        RestrictWrites("bti_undringskjennetegn", "undring", MINE),
    ]
