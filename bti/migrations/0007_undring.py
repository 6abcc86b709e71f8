"""A worry with its notes, scales, signs, talks, sharing and moves."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0006_veileder_sql")]
    operations = []
