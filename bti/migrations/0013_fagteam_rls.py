"""Who sees a team's agenda and its questions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bti", "0012_fagteam")]
    operations = []
