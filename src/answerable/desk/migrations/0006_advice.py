"""Advice: asked, answered in words; while it is open the database takes no yes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION desk_advice_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_version bigint;
BEGIN
  IF TG_TABLE_NAME = 'desk_signature' THEN
    SELECT version_id INTO of_version FROM desk_clearance WHERE id = NEW.clearance_id;
  ELSE
    of_version := NEW.version_id;
  END IF;
  IF EXISTS (
    SELECT 1 FROM desk_advice JOIN desk_draftversion AS words ON words.draft_id = desk_advice.draft_id
    WHERE words.id = of_version AND desk_advice.ended_at IS NULL
  ) THEN
    RAISE EXCEPTION 'nobody clears while advice is waited for' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advice_waits BEFORE INSERT ON desk_signature FOR EACH ROW EXECUTE FUNCTION desk_advice_waits();
CREATE TRIGGER advice_waits BEFORE UPDATE ON desk_clearance FOR EACH ROW
  WHEN (OLD.decision = 'waiting' AND NEW.decision = 'cleared') EXECUTE FUNCTION desk_advice_waits();

CREATE FUNCTION desk_advice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
     OR (NEW.draft_id, NEW.why, NEW.asked_by_id, NEW.asked_at)
        IS DISTINCT FROM (OLD.draft_id, OLD.why, OLD.asked_by_id, OLD.asked_at) THEN
    RAISE EXCEPTION 'what was asked and advised is never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advice_stays BEFORE UPDATE OR DELETE ON desk_advice
  FOR EACH ROW EXECUTE FUNCTION desk_advice_stays();
"""
BACKWARD = """
DROP TRIGGER advice_waits ON desk_signature; DROP TRIGGER advice_waits ON desk_clearance;
DROP FUNCTION desk_advice_waits; DROP TRIGGER advice_stays ON desk_advice; DROP FUNCTION desk_advice_stays;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_routes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('end', models.CharField(blank=True, choices=[('given', 'Advice given'), ('declined', 'No advice given'), ('taken_back', 'Taken back')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.draft')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('draft',), name='one_open_advice'), models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at', None), ('ended_by', None)), models.Q(('end__in', ['given', 'declined', 'taken_back']), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='advice_ends_in_words')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
