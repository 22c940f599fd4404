"""What somebody said when they signed, or read a draft again, is let go of like the drafts themselves."""

from django.db import migrations

AGAIN = """
DROP TRIGGER read_again_by_another ON desk_readagain;
CREATE TRIGGER read_again_by_another BEFORE INSERT OR UPDATE OR DELETE ON desk_readagain
  FOR EACH ROW {unless} EXECUTE FUNCTION desk_read_again_by_another();
DROP TRIGGER signs ON desk_signature;
CREATE TRIGGER signs BEFORE INSERT OR UPDATE OR DELETE ON desk_signature
  FOR EACH ROW {unless} EXECUTE FUNCTION desk_signs();
"""
UNLESS = "WHEN (current_setting('answerable.letting_go', true) IS DISTINCT FROM 'on')"


class Migration(migrations.Migration):
    """The same triggers with a condition."""

    dependencies = [("keeping", "0002_let_go"), ("desk", "0009_read_again_by_another")]
    operations = [migrations.RunSQL(AGAIN.format(unless=UNLESS), AGAIN.format(unless=""))]
