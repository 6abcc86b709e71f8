"""Blocks, deputies, break-glass and shielding; and a participant who is asked in early or stands in for another."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bti', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Noedtilgang',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('grunn', models.CharField(choices=[('liv_helse', 'fare for liv eller helse'), ('barnevern', 'akutt barnevernssak'), ('savnet', 'barnet er savnet'), ('avverge', 'plikt til å avverge vold eller overgrep (straffeloven § 196)')], max_length=12, verbose_name='grunn')),
                ('tekst', models.TextField(verbose_name='med egne ord')),
                ('opened_at', models.DateTimeField(verbose_name='åpnet')),
                ('expires_at', models.DateTimeField(verbose_name='går ut')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='avsluttet')),
                ('familie_varsles_at', models.DateTimeField(null=True, verbose_name='familien får vite det')),
                ('utsatt_grunn', models.TextField(blank=True, verbose_name='hvorfor familien ikke får vite det med en gang')),
                ('reviewed_at', models.DateTimeField(editable=False, null=True, verbose_name='vurdert')),
                ('vurdering', models.CharField(blank=True, choices=[('i_orden', 'i orden'), ('ikke_i_orden', 'ikke i orden')], max_length=14, verbose_name='vurdering')),
                ('vurdering_tekst', models.TextField(blank=True, verbose_name='begrunnelse for vurderingen')),
            ],
            options={
                'verbose_name_plural': 'nødtilganger',
            },
        ),
        migrations.CreateModel(
            name='Skjerming',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('objekt_id', models.UUIDField(verbose_name='hva')),
                ('grunn', models.CharField(choices=[('barnet_ber', 'barnet ber om det (pasient- og brukerrettighetsloven § 3-4)'), ('fare', 'det kan sette noen i fare (forvaltningsloven § 19)'), ('andre', 'det handler om en annen persons forhold (forvaltningsloven § 13)')], max_length=12, verbose_name='grunn')),
                ('shielded_at', models.DateTimeField(verbose_name='skjermet')),
            ],
            options={
                'verbose_name_plural': 'skjerminger',
            },
        ),
        migrations.CreateModel(
            name='Sperring',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('grunn', models.CharField(choices=[('familien', 'familien ønsker det'), ('barnet', 'barnet eller ungdommen ønsker det'), ('inhabil', 'inhabil: slekt, venn eller nabo (forvaltningsloven § 6)'), ('rettslig', 'bestemt av domstol, politi eller barnevern'), ('fare', 'fare for barnet eller en i familien'), ('egen', 'stengt av personen selv')], max_length=10, verbose_name='grunn')),
                ('blocked_at', models.DateTimeField(verbose_name='sperret')),
                ('lifted_at', models.DateTimeField(editable=False, null=True, verbose_name='opphevet')),
            ],
            options={
                'verbose_name_plural': 'sperringer',
            },
        ),
        migrations.CreateModel(
            name='Stedfortreder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gyldig_fra', models.DateField(verbose_name='fra og med')),
                ('gyldig_til', models.DateField(verbose_name='til og med')),
                ('registered_at', models.DateTimeField(verbose_name='registrert')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='avsluttet')),
            ],
            options={
                'verbose_name_plural': 'stedfortredere',
            },
        ),
        migrations.RemoveConstraint(
            model_name='deltaker',
            name='deltaker_blocked_at_and_by_together',
        ),
        migrations.RemoveConstraint(
            model_name='deltaker',
            name='deltaker_once_per_sak',
        ),
        migrations.AddField(
            model_name='deltaker',
            name='invitert_tidlig',
            field=models.BooleanField(db_default=False, editable=False, verbose_name='invitert før alderen'),
        ),
        migrations.AddField(
            model_name='deltaker',
            name='stedfortreder_for',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vikarer', to='bti.deltaker'),
        ),
        migrations.AddField(
            model_name='hovedperson',
            name='overtatt_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='overtatt av ungdommen'),
        ),
        migrations.AddConstraint(
            model_name='deltaker',
            constraint=models.UniqueConstraint(condition=models.Q(('stedfortreder_for', None)), fields=('sak', 'bruker'), name='deltaker_once_per_sak'),
        ),
        migrations.AddConstraint(
            model_name='deltaker',
            constraint=models.UniqueConstraint(fields=('bruker', 'stedfortreder_for'), name='deltaker_stands_in_once'),
        ),
        migrations.AddConstraint(
            model_name='deltaker',
            constraint=models.CheckConstraint(condition=models.Q(('stedfortreder_for', None), models.Q(models.Q(('rolle__in', ('foresatt', 'ungdom')), _negated=True), ('gyldig_til__isnull', False)), _connector='OR'), name='deltaker_stands_in_for_staff_and_a_while'),
        ),
        migrations.AddField(
            model_name='noedtilgang',
            name='bruker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noedtilgang',
            name='reviewed_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noedtilgang',
            name='sak',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noedtilganger', to='bti.sak'),
        ),
        migrations.AddField(
            model_name='noedtilgang',
            name='tjeneste',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.tjeneste'),
        ),
        migrations.AddField(
            model_name='skjerming',
            name='bruker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='skjerming',
            name='sak',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='skjerminger', to='bti.sak'),
        ),
        migrations.AddField(
            model_name='skjerming',
            name='shielded_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sperring',
            name='blocked_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sperring',
            name='bruker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sperring',
            name='lifted_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sperring',
            name='sak',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sperringer', to='bti.sak'),
        ),
        migrations.AddField(
            model_name='stedfortreder',
            name='bruker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stedfortreder',
            name='ended_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stedfortreder',
            name='registered_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stedfortreder',
            name='tjeneste',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.tjeneste'),
        ),
        migrations.AddField(
            model_name='stedfortreder',
            name='vikar',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RemoveField(
            model_name='deltaker',
            name='blocked_at',
        ),
        migrations.RemoveField(
            model_name='deltaker',
            name='blocked_by',
        ),
        migrations.AddIndex(
            model_name='noedtilgang',
            index=models.Index(fields=['bruker', 'expires_at'], name='noedtilgang_bruker'),
        ),
        migrations.AddConstraint(
            model_name='noedtilgang',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at__isnull', True), ('reviewed_by__isnull', True)), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='noedtilgang_reviewed_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='noedtilgang',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('opened_at'))), name='noedtilgang_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='noedtilgang',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('bruker')), _negated=True), _connector='OR'), name='noedtilgang_reviewed_by_another'),
        ),
        migrations.AddIndex(
            model_name='skjerming',
            index=models.Index(fields=['sak', 'objekt_id'], name='skjerming_sak_objekt'),
        ),
        migrations.AddConstraint(
            model_name='skjerming',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shielded_at__isnull', True), ('shielded_by__isnull', True)), models.Q(('shielded_at__isnull', False), ('shielded_by__isnull', False)), _connector='OR'), name='skjerming_shielded_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='skjerming',
            constraint=models.UniqueConstraint(fields=('bruker', 'objekt_id'), name='skjerming_once'),
        ),
        migrations.AddConstraint(
            model_name='skjerming',
            constraint=models.CheckConstraint(condition=models.Q(('bruker', models.F('shielded_by')), _negated=True), name='skjerming_not_from_oneself'),
        ),
        migrations.AddIndex(
            model_name='sperring',
            index=models.Index(fields=['sak', 'bruker'], name='sperring_sak_bruker'),
        ),
        migrations.AddConstraint(
            model_name='sperring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('blocked_at__isnull', True), ('blocked_by__isnull', True)), models.Q(('blocked_at__isnull', False), ('blocked_by__isnull', False)), _connector='OR'), name='sperring_blocked_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='sperring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='sperring_lifted_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='sperring',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('bruker', 'sak'), name='sperring_one_living'),
        ),
        migrations.AddConstraint(
            model_name='sperring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('grunn', 'egen'), _negated=True), ('blocked_by', models.F('bruker')), _connector='OR'), name='sperring_egen_is_ones_own'),
        ),
        migrations.AddIndex(
            model_name='stedfortreder',
            index=models.Index(fields=['vikar', 'bruker', 'tjeneste'], name='stedfortreder_vikar'),
        ),
        migrations.AddIndex(
            model_name='stedfortreder',
            index=models.Index(fields=['bruker', 'tjeneste'], name='stedfortreder_bruker'),
        ),
        migrations.AddConstraint(
            model_name='stedfortreder',
            constraint=models.CheckConstraint(condition=models.Q(('gyldig_til', None), ('gyldig_til__gte', models.F('gyldig_fra')), _connector='OR'), name='stedfortreder_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='stedfortreder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('registered_at__isnull', True), ('registered_by__isnull', True)), models.Q(('registered_at__isnull', False), ('registered_by__isnull', False)), _connector='OR'), name='stedfortreder_registered_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='stedfortreder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='stedfortreder_ended_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='stedfortreder',
            constraint=models.CheckConstraint(condition=models.Q(('vikar', models.F('bruker')), _negated=True), name='stedfortreder_is_another'),
        ),
    ]
