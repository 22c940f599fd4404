"""Which posts were sent to us alone; those heard before are taken for public, as they were until now."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('listening', '0006_hook')]

    operations = [
        migrations.AddField(
            model_name='post', name='is_private', field=models.BooleanField(db_default=False, default=False)
        ),
    ]
