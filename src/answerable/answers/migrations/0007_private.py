"""Who asked in private is told in private."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('answers', '0006_suggestion'), ('listening', '0007_private')]

    operations = [
        migrations.AddField(
            model_name='delivery', name='in_private', field=models.BooleanField(db_default=False, default=False)
        ),
    ]
