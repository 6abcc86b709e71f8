"""Questions about the record; what opens, ends, tells of and judges break-glass; and who is blocked."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from bti.tilgang.operasjoner import AKTOER, MINE_SAKER, EnableRls, RunSqlFile


def _person(**kwargs):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **kwargs
    )


def _together(name, first, second):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
    )


class Migration(migrations.Migration):
    dependencies = [("bti", "0003_rls"), ("revisjon", "0003_oppslag"), ("varsling", "0005_inviter_naa")]
    operations = [
        migrations.AddField("noedtilgang", "prolonged_at", models.DateTimeField("utsatt én gang til", null=True, editable=False)),
        migrations.AddField("noedtilgang", "prolonged_by", _person(null=True, editable=False)),
        migrations.AddConstraint(
            "noedtilgang", _together("noedtilgang_prolonged_at_and_by_together", "prolonged_at", "prolonged_by")
        ),
        migrations.CreateModel(
            name="Innsynsspoersmaal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("dag", models.DateField(verbose_name="dagen det gjelder")),
                ("tekst", models.TextField(blank=True, verbose_name="spørsmålet")),
                ("asked_at", models.DateTimeField(verbose_name="spurt")),
                ("svarfrist", models.DateField(verbose_name="svar innen")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="besvart")),
                ("svar", models.TextField(blank=True, verbose_name="svaret")),
                ("answered_by", _person(null=True, editable=False)),
                ("asked_by", _person()),
                ("gjelder", _person()),
                (
                    "sak",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.sak"),
                ),
            ],
            options={
                "verbose_name_plural": "innsynsspørsmål",
                "constraints": [
                    _together("innsynsspoersmaal_asked_at_and_by_together", "asked_at", "asked_by"),
                    _together("innsynsspoersmaal_answered_at_and_by_together", "answered_at", "answered_by"),
                    models.CheckConstraint(
                        name="innsynsspoersmaal_not_answered_by_whom_it_is_about",
                        condition=Q(answered_by=None) | ~Q(answered_by=F("gjelder")),
                    ),
                    models.CheckConstraint(
                        name="innsynsspoersmaal_answer_has_words",
                        condition=Q(answered_at=None, svar="") | (Q(answered_at__isnull=False) & ~Q(svar="")),
                    ),
                    models.UniqueConstraint(
                        name="innsynsspoersmaal_one_open_per_line",
                        fields=["sak", "asked_by", "gjelder", "dag"],
                        condition=Q(answered_at=None),
                    ),
                ],
            },
        ),
        RunSqlFile("innsyn.sql"),
        RunSqlFile("noedtilgang.sql"),
        RunSqlFile("sperring.sql"),
        EnableRls("bti_innsynsspoersmaal", f"asked_by_id = {AKTOER} AND sak_id = {MINE_SAKER}", "false", "false"),
    ]
