"""Rights, the legal coordinator, and the individual plan."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0015_skjemamal_rls")]
    operations = []
