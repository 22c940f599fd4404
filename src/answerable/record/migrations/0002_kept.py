"""What the database itself promises about the record: a sealed entry never changes, and no entry ever goes."""

from django.db import migrations

KEEP = """
CREATE FUNCTION record_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'entries of the record are never deleted';
  END IF;
  IF OLD.index IS NOT NULL OR NEW.raw <> OLD.raw OR NEW.type <> OLD.type OR NEW.about <> OLD.about OR NEW."on" <> OLD."on" THEN
    RAISE EXCEPTION 'entries of the record are never changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER record_keep_entry BEFORE UPDATE OR DELETE ON record_entry FOR EACH ROW EXECUTE FUNCTION record_keep_entry();
-- Hashes do not compress: keep PostgreSQL from trying.
ALTER TABLE record_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
"""

FORGET = """
DROP TRIGGER record_keep_entry ON record_entry;
DROP FUNCTION record_keep_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, FORGET)]
