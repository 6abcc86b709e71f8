"""The scanned sheet of an answer on paper: no right to the table, read and written through functions alone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import EnableSakRls, RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0011_paa_vegne"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Svarskann",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("status", models.CharField(choices=[("mottatt", "mottatt"), ("klar", "klar"), ("avvist", "kunne ikke brukes"), ("slettet", "slettet")], default="mottatt", max_length=7, verbose_name="status")),
                ("feil", models.CharField(blank=True, max_length=20, verbose_name="hvorfor ikke")),
                ("raa", models.BinaryField(null=True, verbose_name="filen som kom")),
                ("bilde", models.BinaryField(null=True, verbose_name="arket")),
                ("avtrykk", models.CharField(max_length=64, verbose_name="filens avtrykk")),
                ("sider", models.PositiveSmallIntegerField(default=0, verbose_name="sider")),
                ("forsoek", models.PositiveSmallIntegerField(default=0, verbose_name="forsøk")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="påbegynt")),
                ("claim_token", models.UUIDField(null=True)),
                ("uploaded_at", models.DateTimeField(verbose_name="lagt ved")),
                ("sak", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.sak")),
                ("svar", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="skann", to="samtykke.svarpaavegne")),
                ("uploaded_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name_plural": "skann",
                "indexes": [models.Index(condition=models.Q(("status", "mottatt")), fields=["uploaded_at"], name="svarskann_venter")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("raa__isnull", False), ("status", "mottatt")), ("raa", None), _connector="OR"), name="svarskann_raw_only_until_cleaned"),
                    models.CheckConstraint(condition=models.Q(models.Q(("bilde__isnull", False), ("sider__gt", 0), ("status", "klar")), models.Q(models.Q(("status", "klar"), _negated=True), ("bilde", None)), _connector="OR"), name="svarskann_klar_has_picture"),
                ],
            },
        ),
        RunSqlFile("samtykke_skann.sql"),
        EnableSakRls("samtykke_svarskann"),
    ]
