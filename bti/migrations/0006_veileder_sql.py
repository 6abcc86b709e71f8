"""The functions that write a guide whole, publish it and remind of its review."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0005_veileder")]
    operations = []
