"""A network may set several paces at once: what was read as one is kept as a list of one."""

from django.db import migrations


def to_list(apps, schema_editor):
    Channel = apps.get_model("channels", "Channel")
    for channel in Channel.objects.exclude(limits={}):
        pace = channel.limits.pop("pace", None)
        channel.limits["paces"] = [pace] if pace else []
        channel.save(update_fields=["limits"])


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [migrations.RunPython(to_list, migrations.RunPython.noop)]
