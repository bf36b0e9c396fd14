import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0004_record'),
        ('register', '0002_released'),
    ]

    operations = [
        migrations.AddField(
            model_name='actionpoint',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='decision',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='figure',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='previousaction',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='question',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='statement',
            name='agenda_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_entries', to='meetings.agendaitem'),
        ),
    ]
