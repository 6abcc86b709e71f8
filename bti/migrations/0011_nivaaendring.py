"""What the child thinks of a change of level."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0010_skjermet_rls")]
    operations = []
