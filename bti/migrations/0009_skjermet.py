"""The shielded concern, who reads it, what was advised, and what is held back."""

import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bti", "0008_undring_rls")]
    operations = [
        migrations.CreateModel(
            name="SkjermetBekymring",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("merkelapp", models.CharField(blank=True, max_length=60, verbose_name="merkelapp")),
                ("observert", models.TextField(verbose_name="hva du har sett eller hørt")),
                ("observert_dato", models.DateField(verbose_name="når")),
                ("barnets_ord", models.TextField(blank=True, verbose_name="ordene barnet brukte")),
                (
                    "hvem_er_til_fare",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hjemme", "hjemme"),
                            ("utenfor", "utenfor hjemmet"),
                            ("vet_ikke", "jeg vet ikke"),
                        ],
                        max_length=16,
                        verbose_name="hvor faren er",
                    ),
                ),
                ("barnet_naa", models.TextField(blank=True, verbose_name="hvor barnet er nå")),
                ("created_at", models.DateTimeField(verbose_name="skrevet")),
                ("sist_skrevet", models.DateTimeField(verbose_name="sist skrevet i")),
                ("slettes_varslet", models.DateTimeField(null=True, verbose_name="varslet om sletting")),
                ("versjon", models.PositiveIntegerField(default=1)),
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
                    "sak",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.sak",
                    ),
                ),
                (
                    "tjeneste",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.tjeneste"
                    ),
                ),
                (
                    "undring",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.undring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjermede bekymringer",
            },
        ),
        migrations.CreateModel(
            name="Skjermetleser",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kan_frigi", models.BooleanField(default=False, verbose_name="kan slippe varslene")),
                ("named_at", models.DateTimeField(verbose_name="valgt")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="avsluttet")),
                (
                    "bruker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "skjermet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.skjermetbekymring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjermetlesere",
            },
        ),
        migrations.CreateModel(
            name="Skjermetraad",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "fra",
                    models.CharField(
                        choices=[
                            ("barnevern", "barnevernet"),
                            ("barnevernvakt", "barnevernvakten"),
                            ("politi", "politiet"),
                            ("alarmtelefon", "Alarmtelefonen for barn og unge"),
                            ("leder", "lederen min"),
                            ("annen", "noen andre"),
                        ],
                        max_length=16,
                        verbose_name="fra",
                    ),
                ),
                ("hvem", models.CharField(blank=True, max_length=120, verbose_name="hvem")),
                ("snakket_at", models.DateTimeField(verbose_name="snakket")),
                ("raad", models.TextField(verbose_name="rådet")),
                ("written_at", models.DateTimeField(verbose_name="skrevet")),
                (
                    "skjermet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.skjermetbekymring",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjermede råd",
            },
        ),
        migrations.CreateModel(
            name="Skjermetmelding",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "til",
                    models.CharField(
                        choices=[
                            ("barnevern", "til barnevernet"),
                            ("politi", "til politiet"),
                            ("begge", "til barnevernet og politiet"),
                            ("ingen", "drøftet, og ikke meldt"),
                        ],
                        max_length=12,
                        verbose_name="meldt til",
                    ),
                ),
                ("hvordan", models.CharField(blank=True, max_length=200, verbose_name="meldt hvordan")),
                ("grunn", models.TextField(blank=True, verbose_name="hvorfor ikke meldt")),
                ("meldt_at", models.DateTimeField(verbose_name="meldt, eller bestemt at det ikke meldes")),
                ("written_at", models.DateTimeField(verbose_name="skrevet")),
                (
                    "skjermet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.skjermetbekymring",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "skjermede meldinger",
            },
        ),
        migrations.CreateModel(
            name="Tilbakehold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("held_at", models.DateTimeField(verbose_name="holdt fra")),
                ("released_at", models.DateTimeField(null=True, verbose_name="sluppet")),
                (
                    "valg",
                    models.CharField(
                        blank=True,
                        choices=[("send", "sendt"), ("kast", "kastet"), ("tomt", "ingenting ventet")],
                        max_length=4,
                        verbose_name="hva som ble gjort",
                    ),
                ),
                (
                    "ansvarlig",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
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
                    "sak",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.sak",
                    ),
                ),
                (
                    "skjermet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bti.skjermetbekymring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tilbakehold",
            },
        ),
        migrations.AddIndex(
            model_name="skjermetbekymring",
            index=models.Index(fields=["created_by"], name="skjermet_forfatter"),
        ),
        migrations.AddConstraint(
            model_name="skjermetbekymring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("observert_dato__gte", datetime.date(1900, 1, 1)),
                    ("observert_dato__lte", datetime.date(2200, 12, 31)),
                ),
                name="skjermetbekymring_dato_is_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetraad",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("snakket_at__gte", datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ("snakket_at__lte", datetime.datetime(2200, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC)),
                ),
                name="skjermetraad_snakket_at_is_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetmelding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("til", "ingen"), _negated=True),
                    models.Q(("grunn", ""), _negated=True),
                    _connector="OR",
                ),
                name="skjermetmelding_not_meldt_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetmelding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meldt_at__gte", datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ("meldt_at__lte", datetime.datetime(2200, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC)),
                ),
                name="skjermetmelding_meldt_at_is_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetleser",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="skjermetleser_ended_at_and_by_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetleser",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("skjermet", "bruker"),
                name="skjermetleser_one_living",
            ),
        ),
        migrations.AddConstraint(
            model_name="skjermetleser",
            constraint=models.CheckConstraint(
                condition=models.Q(("bruker", models.F("named_by")), _negated=True),
                name="skjermetleser_is_not_the_author",
            ),
        ),
        migrations.AddIndex(
            model_name="tilbakehold",
            index=models.Index(
                condition=models.Q(("released_at", None)), fields=["sak"], name="tilbakehold_lever"
            ),
        ),
        migrations.AddConstraint(
            model_name="tilbakehold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="tilbakehold_released_at_and_by_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="tilbakehold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at", None)), fields=("skjermet",), name="tilbakehold_one_living"
            ),
        ),
    ]
