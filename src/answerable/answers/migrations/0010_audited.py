"""What each day's audit of telling counted, for the public page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0009_late_rule'),
    ]

    operations = [
        migrations.CreateModel(
            name='Audited',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('asked', models.PositiveIntegerField()),
                ('missing', models.PositiveIntegerField()),
                ('late', models.PositiveIntegerField()),
                ('fates', models.JSONField()),
            ],
        ),
    ]
