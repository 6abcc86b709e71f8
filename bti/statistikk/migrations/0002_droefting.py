"""Questions without a name, as numbers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("statistikk", "0001_funksjoner"), ("bti", "0013_fagteam_rls")]
    operations = []
