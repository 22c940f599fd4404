"""Who saw a person in danger, and what was done, stays as it was written down."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION desk_risk_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was seen and done for somebody in danger is never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER risk_look_stays BEFORE UPDATE OR DELETE ON desk_risklook
  FOR EACH ROW EXECUTE FUNCTION desk_risk_stays();
CREATE TRIGGER risk_step_stays BEFORE UPDATE OR DELETE ON desk_riskstep
  FOR EACH ROW EXECUTE FUNCTION desk_risk_stays();
"""
BACKWARD = """
DROP TRIGGER risk_step_stays ON desk_riskstep; DROP TRIGGER risk_look_stays ON desk_risklook;
DROP FUNCTION desk_risk_stays;
"""


class Migration(migrations.Migration):
    """A trigger, because a constraint sees a row and not its past."""

    dependencies = [("desk", "0003_other_processes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
