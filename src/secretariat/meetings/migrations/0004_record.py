import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_planning'),
        ('sources', '0002_chatham_house'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confidentiality', models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12)),
                ('state', models.CharField(choices=[('drafting', 'Draft'), ('in_clearance', 'In clearance'), ('final', 'Final')], default='drafting', max_length=12)),
                ('deadline', models.DateTimeField(blank=True, null=True)),
                ('zone', models.CharField(blank=True, max_length=60)),
                ('silence', models.BooleanField(default=False)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('released', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='record', to='sources.document')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='record', to='meetings.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20)),
                ('heading', models.CharField(max_length=500)),
                ('order', models.PositiveIntegerField(default=0)),
                ('text', models.TextField(blank=True)),
                ('removed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('agenda_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='record_parts', to='meetings.agendaitem')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='meetings.record')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('record', 'order', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='meetings.record')),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='meetings.recordpart')),
            ],
        ),
        migrations.CreateModel(
            name='RecordRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=200)),
                ('reason', models.CharField(choices=[('circulated', 'Sent into clearance'), ('after comments', 'Sent again after comments'), ('final', 'Final'), ('corrected', 'Corrected')], max_length=16)),
                ('deadline', models.DateTimeField(blank=True, null=True)),
                ('snapshot', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='meetings.record')),
            ],
            options={
                'ordering': ('record', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='meetings.recordrevision')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('before', models.TextField()),
                ('after', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='meetings.record')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='meetings.recordpart')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='meetings.recordrevision')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('quote', models.TextField(blank=True)),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('taken up', 'Taken up'), ('declined', 'Declined')], default='open', max_length=8)),
                ('answer', models.TextField(blank=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='meetings.recordpart')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='meetings.recordrevision')),
            ],
            options={
                'ordering': ('part__order', 'part', 'start', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='meetings.comment')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='recordpart',
            constraint=models.UniqueConstraint(fields=('record', 'agenda_item'), name='one_part_an_agenda_item'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('record', 'user'), name='one_place_a_writer'),
        ),
        migrations.AddConstraint(
            model_name='recordrevision',
            constraint=models.UniqueConstraint(fields=('record', 'number'), name='one_record_revision_a_number'),
        ),
    ]
