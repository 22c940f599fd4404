"""Breaking the glass: one person alone, never the writer, and another person looks afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


CLEARING = """
CREATE OR REPLACE FUNCTION desk_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_training boolean := desk_in_training();
  place text;
  is_glass boolean := EXISTS (SELECT 1 FROM desk_secondlook AS look WHERE look.clearance_id = NEW.id AND look.is_glass);
BEGIN
  SELECT coalesce(array_agg(DISTINCT other.written_by_id), '{}') INTO NEW.writer_ids
    FROM desk_draftversion AS other
    JOIN desk_draftversion AS mine ON mine.id = NEW.version_id AND other.draft_id = mine.draft_id;
  NEW.seats := desk_seats(NEW.routes::text[]);
  IF TG_OP = 'INSERT' THEN
    IF NEW.decision <> 'waiting' THEN
      RAISE EXCEPTION 'a clearance is asked for before it is given' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM desk_route_holds(NEW.version_id, NEW.routes::text[], NEW.proposed::text[], NEW.left_out);
    RETURN NEW;
  END IF;
  IF OLD.decision <> 'waiting' AND NEW.decision NOT IN (OLD.decision, 'void') THEN
    RAISE EXCEPTION 'a clearance is decided once' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.version_id, NEW.routes, NEW.proposed, NEW.left_out)
     IS DISTINCT FROM (OLD.version_id, OLD.routes, OLD.proposed, OLD.left_out) THEN
    RAISE EXCEPTION 'the route of a clearance is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.decision = 'cleared' AND OLD.decision = 'waiting' THEN
    IF NEW.decided_by_id = ANY (NEW.writer_ids) AND NOT in_training THEN
      RAISE EXCEPTION 'nobody clears their own draft' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
      SELECT 1 FROM accounts_person
      WHERE id = NEW.decided_by_id AND is_active
        AND roles::text[] && ARRAY['clearer', 'topic_owner', 'propriety', 'press', 'private_office', 'legal',
                                   'crisis_lead']
    ) THEN
      RAISE EXCEPTION 'only somebody who may clear clears a draft' USING ERRCODE = 'check_violation';
    END IF;
    IF is_glass THEN
      IF NOT desk_may_sign(NEW.decided_by_id, 'topic_owner') AND NOT desk_may_sign(NEW.decided_by_id, 'crisis_lead') THEN
        RAISE EXCEPTION 'only a topic owner or a crisis lead breaks the glass' USING ERRCODE = 'check_violation';
      END IF;
    ELSE
      PERFORM desk_route_holds(NEW.version_id, NEW.routes::text[], NEW.proposed::text[], NEW.left_out);
      -- Whoever decides signs by that, where one of the open places is theirs.
      IF NOT EXISTS (SELECT 1 FROM desk_signature WHERE clearance_id = NEW.id AND by_id = NEW.decided_by_id) THEN
        SELECT seat INTO place FROM unnest(NEW.seats::text[]) AS seat
          WHERE desk_may_sign(NEW.decided_by_id, seat)
            AND NOT EXISTS (SELECT 1 FROM desk_signature AS done WHERE done.clearance_id = NEW.id AND done.seat = seat.seat)
          ORDER BY seat = 'second' LIMIT 1;
        IF place IS NULL THEN
          RAISE EXCEPTION 'the route of this draft asks for other people' USING ERRCODE = 'check_violation';
        END IF;
        INSERT INTO desk_signature (clearance_id, seat, by_id, at, bound_hash, cutoff_at, words)
          VALUES (NEW.id, place, NEW.decided_by_id, NEW.decided_at, NEW.bound_hash, NEW.cutoff_at, '');
      END IF;
      IF (SELECT count(*) FROM desk_signature WHERE clearance_id = NEW.id AND bound_hash = NEW.bound_hash)
         < cardinality(NEW.seats) THEN
        RAISE EXCEPTION 'the route of this draft asks for more people' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    IF 'crisis' = ANY (NEW.routes) AND NOT is_glass THEN
      INSERT INTO desk_secondlook (clearance_id, is_glass, reason, due_at, outcome, words)
        VALUES (NEW.id, false, 'crisis', NEW.decided_at + interval '24 hours', '', '');
    END IF;
    NEW.training := in_training;
  END IF;
  IF OLD.decision <> 'waiting'
     AND (NEW.bound_hash, NEW.cutoff_at, NEW.decided_by_id, NEW.training)
         IS DISTINCT FROM (OLD.bound_hash, OLD.cutoff_at, OLD.decided_by_id, OLD.training) THEN
    RAISE EXCEPTION 'a given clearance is not changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
LOOKING = """
CREATE FUNCTION desk_looks_again() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  given desk_clearance;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a second look that is owed is not taken away' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO given FROM desk_clearance WHERE id = NEW.clearance_id;
  IF TG_OP = 'INSERT' THEN
    IF given.decision <> 'waiting' OR trim(NEW.reason) = '' OR NEW.at IS NOT NULL THEN
      RAISE EXCEPTION 'the glass is broken for a reason, before the words are out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.at IS NOT NULL OR (NEW.clearance_id, NEW.is_glass, NEW.reason, NEW.due_at)
     IS DISTINCT FROM (OLD.clearance_id, OLD.is_glass, OLD.reason, OLD.due_at) THEN
    RAISE EXCEPTION 'a second look is taken once, and what it is about is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.at IS NULL OR NEW.by_id IS NULL OR trim(NEW.words) = ''
     OR NEW.outcome NOT IN ('stands', 'correct', 'withdraw') THEN
    RAISE EXCEPTION 'a second look says who, when and why' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT given.training AND NEW.by_id = ANY (given.writer_ids || given.decided_by_id) THEN
    RAISE EXCEPTION 'another person takes the second look' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER looks_again BEFORE INSERT OR UPDATE OR DELETE ON desk_secondlook
  FOR EACH ROW EXECUTE FUNCTION desk_looks_again();

CREATE OR REPLACE FUNCTION desk_advice_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_clearance bigint;
BEGIN
  of_clearance := CASE WHEN TG_TABLE_NAME = 'desk_signature' THEN (to_jsonb(NEW) ->> 'clearance_id')::bigint ELSE NEW.id END;
  IF EXISTS (
    SELECT 1 FROM desk_clearance AS asked JOIN desk_draftversion AS words ON words.id = asked.version_id
      JOIN desk_advice AS advice ON advice.draft_id = words.draft_id AND advice.ended_at IS NULL
    WHERE asked.id = of_clearance
      AND NOT EXISTS (SELECT 1 FROM desk_secondlook AS look WHERE look.clearance_id = asked.id AND look.is_glass)
  ) THEN
    RAISE EXCEPTION 'nobody clears while advice is waited for' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0006_advice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_glass', models.BooleanField()),
                ('reason', models.CharField(max_length=500)),
                ('due_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('stands', 'It stands'), ('correct', 'It must be corrected'), ('withdraw', 'It must be withdrawn')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clearance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second_look', to='desk.clearance')),
            ],
        ),
        migrations.RunSQL(CLEARING + LOOKING, migrations.RunSQL.noop),
    ]
