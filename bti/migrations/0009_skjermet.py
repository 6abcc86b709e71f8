"""The shielded concern."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0008_undring_rls")]
    operations = []
