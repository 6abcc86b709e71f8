"""What follows when a service loses sight of a case, and the receipts that its people keep."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import AKTOER, EnableRls, RunSqlFile

INGEN = "false"  # written by functions alone


class Migration(migrations.Migration):
    dependencies = [
        ("samtykke", "0006_lovligdeling_rls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Deltakelseskvittering",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sak_nr", models.UUIDField(verbose_name="sakens nummer")),
                ("gyldig_fra", models.DateField(verbose_name="fra og med")),
                ("gyldig_til", models.DateField(verbose_name="til og med")),
                ("antall_innlegg", models.PositiveIntegerField(verbose_name="innlegg skrevet")),
                ("issued_at", models.DateTimeField(verbose_name="gitt")),
                (
                    "bruker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tjeneste",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.tjeneste",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deltakelseskvitteringer",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gyldig_til", None), ("gyldig_til__gte", models.F("gyldig_fra")), _connector="OR"
                        ),
                        name="deltakelseskvittering_period_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=("sak_nr", "tjeneste", "bruker", "gyldig_til"),
                        name="deltakelseskvittering_once_per_loss",
                    ),
                ],
            },
        ),
        EnableRls("samtykke_deltakelseskvittering", f"bruker_id = {AKTOER}", INGEN, INGEN),
        RunSqlFile("samtykke_virkning.sql"),
    ]
