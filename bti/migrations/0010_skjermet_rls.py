"""A room of its own for the shielded concern."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0009_skjermet")]
    operations = []
