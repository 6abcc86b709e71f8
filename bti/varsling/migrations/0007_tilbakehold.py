"""What holds back a notice to a family, and lets it go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("varsling", "0006_slag"), ("bti", "0010_skjermet_rls")]
    operations = []
