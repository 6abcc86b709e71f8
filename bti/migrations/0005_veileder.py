"""The municipal role that keeps the guide. And the guide as data: per kind of service, with conditions and sources."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

ROLLER = [
    ("leder", "leder"),
    ("kommuneadministrator", "kommuneadministrator"),
    ("personvernombud", "personvernombud"),
    ("bti_koordinator", "BTI-koordinator"),
]


class Migration(migrations.Migration):
    dependencies = [("bti", "0004_noedtilgang")]
    operations = [
        migrations.AlterField("kommunerolle", "rolle", models.CharField("rolle", max_length=24, choices=ROLLER)),
        migrations.CreateModel(
            name='Vilkaar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nummer', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('slag', models.CharField(choices=[('samtykke', 'en tjeneste til med samtykke'), ('stafettholder', 'stafettholder'), ('foreldre', 'foreldrene er med'), ('maal', 'mål'), ('moete', 'neste møte er avtalt'), ('barnets_ord', 'barnets egne ord'), ('koordinator', 'tilbud om koordinator'), ('individuell_plan', 'individuell plan er vurdert')], max_length=16, verbose_name='hva')),
                ('naar', models.CharField(choices=[('inngang', 'for å begynne på nivået'), ('utgang', 'for å bli ferdig med nivået')], max_length=10, verbose_name='når')),
                ('krav', models.CharField(choices=[('kreves', 'kreves'), ('anbefales', 'anbefales')], max_length=10, verbose_name='krav')),
                ('setning', models.CharField(max_length=200, verbose_name='setning')),
            ],
            options={
                'verbose_name_plural': 'vilkår',
                'ordering': ['nummer'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='veileder',
            name='veileder_once_per_version',
        ),
        migrations.AddField(
            model_name='nivaa',
            name='inngang',
            field=models.TextField(blank=True, db_default='', verbose_name='for å begynne her'),
        ),
        migrations.AddField(
            model_name='nivaa',
            name='kilde',
            field=models.TextField(blank=True, db_default='', verbose_name='kilde'),
        ),
        migrations.AddField(
            model_name='nivaa',
            name='sikkerhet',
            field=models.CharField(choices=[('kilde', 'står i kommunens egen kilde'), ('nabo', 'bygger på en nabokommune, ikke bekreftet'), ('vaar', 'skrevet for Stafett, ikke bekreftet av kommunen'), ('kommunen', 'skrevet eller godkjent av kommunen')], db_default='vaar', default='vaar', max_length=10, verbose_name='hvor sikkert'),
        ),
        migrations.AddField(
            model_name='nivaa',
            name='utgang',
            field=models.TextField(blank=True, db_default='', verbose_name='ferdig når'),
        ),
        migrations.AddField(
            model_name='steg',
            name='frist_dager',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='frist i dager'),
        ),
        migrations.AddField(
            model_name='steg',
            name='kilde',
            field=models.TextField(blank=True, db_default='', verbose_name='kilde'),
        ),
        migrations.AddField(
            model_name='steg',
            name='sikkerhet',
            field=models.CharField(choices=[('kilde', 'står i kommunens egen kilde'), ('nabo', 'bygger på en nabokommune, ikke bekreftet'), ('vaar', 'skrevet for Stafett, ikke bekreftet av kommunen'), ('kommunen', 'skrevet eller godkjent av kommunen')], db_default='vaar', default='vaar', max_length=10, verbose_name='hvor sikkert'),
        ),
        migrations.AddField(
            model_name='steg',
            name='varig',
            field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='fast adresse'),
        ),
        migrations.AddField(
            model_name='veileder',
            name='endringer',
            field=models.TextField(blank=True, db_default='', verbose_name='hva er nytt'),
        ),
        migrations.AddField(
            model_name='veileder',
            name='redigert',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name='lagret antall ganger'),
        ),
        migrations.AddField(
            model_name='veileder',
            name='serie',
            field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='fast adresse'),
        ),
        migrations.AddField(
            model_name='veileder',
            name='tjenestetype',
            field=models.CharField(blank=True, choices=[('skole', 'skole'), ('barnehage', 'barnehage'), ('helsestasjon', 'helsestasjon og skolehelsetjeneste'), ('ppt', 'pedagogisk-psykologisk tjeneste'), ('barnevern', 'barneverntjeneste'), ('nav', 'NAV'), ('psykisk_helse', 'psykisk helse og rus'), ('kultur', 'kultur og fritid'), ('koordinerende', 'koordinerende enhet'), ('habilitering', 'habilitering og avlastning'), ('spesialist', 'spesialisthelsetjeneste'), ('krisesenter', 'krisesenter'), ('politi', 'politi'), ('frivillig', 'frivillig sektor'), ('annen', 'annen tjeneste')], db_default='', max_length=20, verbose_name='type tjeneste'),
        ),
        migrations.AddField(
            model_name='verktoey',
            name='skjema_noekkel',
            field=models.CharField(blank=True, db_default='', max_length=60, verbose_name='nøkkel til skjema'),
        ),
        # What stands there already gets an address of its own each, not the one default of the whole table.
        migrations.RunSQL("UPDATE bti_steg SET varig = gen_random_uuid()", migrations.RunSQL.noop),
        migrations.RunSQL("UPDATE bti_veileder SET serie = kommune_id", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='steg',
            index=models.Index(fields=['varig'], name='steg_varig'),
        ),
        migrations.AddIndex(
            model_name='veileder',
            index=models.Index(fields=['serie'], name='veileder_serie'),
        ),
        migrations.AddConstraint(
            model_name='steg',
            constraint=models.UniqueConstraint(fields=('nivaa', 'varig'), name='steg_varig_once_per_nivaa'),
        ),
        migrations.AddConstraint(
            model_name='veileder',
            constraint=models.UniqueConstraint(fields=('kommune', 'tjenestetype', 'versjon'), name='veileder_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='veileder',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('kommune', 'tjenestetype'), name='veileder_one_draft'),
        ),
        migrations.AddField(
            model_name='vilkaar',
            name='nivaa',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vilkaar', to='bti.nivaa'),
        ),
        migrations.AddConstraint(
            model_name='vilkaar',
            constraint=models.UniqueConstraint(fields=('nivaa', 'slag', 'naar'), name='vilkaar_once_per_nivaa'),
        ),
    ]
