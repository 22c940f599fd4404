"""What no path around the pages may do: start or end a switch alone, or change what two people agreed to."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION guidance_switch_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a switch is kept' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_at IS NOT NULL OR NEW.end_proposed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a switch is proposed before it is confirmed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.public_id, NEW.kind, NEW.title, NEW.areas, NEW.words, NEW.reason, NEW.starts_at, NEW.ends_at,
      NEW.proposed_by_id, NEW.proposed_at)
     IS DISTINCT FROM (OLD.public_id, OLD.kind, OLD.title, OLD.areas, OLD.words, OLD.reason, OLD.starts_at,
      OLD.ends_at, OLD.proposed_by_id, OLD.proposed_at) THEN
    RAISE EXCEPTION 'what was proposed is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.confirmed_at IS NOT NULL
     AND (NEW.confirmed_by_id, NEW.confirmed_at, NEW.confirmed_note)
         IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at, OLD.confirmed_note) THEN
    RAISE EXCEPTION 'a switch is confirmed once' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.dropped_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a proposal that was laid aside stays so' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a switch is ended once' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.ended_at IS NOT NULL AND (OLD.end_proposed_at IS NULL
     OR NEW.end_proposed_by_id IS DISTINCT FROM OLD.end_proposed_by_id) THEN
    RAISE EXCEPTION 'an end is proposed before it is done' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER switch_by_two BEFORE INSERT OR UPDATE OR DELETE ON guidance_switch
  FOR EACH ROW EXECUTE FUNCTION guidance_switch_by_two();
"""

BACKWARD = """
DROP TRIGGER switch_by_two ON guidance_switch; DROP FUNCTION guidance_switch_by_two;
"""


class Migration(migrations.Migration):
    """A trigger, because a constraint sees one row and not what it was before."""

    dependencies = [("guidance", "0006_switches")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
