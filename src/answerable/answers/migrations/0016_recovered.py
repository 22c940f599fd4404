"""Whether a version was published before an older backup was restored."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0015_monitor'),
    ]

    operations = [
        migrations.AddField(
            model_name='answerversion',
            name='recovered',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
