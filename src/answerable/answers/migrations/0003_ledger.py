"""The outlet remembers what was sent when, in place of one next moment: several paces hold at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0002_kept'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='outlet',
            name='next_slot_at',
        ),
        migrations.AddField(
            model_name='outlet',
            name='ledger',
            field=models.JSONField(default=dict),
        ),
    ]
