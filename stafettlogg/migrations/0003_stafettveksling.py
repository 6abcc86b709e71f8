"""The baton offered and answered: written by functions alone, and there for who is asked and whoever holds it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE = "id = ANY ((SELECT tilgang_mine_stafettvekslinger())::uuid[])"
INGEN = "false"


def _hvem(**valg):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **valg
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stafettlogg", "0002_rls"),
        ("samtykke", "0015_lukkeoenske"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Stafettveksling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("fra_leder", models.BooleanField(db_default=False, default=False, editable=False, verbose_name="spurt av en leder")),
                ("invitert", models.BooleanField(db_default=False, default=False, editable=False, verbose_name="invitert for å svare")),
                ("svarfrist", models.DateField(verbose_name="svar innen")),
                ("beskjed", models.CharField(blank=True, max_length=1000, verbose_name="beskjed til den neste")),
                ("offered_at", models.DateTimeField(verbose_name="tilbudt")),
                ("svar", models.CharField(blank=True, choices=[("ja", "ja"), ("nei", "nei")], max_length=3, verbose_name="svar")),
                ("grunn", models.CharField(blank=True, max_length=300, verbose_name="hvorfor ikke")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="besvart")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="trukket")),
                ("fra", _hvem()),
                ("offered_by", _hvem()),
                ("sak", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.sak")),
                ("til", _hvem()),
                ("withdrawn_by", _hvem(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "stafettvekslinger",
                "indexes": [models.Index(condition=models.Q(("answered_at", None), ("withdrawn_at", None)), fields=["til"], name="stafettveksling_til_venter")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)), models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)), _connector="OR"), name="stafettveksling_withdrawn_at_and_by_together"),
                    models.CheckConstraint(condition=models.Q(models.Q(("answered_at", None), ("grunn", ""), ("svar", "")), models.Q(models.Q(("svar", ""), _negated=True), ("answered_at__isnull", False)), _connector="OR"), name="stafettveksling_answered_says_what"),
                    models.CheckConstraint(condition=models.Q(("fra", models.F("til")), _negated=True), name="stafettveksling_is_to_another"),
                    models.UniqueConstraint(condition=models.Q(("answered_at", None), ("withdrawn_at", None)), fields=("sak",), name="stafettveksling_one_waiting_per_sak"),
                ],
            },
        ),
        RunSqlFile("stafett_uten_holder.sql"),
        RunSqlFile("stafettveksling.sql"),
        EnableRls("stafettlogg_stafettveksling", MINE, INGEN, INGEN),
    ]
