"""What a post says of our own: a reply came back, or a machine answered it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0002_several_paces'),
        ('listening', '0004_streams'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='asks_nothing',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='post',
            name='returned_key',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='post',
            name='returned_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('returned_key', ''), _negated=True), fields=['returned_key'], name='post_returned'),
        ),
    ]
