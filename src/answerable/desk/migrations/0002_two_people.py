"""What no path around the pages may do: clear one's own words, or change words that were saved."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION desk_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE in_training boolean;
BEGIN
  SELECT coalesce(array_agg(DISTINCT other.written_by_id), '{}') INTO NEW.writer_ids
    FROM desk_draftversion AS other
    JOIN desk_draftversion AS mine ON mine.id = NEW.version_id AND other.draft_id = mine.draft_id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.decision <> 'waiting' THEN
      RAISE EXCEPTION 'a clearance is asked for before it is given' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.decision <> 'waiting' AND NEW.decision NOT IN (OLD.decision, 'void') THEN
    RAISE EXCEPTION 'a clearance is decided once' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.decision = 'cleared' AND OLD.decision = 'waiting' THEN
    in_training := coalesce((SELECT training FROM accounts_body), false);
    IF NEW.decided_by_id = ANY (NEW.writer_ids) AND NOT in_training THEN
      RAISE EXCEPTION 'nobody clears their own draft' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
      SELECT 1 FROM accounts_person
      WHERE id = NEW.decided_by_id AND is_active AND roles::text[] && ARRAY['clearer', 'topic_owner']
    ) THEN
      RAISE EXCEPTION 'only somebody who may clear clears a draft' USING ERRCODE = 'check_violation';
    END IF;
    NEW.training := in_training;
  END IF;
  IF OLD.decision <> 'waiting'
     AND (NEW.version_id, NEW.bound_hash, NEW.cutoff_at, NEW.decided_by_id, NEW.training)
         IS DISTINCT FROM (OLD.version_id, OLD.bound_hash, OLD.cutoff_at, OLD.decided_by_id, OLD.training) THEN
    RAISE EXCEPTION 'a given clearance is not changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER two_people BEFORE INSERT OR UPDATE ON desk_clearance FOR EACH ROW EXECUTE FUNCTION desk_two_people();

CREATE FUNCTION desk_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a saved version of a draft is never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER words_stay BEFORE UPDATE OR DELETE ON desk_draftversion FOR EACH ROW EXECUTE FUNCTION desk_words_stay();

CREATE FUNCTION desk_cleared_has_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'cleared' AND NOT EXISTS (
    SELECT 1 FROM desk_clearance JOIN desk_draftversion AS version ON version.id = desk_clearance.version_id
    WHERE version.draft_id = NEW.id AND desk_clearance.decision = 'cleared'
  ) THEN
    RAISE EXCEPTION 'a draft is cleared by a clearance only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cleared_has_clearance BEFORE INSERT OR UPDATE ON desk_draft
  FOR EACH ROW EXECUTE FUNCTION desk_cleared_has_clearance();
"""

BACKWARD = """
DROP TRIGGER cleared_has_clearance ON desk_draft; DROP FUNCTION desk_cleared_has_clearance;
DROP TRIGGER words_stay ON desk_draftversion; DROP FUNCTION desk_words_stay;
DROP TRIGGER two_people ON desk_clearance; DROP FUNCTION desk_two_people;
"""


class Migration(migrations.Migration):
    """Triggers, because a constraint sees one row and these rules see several."""

    dependencies = [("desk", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
