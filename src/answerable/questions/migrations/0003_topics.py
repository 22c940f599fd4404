"""Topics, the level that the inbox is browsed by, and an index of the posts that fit least."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0003_day_counts'),
        ('questions', '0002_question_latest_language'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='placing',
            index=models.Index(condition=models.Q(('confirmed_by', None), ('how', 'machine'), ('question__isnull', False), ('strength__lt', 0.55)), fields=['strength', 'post'], name='placing_strays'),
        ),
        migrations.AddField(
            model_name='question',
            name='topic',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='questions.topic'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(condition=models.Q(('topic__isnull', False)), fields=['topic', 'state'], name='question_topic'),
        ),
    ]
