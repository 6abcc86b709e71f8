"""That somebody is asked to take over a measure: written by functions alone, and there for who asks, who is asked and the case's staff."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE = "id = ANY ((SELECT tilgang_mine_tiltaksforespoersler())::uuid[])"
INGEN = "false"


class Migration(migrations.Migration):

    dependencies = [
        ('samtykke', '0015_lukkeoenske'),
        ('tiltak', '0002_rls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tiltaksforespoersel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('svarfrist', models.DateField(verbose_name='svar innen')),
                ('asked_at', models.DateTimeField(verbose_name='spurt')),
                ('svar', models.CharField(blank=True, choices=[('ja', 'ja'), ('nei', 'nei')], max_length=3, verbose_name='svar')),
                ('grunn', models.CharField(blank=True, max_length=300, verbose_name='hvorfor ikke')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='besvart')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='trukket')),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('bruker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sak', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.sak')),
                ('tiltak', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forespoersler', to='tiltak.tiltak')),
                ('withdrawn_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'tiltaksforespørsler',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='tiltaksforespoersel_withdrawn_at_and_by_together'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('grunn', ''), ('svar', '')), models.Q(models.Q(('svar', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='tiltaksforespoersel_answered_says_what'),
                    models.UniqueConstraint(condition=models.Q(('answered_at', None), ('withdrawn_at', None)), fields=('tiltak',), name='tiltaksforespoersel_one_waiting_per_tiltak'),
                ],
            },
        ),
        RunSqlFile("tiltaksforespoersel.sql"),
        EnableRls("tiltak_tiltaksforespoersel", MINE, INGEN, INGEN),
    ]
