"""What askers said of standing answers that they were shown before sending."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0005_came_back'),
        ('listening', '0003_day_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_hash', models.CharField(max_length=64, unique=True)),
                ('confidence', models.FloatField()),
                ('fits', models.BooleanField()),
                ('said_on', models.DateField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='answers.answer')),
                ('post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='listening.post')),
            ],
        ),
    ]
