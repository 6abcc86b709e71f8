"""Who reads a worry that is shared, and what takes one away."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0007_undring")]
    operations = []
