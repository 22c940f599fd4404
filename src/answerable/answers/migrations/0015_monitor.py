"""What we said outside the record, until a person settled it, and how far each channel was compared."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0020_pictures'),
        ('channels', '0003_keeping'),
        ('listening', '0008_signs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Monitored',
            fields=[
                ('channel', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='channels.channel')),
                ('at', models.DateTimeField()),
                ('post_count', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='OffRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.CharField(choices=[('no_entry', 'Not on the record'), ('otherwise', 'Reads otherwise than it was sent'), ('gone', 'Is not there any more')], max_length=10)),
                ('found_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('keeper_told_at', models.DateTimeField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.post')),
                ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['found_at', 'id'], name='off_record_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('post', 'fault'), name='off_record_once_at_a_time'), models.CheckConstraint(condition=models.Q(('fault__in', ['no_entry', 'otherwise', 'gone'])), name='off_record_fault_known'), models.CheckConstraint(condition=models.Q(('settled_by', None), models.Q(('settled_at__isnull', False), ('reason__in', ['entered', 'taken_down', 'misused', 'corrected', 'removed', 'moderated', 'other'])), _connector='OR'), name='off_record_settled_with_a_reason')],
            },
        ),
    ]
