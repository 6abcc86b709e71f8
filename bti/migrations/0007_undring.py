"""A worry with its notes, scales, signs, talks, sharing and moves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bti", "0006_veileder_sql"),
    ]

    operations = [
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
            name="styrker",
            field=models.TextField(blank=True, verbose_name="hva går bra"),
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
    ]
