"""Routes: what is in a draft, whose signatures that demands, and that the database counts them."""

import answerable.desk.models
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SEATS = """
CREATE FUNCTION desk_seats(routes text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(seat ORDER BY place), '{}') FROM (VALUES
    (1, 'second', ARRAY['reuse', 'factual', 'decision']), (2, 'topic_owner', ARRAY['decision', 'commitment']),
    (3, 'propriety', ARRAY['election']), (4, 'legal', ARRAY['legal']),
    (5, 'press', ARRAY['new-policy']), (6, 'private_office', ARRAY['new-policy']), (7, 'crisis_lead', ARRAY['crisis'])
  ) AS demand (place, seat, by_routes)
  WHERE CASE WHEN 'crisis' = ANY (routes) THEN seat = 'crisis_lead' ELSE by_routes && routes END
$$;

CREATE FUNCTION desk_may_sign(person bigint, seat text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM accounts_person WHERE id = person AND is_active
      AND roles::text[] && CASE seat WHEN 'second' THEN ARRAY['clearer', 'topic_owner'] ELSE ARRAY[seat] END
  )
$$;

CREATE FUNCTION desk_words_wanted(routes text[], seat text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT seat = 'crisis_lead' OR seat = 'topic_owner' AND 'commitment' = ANY (routes)
$$;

CREATE FUNCTION desk_in_training() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT training FROM accounts_body), false)
$$;

CREATE FUNCTION desk_route_holds(of_version bigint, routes text[], proposed text[], left_out jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  mine desk_draftversion;
BEGIN
  IF cardinality(routes) = 0 OR NOT routes <@ ARRAY['reuse', 'factual', 'decision', 'commitment', 'new-policy',
                                                    'election', 'legal', 'crisis'] THEN
    RAISE EXCEPTION 'a draft is cleared on a route that is known' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT 'crisis' = ANY (routes) AND EXISTS (
    SELECT 1 FROM unnest(proposed) AS one
    WHERE one NOT IN ('reuse', 'factual') AND NOT one = ANY (routes) AND trim(coalesce(left_out ->> one, '')) = ''
  ) THEN
    RAISE EXCEPTION 'a lower route than proposed says why' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO mine FROM desk_draftversion WHERE id = of_version;
  IF EXISTS (
    SELECT 1 FROM desk_routeneed
    WHERE draft_id = mine.draft_id AND ended_at IS NULL AND NOT (route = ANY (routes) OR 'crisis' = ANY (routes))
  ) THEN
    RAISE EXCEPTION 'this draft needs another route' USING ERRCODE = 'check_violation';
  END IF;
  IF 'crisis' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_routeneed WHERE draft_id = mine.draft_id AND ended_at IS NULL AND route = 'crisis'
  ) THEN
    RAISE EXCEPTION 'no crisis was declared for this draft' USING ERRCODE = 'check_violation';
  END IF;
  IF 'reuse' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_draftversion AS other JOIN desk_draft AS standing ON standing.id = other.draft_id
      JOIN desk_clearance AS yes ON yes.version_id = other.id
    WHERE other.draft_id <> mine.draft_id AND standing.state = 'cleared' AND standing.kind <> 'withdrawal'
      AND yes.decision = 'cleared' AND (desk_in_training() OR NOT yes.training)
      AND (other.text, other.short_text, other.sources, other.language)
        = (mine.text, mine.short_text, mine.sources, mine.language)
      AND NOT EXISTS (
        SELECT 1 FROM desk_draft AS newer WHERE newer.answer_id = standing.answer_id
          AND newer.answer_version > standing.answer_version AND newer.state = 'cleared'
      )
  ) THEN
    RAISE EXCEPTION 'these words are not those of a standing answer' USING ERRCODE = 'check_violation';
  END IF;
END $$;
"""

SIGNING = """
CREATE FUNCTION desk_signs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked desk_clearance;
  others bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'a signature is never changed' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO asked FROM desk_clearance WHERE id = NEW.clearance_id FOR UPDATE;
  IF asked.decision <> 'waiting' THEN
    RAISE EXCEPTION 'only what waits for clearance is signed' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.seat = ANY (asked.seats) OR NOT desk_may_sign(NEW.by_id, NEW.seat) THEN
    RAISE EXCEPTION 'the route does not ask this person to sign here' USING ERRCODE = 'check_violation';
  END IF;
  IF desk_words_wanted(asked.routes, NEW.seat) AND trim(NEW.words) = '' THEN
    RAISE EXCEPTION 'whoever signs here says why they may' USING ERRCODE = 'check_violation';
  END IF;
  SELECT coalesce(array_agg(by_id), '{}') INTO others FROM desk_signature WHERE clearance_id = NEW.clearance_id;
  IF NOT desk_in_training() AND NEW.by_id = ANY (asked.writer_ids || others) THEN
    RAISE EXCEPTION 'nobody clears their own draft, and nobody signs twice' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.seat = 'private_office' AND NOT EXISTS (
    SELECT 1 FROM desk_signature WHERE clearance_id = NEW.clearance_id AND seat = 'press'
  ) THEN
    RAISE EXCEPTION 'the private office signs after the press office' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signs BEFORE INSERT OR UPDATE OR DELETE ON desk_signature
  FOR EACH ROW EXECUTE FUNCTION desk_signs();

CREATE OR REPLACE FUNCTION desk_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_training boolean := desk_in_training();
  place text;
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


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_offices'),
        ('desk', '0004_risk_stays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='clearance',
            name='left_out',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='clearance',
            name='proposed',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None),
        ),
        migrations.AddField(
            model_name='clearance',
            name='routes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('reuse', 'Words of a standing answer, unchanged'), ('factual', 'Facts that are published already'), ('decision', 'Explains or defends a decision'), ('commitment', 'A promise, a date or money'), ('new-policy', 'New policy, or news of a statement to come'), ('election', 'In an election period, more than plain service information'), ('legal', 'A court case, an inquest, an inquiry or an allegation'), ('crisis', 'Agreed lines in a declared crisis')], max_length=12), default=answerable.desk.models.plainest_route, size=None),
        ),
        migrations.AddField(
            model_name='clearance',
            name='seats',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), default=list, size=None),
        ),
        migrations.CreateModel(
            name='RouteNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('route', models.CharField(choices=[('reuse', 'Words of a standing answer, unchanged'), ('factual', 'Facts that are published already'), ('decision', 'Explains or defends a decision'), ('commitment', 'A promise, a date or money'), ('new-policy', 'New policy, or news of a statement to come'), ('election', 'In an election period, more than plain service information'), ('legal', 'A court case, an inquest, an inquiry or an allegation'), ('crisis', 'Agreed lines in a declared crisis')], max_length=12)),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.draft')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('draft', 'route'), name='route_needed_once'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='route_needed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(choices=[('second', 'a second person'), ('topic_owner', 'the topic owner'), ('propriety', 'the propriety contact'), ('legal', 'the legal adviser'), ('press', 'the press office'), ('private_office', 'the private office'), ('crisis_lead', 'the crisis lead')], max_length=14)),
                ('at', models.DateTimeField()),
                ('bound_hash', models.CharField(max_length=64)),
                ('cutoff_at', models.DateTimeField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='desk.clearance')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clearance', 'seat'), name='signed_once')],
            },
        ),
        migrations.RunSQL(SEATS + SIGNING, migrations.RunSQL.noop),
    ]
