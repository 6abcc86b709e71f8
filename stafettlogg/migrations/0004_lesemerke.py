"""What is new to each reader of a case: there for that reader alone, and written by a function alone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import AKTOER, EnableRls, RunSqlFile

MITT = f"bruker_id = {AKTOER}"
INGEN = "false"


class Migration(migrations.Migration):
    dependencies = [("stafettlogg", "0003_stafettveksling")]

    operations = [
        migrations.CreateModel(
            name="Lesemerke",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sist_her", models.DateTimeField(verbose_name="sist her")),
                ("lest_til", models.DateTimeField(editable=False, null=True, verbose_name="lest til")),
                ("bruker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("sak", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bti.sak")),
            ],
            options={
                "verbose_name_plural": "lesemerker",
                "constraints": [models.UniqueConstraint(fields=("sak", "bruker"), name="lesemerke_one_each")],
            },
        ),
        migrations.AddIndex(
            model_name="innlegg",
            index=models.Index(condition=models.Q(("retter__isnull", False)), fields=["retter"], name="innlegg_retter"),
        ),
        RunSqlFile("lesemerke.sql"),
        EnableRls("stafettlogg_lesemerke", MITT, INGEN, INGEN),
    ]
