"""Keeping a channel: proven connections, signed rules, quiet hours, and what its keeper must mend."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0002_several_paces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settings', models.JSONField(default=dict)),
                ('credentials', models.BinaryField(default=bytes)),
                ('account_name', models.CharField(max_length=200)),
                ('account_url', models.CharField(blank=True, max_length=500)),
                ('notes', models.JSONField(default=list)),
                ('expires_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('proven_at', models.DateTimeField()),
                ('warned_at', models.DateTimeField(null=True)),
            ],
            options={
                'get_latest_by': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet_hash', models.CharField(max_length=64)),
                ('lines', models.JSONField(default=list)),
                ('signed_at', models.DateTimeField()),
            ],
            options={
                'get_latest_by': ['signed_at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='channel',
            name='channel_state_known',
        ),
        migrations.AddField(
            model_name='channel',
            name='keeper_told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='lost_by_proof',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='channel',
            name='needs_keeper',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='channel',
            name='needs_keeper_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='prove_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='quiet_from',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='quiet_until',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='channel',
            name='sheet_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='channel',
            name='signed_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='channel',
            name='rules_read_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='channel',
            name='state',
            field=models.CharField(choices=[('setting_up', 'Being set up'), ('open', 'Open'), ('paused', 'Paused'), ('closed', 'Closed')], default='open', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['setting_up', 'open', 'paused', 'closed'])), name='channel_state_known'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_until', None)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_has_both_ends'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('rules_read_at__isnull', False), _connector='OR'), name='open_has_rules_read'),
        ),
        migrations.AddField(
            model_name='connection',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='channels.channel'),
        ),
        migrations.AddField(
            model_name='connection',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signature',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='channels.channel'),
        ),
        migrations.AddField(
            model_name='signature',
            name='signed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
