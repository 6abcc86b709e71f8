"""That one of the family wants the case closed: written by functions alone, and there for who asked and who answers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE = "id = ANY ((SELECT tilgang_mine_lukkeoensker())::uuid[])"
INGEN = "false"


class Migration(migrations.Migration):

    dependencies = [
        ('bti', '0017_samordning_rls'),
        ('samtykke', '0014_skann'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lukkeoenske',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hvorfor', models.TextField(blank=True, verbose_name='hvorfor')),
                ('requested_at', models.DateTimeField(verbose_name='ønsket')),
                ('svarfrist', models.DateField(verbose_name='svar innen')),
                ('svar', models.CharField(blank=True, choices=[('ja', 'ja'), ('nei', 'nei')], max_length=3, verbose_name='svar')),
                ('begrunnelse', models.TextField(blank=True, verbose_name='hvorfor det ble slik')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='besvart')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='trukket')),
                ('answered_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sak', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.sak')),
                ('withdrawn_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'lukkeønsker',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='lukkeoenske_answered_at_and_by_together'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='lukkeoenske_withdrawn_at_and_by_together'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('begrunnelse', ''), ('svar', '')), models.Q(models.Q(('svar', ''), _negated=True), models.Q(('begrunnelse', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='lukkeoenske_answered_says_why'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('svar', 'nei'), _negated=True)), fields=('sak', 'requested_by'), name='lukkeoenske_one_standing_per_person')],
            },
        ),
        RunSqlFile("lukkeoenske.sql"),
        EnableRls("samtykke_lukkeoenske", MINE, INGEN, INGEN),
    ]
