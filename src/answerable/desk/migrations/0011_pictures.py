"""Pictures that go with a draft, and the warning before its text."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0009_read_again_by_another'),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('content', models.BinaryField()),
                ('media_type', models.CharField(max_length=20)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='draftversion',
            name='content_warning',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='draftversion',
            name='pictures',
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
