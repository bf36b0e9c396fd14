from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='actionpoint',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='decision',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='figure',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='previousaction',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='question',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='statement',
            name='released',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='actionpoint',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
        migrations.AlterField(
            model_name='decision',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
        migrations.AlterField(
            model_name='figure',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
        migrations.AlterField(
            model_name='previousaction',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
        migrations.AlterField(
            model_name='question',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
        migrations.AlterField(
            model_name='statement',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
    ]
