"""Rights, the legal coordinator, and the individual plan."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bti', '0015_skjemamal_rls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rettighet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slag', models.CharField(choices=[('barnekoordinator', 'barnekoordinator'), ('koordinator', 'koordinator'), ('samordningsansvar', 'samordningsansvar'), ('individuell_plan', 'individuell plan')], max_length=20, verbose_name='type')),
                ('navn', models.CharField(max_length=120, verbose_name='navn')),
                ('hvem', models.TextField(verbose_name='hvem det gjelder')),
                ('hva', models.TextField(verbose_name='hva det er')),
                ('hvordan', models.TextField(verbose_name='slik gjør dere')),
                ('lovtekst', models.TextField(verbose_name='hva loven sier')),
                ('lovhenvisning', models.CharField(max_length=300, verbose_name='hvor det står')),
                ('lenke', models.URLField(blank=True, verbose_name='lenke')),
                ('krever_ja', models.BooleanField(default=True, verbose_name='familien må ville det')),
                ('sist_lest', models.DateField(verbose_name='sist lest gjennom')),
                ('kilde', models.CharField(blank=True, max_length=300, verbose_name='kilde')),
                ('sikkerhet', models.CharField(choices=[('kilde', 'står i kommunens egen kilde'), ('nabo', 'bygger på en nabokommune, ikke bekreftet'), ('vaar', 'skrevet for Stafett, ikke bekreftet av kommunen'), ('kommunen', 'skrevet eller godkjent av kommunen')], default='vaar', max_length=10, verbose_name='sikkerhet')),
                ('versjon', models.PositiveIntegerField(default=1, verbose_name='versjon')),
                ('kommune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rettigheter', to='bti.kommune')),
            ],
            options={
                'verbose_name_plural': 'rettigheter',
            },
        ),
        migrations.CreateModel(
            name='Koordinering',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gjelder_fra', models.DateField(verbose_name='fra')),
                ('familien_vil', models.BooleanField(verbose_name='familien vil det')),
                ('barnets_syn', models.TextField(blank=True, verbose_name='hva barnet mener')),
                ('begrunnelse', models.TextField(verbose_name='hvorfor')),
                ('decided_at', models.DateTimeField(verbose_name='besluttet')),
                ('avslutning', models.TextField(blank=True, verbose_name='hvorfor det er slutt')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='avsluttet')),
                ('bruker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sak', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='koordineringer', to='bti.sak')),
                ('tjeneste', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.tjeneste')),
                ('rettighet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.rettighet')),
            ],
            options={
                'verbose_name_plural': 'koordineringer',
            },
        ),
        migrations.CreateModel(
            name='Individuellplan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('oensket_dato', models.DateField(verbose_name='familien sa ja')),
                ('viktig_for_meg', models.TextField(verbose_name='viktig for meg')),
                ('ressurser', models.TextField(blank=True, verbose_name='det som går bra')),
                ('behov', models.TextField(blank=True, verbose_name='hjelp som trengs')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='startet')),
                ('avslutning', models.TextField(blank=True, verbose_name='hvorfor den er avsluttet')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='avsluttet')),
                ('versjon', models.PositiveIntegerField(default=1, verbose_name='versjon')),
                ('ended_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sak', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='individuellplan', to='bti.sak')),
                ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'individuelle planer',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='individuellplan_ended_at_and_by_together')],
            },
        ),
        migrations.AddConstraint(
            model_name='rettighet',
            constraint=models.UniqueConstraint(fields=('kommune', 'slag'), name='rettighet_once_per_kommune'),
        ),
        migrations.AddConstraint(
            model_name='koordinering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='koordinering_ended_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='koordinering',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('sak',), name='koordinering_one_per_sak'),
        ),
    ]
