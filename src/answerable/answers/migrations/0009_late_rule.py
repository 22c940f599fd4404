"""The body may say which late askers are told without a person looking at each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0008_in_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LateRule',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('which', models.CharField(choices=[('nobody', 'Nobody: a person decides about each'), ('same_words', 'Whoever asks in the same words as somebody who was told'), ('placed', "These, and whoever's post a person has placed or confirmed")], default='nobody', max_length=10)),
                ('days', models.PositiveSmallIntegerField(default=30)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_late_rule')],
            },
        ),
    ]
