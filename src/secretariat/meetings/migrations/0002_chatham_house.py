from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='meeting',
            name='confidentiality',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('chatham', 'Chatham House Rule'), ('restricted', 'Restricted')], default='network', max_length=12),
        ),
    ]
