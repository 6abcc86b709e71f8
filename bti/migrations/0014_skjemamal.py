"""Forms as data, and what is filled in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0013_fagteam_rls")]
    operations = []
