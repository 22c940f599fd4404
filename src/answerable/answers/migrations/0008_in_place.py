"""Corrections change what was sent, where the network can do that."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('answers', '0007_private')]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='edits_uid',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
    ]
