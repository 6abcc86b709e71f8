"""Teams, their members, meetings and agendas; questions without a name."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bti', '0011_nivaaendring'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fagteam',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('noekkel', models.CharField(blank=True, max_length=80, verbose_name='nøkkel i katalogen')),
                ('navn', models.CharField(max_length=120, verbose_name='navn')),
                ('slag', models.CharField(choices=[('bti_fagmoete', 'BTI-fagmøte'), ('elevoppfoelging', 'elevoppfølgingsteam'), ('kompetanseteam', 'kompetanseteam'), ('ressursteam', 'ressursteam'), ('droeftingsteam', 'drøftingsteam'), ('familieteam', 'familieteam'), ('annet', 'annet team')], max_length=20, verbose_name='type')),
                ('rytme', models.CharField(blank=True, max_length=100, verbose_name='hvor ofte')),
                ('uker_mellom', models.PositiveSmallIntegerField(null=True, verbose_name='uker mellom møtene')),
                ('hensikt', models.TextField(blank=True, verbose_name='hva teamet gjør')),
                ('tar_uten_navn', models.BooleanField(default=True, verbose_name='tar imot spørsmål uten navn')),
                ('svarfrist_dager', models.PositiveSmallIntegerField(default=14, verbose_name='dager til svar')),
                ('kilde', models.CharField(blank=True, max_length=300, verbose_name='kilde')),
                ('sikkerhet', models.CharField(choices=[('kilde', 'står i kommunens egen kilde'), ('nabo', 'bygger på en nabokommune, ikke bekreftet'), ('vaar', 'skrevet for Stafett, ikke bekreftet av kommunen'), ('kommunen', 'skrevet eller godkjent av kommunen')], default='kommunen', max_length=10, verbose_name='sikkerhet')),
                ('is_active', models.BooleanField(default=True, verbose_name='i bruk')),
                ('versjon', models.PositiveIntegerField(default=1, editable=False)),
                ('kommune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fagteam', to='bti.kommune')),
                ('tjeneste', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fagteam', to='bti.tjeneste')),
            ],
            options={
                'verbose_name_plural': 'fagteam',
            },
        ),
        migrations.CreateModel(
            name='Droefting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tema', models.CharField(choices=[('trivsel', 'trivsel og venner'), ('laering', 'læring og utvikling'), ('fravaer', 'fravær'), ('helse', 'helse og søvn'), ('hjemme', 'hvordan det er hjemme'), ('rus', 'rus hos barn eller voksne'), ('annet', 'noe annet')], max_length=20, verbose_name='tema')),
                ('aldersgruppe', models.CharField(choices=[('foer_foedsel', 'før fødsel'), ('til_5', '0–5 år'), ('til_9', '6–9 år'), ('til_12', '10–12 år'), ('til_15', '13–15 år'), ('til_18', '16–18 år'), ('over_18', 'over 18 år')], max_length=20, verbose_name='alder')),
                ('spoersmaal', models.TextField(verbose_name='spørsmålet')),
                ('proevd', models.TextField(blank=True, verbose_name='hva som er prøvd')),
                ('vurdert_gjenkjennbar', models.BooleanField(default=False, verbose_name='har lest advarselen')),
                ('svarfrist', models.DateField(verbose_name='svar innen')),
                ('asked_at', models.DateTimeField(verbose_name='spurt')),
                ('svar', models.TextField(blank=True, verbose_name='svaret')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='besvart')),
                ('takk', models.CharField(blank=True, max_length=300, verbose_name='takk')),
                ('thanked_at', models.DateTimeField(editable=False, null=True, verbose_name='takket')),
                ('answered_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kommune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.kommune')),
                ('tjeneste', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.tjeneste')),
                ('fagteam', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='droeftinger', to='bti.fagteam')),
            ],
            options={
                'verbose_name_plural': 'drøftinger',
            },
        ),
        migrations.CreateModel(
            name='Fagteammedlem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rolle', models.CharField(max_length=80, verbose_name='rolle')),
                ('gyldig_fra', models.DateField(verbose_name='fra')),
                ('gyldig_til', models.DateField(null=True, verbose_name='til')),
                ('bruker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fagteam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='medlemmer', to='bti.fagteam')),
                ('tjeneste', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.tjeneste')),
            ],
            options={
                'verbose_name_plural': 'fagteammedlemmer',
            },
        ),
        migrations.CreateModel(
            name='Fagteammoete',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('dato', models.DateField(verbose_name='dato')),
                ('notat', models.TextField(blank=True, verbose_name='notat')),
                ('planned_at', models.DateTimeField(verbose_name='avtalt')),
                ('held_at', models.DateTimeField(editable=False, null=True, verbose_name='holdt')),
                ('versjon', models.PositiveIntegerField(default=1, verbose_name='versjon')),
                ('fagteam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moeter', to='bti.fagteam')),
                ('held_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'fagteammøter',
            },
        ),
        migrations.CreateModel(
            name='Fagteampunkt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nummer', models.PositiveSmallIntegerField(verbose_name='rekkefølge')),
                ('slag', models.CharField(choices=[('droefting', 'spørsmål uten navn'), ('sak', 'sak med samtykke'), ('emne', 'tema')], max_length=20, verbose_name='type')),
                ('emne', models.CharField(blank=True, max_length=200, verbose_name='tema')),
                ('added_at', models.DateTimeField(verbose_name='satt opp')),
                ('added_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('droefting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.droefting')),
                ('moete', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='punkter', to='bti.fagteammoete')),
                ('sak', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bti.sak')),
            ],
            options={
                'verbose_name_plural': 'fagteampunkter',
            },
        ),
        migrations.AddConstraint(
            model_name='fagteam',
            constraint=models.UniqueConstraint(fields=('kommune', 'navn'), name='fagteam_once_per_navn'),
        ),
        migrations.AddConstraint(
            model_name='fagteam',
            constraint=models.UniqueConstraint(condition=models.Q(('noekkel', ''), _negated=True), fields=('kommune', 'noekkel'), name='fagteam_once_per_noekkel'),
        ),
        migrations.AddConstraint(
            model_name='fagteam',
            constraint=models.CheckConstraint(condition=models.Q(('svarfrist_dager__gte', 1), ('svarfrist_dager__lte', 365)), name='fagteam_answers_within_a_year'),
        ),
        migrations.AddIndex(
            model_name='droefting',
            index=models.Index(fields=['asked_by'], name='droefting_asked_by'),
        ),
        migrations.AddIndex(
            model_name='droefting',
            index=models.Index(fields=['fagteam', 'svarfrist'], name='droefting_fagteam_frist'),
        ),
        migrations.AddConstraint(
            model_name='droefting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='droefting_answered_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='droefting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fagteam__isnull', False), ('tjeneste', None)), models.Q(('fagteam', None), ('tjeneste__isnull', False)), _connector='OR'), name='droefting_asks_one_team_or_service'),
        ),
        migrations.AddConstraint(
            model_name='droefting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('svar', '')), models.Q(('answered_at__isnull', False), models.Q(('svar', ''), _negated=True)), _connector='OR'), name='droefting_answer_has_words'),
        ),
        migrations.AddConstraint(
            model_name='droefting',
            constraint=models.CheckConstraint(condition=models.Q(('thanked_at', None), ('answered_at__isnull', False), _connector='OR'), name='droefting_thanks_come_after_the_answer'),
        ),
        migrations.AddConstraint(
            model_name='fagteammedlem',
            constraint=models.CheckConstraint(condition=models.Q(('gyldig_til', None), ('gyldig_til__gte', models.F('gyldig_fra')), _connector='OR'), name='fagteammedlem_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='fagteammedlem',
            constraint=models.UniqueConstraint(condition=models.Q(('gyldig_til', None)), fields=('fagteam', 'bruker'), name='fagteammedlem_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='fagteam',
            constraint=models.CheckConstraint(condition=models.Q(('uker_mellom', None), models.Q(('uker_mellom__gte', 1), ('uker_mellom__lte', 52)), _connector='OR'), name='fagteam_meets_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='fagteammoete',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('held_by__isnull', True)), models.Q(('held_at__isnull', False), ('held_by__isnull', False)), _connector='OR'), name='fagteammoete_held_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='fagteammoete',
            constraint=models.UniqueConstraint(fields=('fagteam', 'dato'), name='fagteammoete_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='fagteampunkt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('droefting__isnull', False), ('emne', ''), ('sak', None), ('slag', 'droefting')), models.Q(('droefting', None), ('emne', ''), ('sak__isnull', False), ('slag', 'sak')), models.Q(('droefting', None), ('sak', None), ('slag', 'emne'), models.Q(('emne', ''), _negated=True)), _connector='OR'), name='fagteampunkt_is_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='fagteampunkt',
            constraint=models.UniqueConstraint(fields=('moete', 'droefting'), name='fagteampunkt_droefting_once'),
        ),
        migrations.AddConstraint(
            model_name='fagteampunkt',
            constraint=models.UniqueConstraint(fields=('moete', 'sak'), name='fagteampunkt_sak_once'),
        ),
    ]
