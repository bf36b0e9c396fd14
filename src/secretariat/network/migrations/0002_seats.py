import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='body',
            name='sort',
            field=models.CharField(blank=True, choices=[('executive', 'Executive committee'), ('steering', 'Steering committee'), ('working_group', 'Working group'), ('secretariat', 'Secretariat'), ('regional', 'Regional network'), ('country', 'Country network'), ('other', 'Other')], max_length=16),
        ),
        migrations.AddField(
            model_name='body',
            name='state',
            field=models.CharField(choices=[('active', 'Active'), ('dormant', 'Dormant'), ('ended', 'Ended')], default='active', max_length=8),
        ),
        migrations.AddField(
            model_name='body',
            name='zone',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='entity',
            name='since',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='entity',
            name='sort',
            field=models.CharField(blank=True, choices=[('agency', 'Specialized agency or related organization'), ('fund', 'Fund or programme'), ('department', 'Department or office'), ('commission', 'Regional commission'), ('state', 'State'), ('stakeholder', 'Stakeholder'), ('other', 'Other')], max_length=12),
        ),
        migrations.AddField(
            model_name='entity',
            name='until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('function', models.CharField(choices=[('chair', 'Chair'), ('co_chair', 'Co-chair'), ('member', 'Member'), ('secretary', 'Secretary'), ('observer', 'Observer')], default='member', max_length=10)),
                ('order', models.PositiveIntegerField(default=0)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='network.body')),
            ],
            options={
                'ordering': ('body', 'order', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('title', models.CharField(max_length=200)),
                ('entity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='network.entity')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='network.person')),
            ],
            options={
                'ordering': (models.OrderBy(models.F('since'), descending=True, nulls_last=True), '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='post_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('capacity', models.CharField(choices=[('principal', 'Principal'), ('alternate', 'Alternate')], default='principal', max_length=10)),
                ('entity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='network.entity')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='network.person')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='network.seat')),
            ],
            options={
                'ordering': (models.OrderBy(models.F('since'), descending=True, nulls_last=True), '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('entity__isnull', False), ('person__isnull', False), _connector='OR'), name='tenure_names_a_holder'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='tenure_ends_after_it_begins')],
            },
        ),
    ]
