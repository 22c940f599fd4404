"""What no path around the pages may do: let one's own words go on under a switch."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION desk_read_again_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'what was read again is kept' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT coalesce((SELECT training FROM accounts_body), false) AND EXISTS (
    SELECT 1 FROM desk_clearance WHERE id = NEW.clearance_id AND NEW.by_id = ANY (writer_ids)
  ) THEN
    RAISE EXCEPTION 'nobody reads their own words again' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER read_again_by_another BEFORE INSERT OR UPDATE OR DELETE ON desk_readagain
  FOR EACH ROW EXECUTE FUNCTION desk_read_again_by_another();
"""

BACKWARD = """
DROP TRIGGER read_again_by_another ON desk_readagain; DROP FUNCTION desk_read_again_by_another;
"""


class Migration(migrations.Migration):
    """A trigger, because a constraint sees one row and this rule sees two tables."""

    dependencies = [("desk", "0008_switches")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
