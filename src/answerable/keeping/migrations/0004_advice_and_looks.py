"""What was asked of the propriety contact, and said at a second look, is let go of like the drafts themselves."""

from django.db import migrations

AGAIN = """
DROP TRIGGER advice_stays ON desk_advice;
CREATE TRIGGER advice_stays BEFORE UPDATE OR DELETE ON desk_advice
  FOR EACH ROW {unless} EXECUTE FUNCTION desk_advice_stays();
DROP TRIGGER looks_again ON desk_secondlook;
CREATE TRIGGER looks_again BEFORE INSERT OR UPDATE OR DELETE ON desk_secondlook
  FOR EACH ROW {unless} EXECUTE FUNCTION desk_looks_again();
"""
UNLESS = "WHEN (current_setting('answerable.letting_go', true) IS DISTINCT FROM 'on')"


class Migration(migrations.Migration):
    """The same triggers with a condition."""

    dependencies = [("keeping", "0003_read_again"), ("desk", "0012_crisis_and_pictures")]
    operations = [migrations.RunSQL(AGAIN.format(unless=UNLESS), AGAIN.format(unless=""))]
