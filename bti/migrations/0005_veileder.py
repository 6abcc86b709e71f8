"""The municipal role that keeps the guide. And the guide as data: per kind of service, with conditions and sources."""

from django.db import migrations, models

ROLLER = [
    ("leder", "leder"),
    ("kommuneadministrator", "kommuneadministrator"),
    ("personvernombud", "personvernombud"),
    ("bti_koordinator", "BTI-koordinator"),
]


class Migration(migrations.Migration):
    dependencies = [("bti", "0004_noedtilgang")]
    operations = [
        migrations.AlterField("kommunerolle", "rolle", models.CharField("rolle", max_length=24, choices=ROLLER)),
    ]
