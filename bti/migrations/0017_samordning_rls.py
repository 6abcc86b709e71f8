"""Who reads and decides the coordination of a case."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0016_samordning")]
    operations = []
