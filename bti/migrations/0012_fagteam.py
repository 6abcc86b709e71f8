"""Teams, their meetings, and questions without a name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0011_nivaaendring")]
    operations = []
