"""Forms as data, and what is filled in."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bti", "0013_fagteam_rls")]

    operations = [
        migrations.CreateModel(
            name="Skjemamal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("noekkel", models.CharField(max_length=60, verbose_name="nøkkel")),
                ("versjon", models.PositiveIntegerField(verbose_name="versjon")),
                ("navn", models.CharField(max_length=120, verbose_name="navn")),
                (
                    "gjelder",
                    models.CharField(
                        choices=[
                            ("undring", "en undring eller en sak"),
                            ("sak", "en sak"),
                            ("moete", "et møte i en sak"),
                            ("avslutning", "avslutning av en sak"),
                        ],
                        max_length=12,
                        verbose_name="brukes i",
                    ),
                ),
                ("ingress", models.TextField(blank=True, verbose_name="forklaring")),
                ("kilde", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                (
                    "sikkerhet",
                    models.CharField(
                        choices=[
                            ("kilde", "står i kommunens egen kilde"),
                            ("nabo", "bygger på en nabokommune, ikke bekreftet"),
                            ("vaar", "skrevet for Stafett, ikke bekreftet av kommunen"),
                            ("kommunen", "skrevet eller godkjent av kommunen"),
                        ],
                        default="kommunen",
                        max_length=10,
                        verbose_name="sikkerhet",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publisert")),
                ("is_active", models.BooleanField(default=True, verbose_name="i bruk")),
                (
                    "redigert",
                    models.PositiveIntegerField(
                        db_default=1, default=1, editable=False, verbose_name="lagret antall ganger"
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skjemamaler",
                        to="bti.kommune",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjemamaler",
            },
        ),
        migrations.CreateModel(
            name="Skjemafelt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("nummer", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("noekkel", models.CharField(max_length=60, verbose_name="nøkkel")),
                ("ledetekst", models.CharField(max_length=200, verbose_name="spørsmål")),
                ("hjelp", models.CharField(blank=True, max_length=300, verbose_name="hjelpetekst")),
                (
                    "felttype",
                    models.CharField(
                        choices=[
                            ("tekst", "kort tekst"),
                            ("langtekst", "lang tekst"),
                            ("valg", "ett valg"),
                            ("flervalg", "flere valg"),
                            ("skala", "tall fra 0 til 10"),
                            ("dato", "dato"),
                            ("janei", "ja eller nei"),
                        ],
                        max_length=10,
                        verbose_name="type svar",
                    ),
                ),
                ("valg", models.JSONField(blank=True, default=list, verbose_name="valg")),
                ("paakrevd", models.BooleanField(default=False, verbose_name="må fylles ut")),
                (
                    "mal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="felter", to="bti.skjemamal"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjemafelter",
                "ordering": ["nummer"],
            },
        ),
        migrations.CreateModel(
            name="Skjemautfylling",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begynt")),
                ("ferdig_at", models.DateTimeField(editable=False, null=True, verbose_name="ferdig")),
                ("versjon", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ferdig_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utfyllinger",
                        to="bti.skjemamal",
                    ),
                ),
                (
                    "sak",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skjemaer",
                        to="bti.sak",
                    ),
                ),
                (
                    "undring",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skjemaer",
                        to="bti.undring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjemautfyllinger",
            },
        ),
        migrations.CreateModel(
            name="Skjemasvar",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("tekst", models.TextField(blank=True, verbose_name="tekst")),
                (
                    "tall",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "0 – svært vanskelig"),
                            (1, "1"),
                            (2, "2 – vanskelig"),
                            (3, "3"),
                            (4, "4"),
                            (5, "5 – både og"),
                            (6, "6"),
                            (7, "7"),
                            (8, "8 – ganske fint"),
                            (9, "9"),
                            (10, "10 – går fint"),
                        ],
                        null=True,
                        verbose_name="tall",
                    ),
                ),
                ("dato", models.DateField(null=True, verbose_name="dato")),
                ("ja", models.BooleanField(null=True, verbose_name="ja eller nei")),
                ("valg", models.JSONField(null=True, verbose_name="valg")),
                (
                    "felt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.skjemafelt"
                    ),
                ),
                (
                    "utfylling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="svar",
                        to="bti.skjemautfylling",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjemasvar",
            },
        ),
        migrations.AddConstraint(
            model_name="skjemamal",
            constraint=models.UniqueConstraint(
                fields=("kommune", "noekkel", "versjon"), name="skjemamal_once_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="skjemamal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)),
                fields=("kommune", "noekkel"),
                name="skjemamal_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjemafelt",
            constraint=models.UniqueConstraint(fields=("mal", "nummer"), name="skjemafelt_once_per_mal"),
        ),
        migrations.AddConstraint(
            model_name="skjemafelt",
            constraint=models.UniqueConstraint(
                fields=("mal", "noekkel"), name="skjemafelt_noekkel_once_per_mal"
            ),
        ),
        migrations.AddConstraint(
            model_name="skjemautfylling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ferdig_at__isnull", True), ("ferdig_by__isnull", True)),
                    models.Q(("ferdig_at__isnull", False), ("ferdig_by__isnull", False)),
                    _connector="OR",
                ),
                name="skjemautfylling_ferdig_at_and_by_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjemautfylling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sak", None), ("undring__isnull", False)),
                    models.Q(("sak__isnull", False), ("undring", None)),
                    _connector="OR",
                ),
                name="skjemautfylling_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjemasvar",
            constraint=models.UniqueConstraint(fields=("utfylling", "felt"), name="skjemasvar_once_per_felt"),
        ),
        migrations.AddConstraint(
            model_name="skjemasvar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("tekst", ""), _negated=True),
                        ("dato", None),
                        ("ja", None),
                        ("tall", None),
                        ("valg__isnull", True),
                    ),
                    models.Q(
                        ("dato", None), ("ja", None), ("tall__lte", 10), ("tekst", ""), ("valg__isnull", True)
                    ),
                    models.Q(
                        ("dato__isnull", False),
                        ("ja", None),
                        ("tall", None),
                        ("tekst", ""),
                        ("valg__isnull", True),
                    ),
                    models.Q(
                        ("dato", None),
                        ("ja__isnull", False),
                        ("tall", None),
                        ("tekst", ""),
                        ("valg__isnull", True),
                    ),
                    models.Q(
                        ("dato", None), ("ja", None), ("tall", None), ("tekst", ""), ("valg__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="skjemasvar_has_one_value",
            ),
        ),
    ]
