"""What the child thinks of a change of level."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bti", "0010_skjermet_rls")]
    operations = [
        migrations.AddField(
            "nivaaendring",
            "barnets_mening",
            models.TextField(blank=True, db_default="", verbose_name="hva barnet mener"),
        ),
    ]
