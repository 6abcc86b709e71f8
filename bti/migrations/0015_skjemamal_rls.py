"""Who fills in and reads a form."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0014_skjemamal")]
    operations = []
