"""The functions that write a form, and who sees what is filled in."""

from django.db import migrations

from bti.tilgang.operasjoner import (
    AKTOER,
    MINE_SAKER,
    EnableRls,
    RequirePermission,
    RestrictWrites,
    RunSqlFile,
    may_write,
)
from bti.tilgang.tillatelser import Permission as P

UTFYLLING, SVAR = "bti_skjemautfylling", "bti_skjemasvar"
MINE_UNDRINGER = "ANY (ARRAY(SELECT u.id FROM bti_undring u))"
EGNE_UNDRINGER = f"ANY (ARRAY(SELECT u.id FROM bti_undring u WHERE u.created_by_id = {AKTOER}))"
I_SAKEN = f"sak_id IS NULL OR {may_write(P.ADD_INNLEGG)}"  # about a worry: its author's
SKRIVER = f"sak_id = {MINE_SAKER} OR undring_id = {EGNE_UNDRINGER}"
PUBLISERT = (
    f"EXISTS (SELECT 1 FROM bti_skjemamal m WHERE m.id = {UTFYLLING}.mal_id AND m.published_at IS NOT NULL)"
)
# An answer exists with its form, is written while that may be, to a question of it, in the column of its kind.
SKJEMAET = f"{UTFYLLING} u WHERE u.id = {SVAR}.utfylling_id"
KAN_SVARE = (
    f"EXISTS (SELECT 1 FROM {SKJEMAET} AND u.ferdig_at IS NULL AND (u.undring_id = {EGNE_UNDRINGER}"
    f" OR u.sak_id = {MINE_SAKER} AND {may_write(P.ADD_INNLEGG, sak='u.sak_id')}))"
)
ETTER_SLAG = f"""EXISTS (
    SELECT 1 FROM {UTFYLLING} u JOIN bti_skjemafelt f ON f.mal_id = u.mal_id
     WHERE u.id = {SVAR}.utfylling_id AND f.id = {SVAR}.felt_id AND CASE f.felttype
        WHEN 'tekst' THEN {SVAR}.tekst <> '' WHEN 'langtekst' THEN {SVAR}.tekst <> ''
        WHEN 'skala' THEN {SVAR}.tall IS NOT NULL WHEN 'dato' THEN {SVAR}.dato IS NOT NULL
        WHEN 'janei' THEN {SVAR}.ja IS NOT NULL ELSE f.valg @> {SVAR}.valg END)"""


class Migration(migrations.Migration):
    dependencies = [("bti", "0014_skjemamal")]
    operations = [
        RunSqlFile("skjemamal.sql"),
        EnableRls(
            UTFYLLING,
            f"sak_id = {MINE_SAKER} OR undring_id = {MINE_UNDRINGER}",
            skriv=f"({SKRIVER}) AND created_by_id = {AKTOER} AND ferdig_at IS NULL",
            endre=SKRIVER,
        ),
        RequirePermission(UTFYLLING, I_SAKEN, I_SAKEN),
        RestrictWrites(UTFYLLING, "mal", PUBLISERT),
        RestrictWrites(UTFYLLING, "undring", f"undring_id IS NULL OR undring_id = {EGNE_UNDRINGER}"),
        migrations.RunSQL(
            # The family reads what is done; who works with the case, what is being written too.
            f"CREATE POLICY {UTFYLLING}_ferdig ON {UTFYLLING} AS RESTRICTIVE FOR SELECT"
            f" USING (sak_id IS NULL OR ferdig_at IS NOT NULL OR {may_write(P.ADD_INNLEGG)});"
            # What is done is never changed, and what others have begun on is not thrown away.
            f"CREATE POLICY {UTFYLLING}_staar ON {UTFYLLING} AS RESTRICTIVE FOR UPDATE USING (ferdig_at IS NULL)"
            f" WITH CHECK (ferdig_by_id IS NULL OR ferdig_by_id = {AKTOER});"
            f"CREATE POLICY {UTFYLLING}_kastes ON {UTFYLLING} AS RESTRICTIVE FOR DELETE"
            f" USING (ferdig_at IS NULL AND created_by_id = {AKTOER});",
            "".join(f"DROP POLICY {UTFYLLING}_{en} ON {UTFYLLING};" for en in ("ferdig", "staar", "kastes")),
        ),
        EnableRls(SVAR, f"utfylling_id = ANY (ARRAY(SELECT u.id FROM {UTFYLLING} u))", KAN_SVARE, KAN_SVARE),
        RestrictWrites(SVAR, "utfylling", ETTER_SLAG),
    ]
