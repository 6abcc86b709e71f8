"""A worry with its notes, scales, signs, talks, sharing and moves."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bti", "0006_veileder_sql"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kjennetegn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("noekkel", models.CharField(max_length=60, unique=True, verbose_name="nøkkel")),
                ("nummer", models.PositiveSmallIntegerField(verbose_name="nummer")),
                (
                    "slag",
                    models.CharField(
                        choices=[
                            ("tegn", "Tegn hos barnet"),
                            ("risiko", "Det som kan gjøre det vanskeligere"),
                            ("beskyttelse", "Det som hjelper og beskytter"),
                        ],
                        max_length=12,
                        verbose_name="slag",
                    ),
                ),
                (
                    "aldersgruppe",
                    models.CharField(
                        choices=[
                            ("alle", "alle aldre"),
                            ("smaa", "0–5 år"),
                            ("barn", "6–12 år"),
                            ("ungdom", "13–18 år"),
                        ],
                        default="alle",
                        max_length=8,
                        verbose_name="alder",
                    ),
                ),
                ("tekst", models.CharField(max_length=200, verbose_name="tekst")),
                ("tekst_nn", models.CharField(max_length=200, verbose_name="tekst på nynorsk")),
                ("kilde", models.CharField(max_length=200, verbose_name="kilde")),
                (
                    "sikkerhet",
                    models.CharField(
                        choices=[
                            ("kilde", "står i kommunens egen kilde"),
                            ("nabo", "bygger på en nabokommune, ikke bekreftet"),
                            ("vaar", "skrevet for Stafett, ikke bekreftet av kommunen"),
                            ("kommunen", "skrevet eller godkjent av kommunen"),
                        ],
                        default="vaar",
                        max_length=10,
                        verbose_name="hvor sikkert",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="i bruk")),
            ],
            options={
                "verbose_name_plural": "kjennetegn",
                "ordering": ["nummer"],
            },
        ),
        migrations.AddField(
            model_name="undring",
            name="barnet_spurt",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ja", "Ja, barnet har sagt hva det mener"),
                    ("ikke_ennaa", "Nei, ikke ennå"),
                    ("for_ung", "Nei, barnet er for lite til å svare"),
                    ("utrygt", "Nei, det var ikke trygt å spørre"),
                ],
                max_length=12,
                verbose_name="er barnet spurt",
            ),
        ),
        migrations.AddField(
            model_name="undring",
            name="barnets_mening",
            field=models.TextField(blank=True, verbose_name="hva barnet mener"),
        ),
        migrations.AddField(
            model_name="undring",
            name="hvor_ofte",
            field=models.CharField(
                blank=True,
                choices=[
                    ("en_gang", "Én gang"),
                    ("noen_ganger", "Noen ganger"),
                    ("ofte", "Ofte"),
                    ("hver_dag", "Hver dag"),
                    ("vet_ikke", "Vet ikke"),
                ],
                max_length=12,
                verbose_name="hvor ofte",
            ),
        ),
        migrations.AddField(
            model_name="undring",
            name="slettes",
            field=models.DateField(editable=False, null=True, verbose_name="slettes"),
        ),
        migrations.AddConstraint(
            model_name="undring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slettes", None),
                    models.Q(("sak", None), ("utfall__in", ("avsluttet", "melding"))),
                    _connector="OR",
                ),
                name="undring_slettes_when_ended_without_sak",
            ),
        ),
        migrations.AddField(
            model_name="undring",
            name="styrker",
            field=models.TextField(blank=True, verbose_name="hva går bra"),
        ),
        migrations.AddField(
            model_name="undring",
            name="til_stede",
            field=models.TextField(blank=True, verbose_name="hvem var med"),
        ),
        migrations.AddField(
            model_name="undring",
            name="veileder",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bti.veileder",
            ),
        ),
        migrations.CreateModel(
            name="Undringsendring",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "fra",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("avsluttet", "Avsluttet: ingen grunn til uro"),
                            ("nivaa_1", "Nivå 1: innsats i egen tjeneste"),
                            ("nivaa_2", "Nivå 2: samarbeid mellom tjenester"),
                            ("melding", "Melding til barnevern eller politi"),
                        ],
                        max_length=10,
                        verbose_name="fra",
                    ),
                ),
                (
                    "til",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("avsluttet", "Avsluttet: ingen grunn til uro"),
                            ("nivaa_1", "Nivå 1: innsats i egen tjeneste"),
                            ("nivaa_2", "Nivå 2: samarbeid mellom tjenester"),
                            ("melding", "Melding til barnevern eller politi"),
                        ],
                        max_length=10,
                        verbose_name="til",
                    ),
                ),
                ("begrunnelse", models.TextField(verbose_name="begrunnelse")),
                ("til_stede", models.TextField(blank=True, verbose_name="hvem var med")),
                ("barnets_mening", models.TextField(blank=True, verbose_name="hva barnet mener")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="bestemt")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endringer",
                        to="bti.undring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undringsendringer",
            },
        ),
        migrations.CreateModel(
            name="Undringsnotat",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("tekst", models.TextField(verbose_name="hva har du sett eller hørt")),
                ("dato", models.DateField(verbose_name="når")),
                (
                    "hvor_ofte",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en_gang", "Én gang"),
                            ("noen_ganger", "Noen ganger"),
                            ("ofte", "Ofte"),
                            ("hver_dag", "Hver dag"),
                            ("vet_ikke", "Vet ikke"),
                        ],
                        max_length=12,
                        verbose_name="hvor ofte",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
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
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notater", to="bti.undring"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undringsnotater",
            },
        ),
        migrations.CreateModel(
            name="Samtale",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "med",
                    models.CharField(
                        choices=[("foresatte", "foreldrene"), ("barnet", "barnet")],
                        max_length=10,
                        verbose_name="samtale med",
                    ),
                ),
                ("hensikt", models.TextField(blank=True, verbose_name="hva du vil oppnå")),
                ("vil_si", models.TextField(blank=True, verbose_name="hva du vil si")),
                ("spoersmaal", models.TextField(blank=True, verbose_name="hva du vil spørre om")),
                ("tolk", models.BooleanField(default=False, verbose_name="trenger tolk")),
                ("tolkespraak", models.CharField(blank=True, max_length=40, verbose_name="språk")),
                ("avtalt", models.DateField(blank=True, null=True, verbose_name="avtalt")),
                ("holdt", models.DateField(blank=True, null=True, verbose_name="holdt")),
                ("hva_ble_sagt", models.TextField(blank=True, verbose_name="hva ble sagt")),
                ("barnets_ord", models.TextField(blank=True, verbose_name="barnets egne ord")),
                ("hva_naa", models.TextField(blank=True, verbose_name="hva gjør dere nå")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
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
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="samtaler", to="bti.undring"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "samtaler",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tolk", True), ("tolkespraak", ""), _connector="OR"),
                        name="samtale_spraak_only_with_tolk",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Undringsdeling",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("shared_at", models.DateTimeField(verbose_name="delt")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="avsluttet")),
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
                    "mottaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delinger", to="bti.undring"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undringsdelinger",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="undringsdeling_ended_at_and_by_together",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("undring",),
                        name="undringsdeling_one_living",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mottaker", models.F("shared_by")), _negated=True),
                        name="undringsdeling_with_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undringskjennetegn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="valgt")),
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
                    "kjennetegn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.kjennetegn"
                    ),
                ),
                (
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kjennetegn",
                        to="bti.undring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undringskjennetegn",
                "constraints": [
                    models.UniqueConstraint(fields=("undring", "kjennetegn"), name="undringskjennetegn_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Undringsskala",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "tema",
                    models.CharField(
                        choices=[
                            ("trygghet", "Trygghet"),
                            ("soevn_og_mat", "Søvn og mat"),
                            ("venner", "Venner"),
                            ("laering_og_lek", "Læring og lek"),
                            ("humoer", "Humør"),
                            ("fravaer", "Å være til stede"),
                            ("hjemme", "Ro hjemme"),
                            ("oekonomi", "Økonomi og bolig"),
                            ("stoette", "Støtte fra andre"),
                            ("samarbeid", "Samarbeidet med oss"),
                            ("helse", "Helsen i familien"),
                        ],
                        max_length=16,
                        verbose_name="hva",
                    ),
                ),
                (
                    "verdi",
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
                        verbose_name="verdi",
                    ),
                ),
                ("dato", models.DateField(verbose_name="når")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
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
                    "undring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="skalaer", to="bti.undring"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undringsskalaer",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdi__lte", 10)), name="undringsskala_is_0_to_10"
                    )
                ],
            },
        ),
    ]
