"""A record can be succeeded by another: entries of the former one bear its name and keep their place in it."""

from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION record_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'entries of the record are never deleted';
  END IF;
  IF NEW.raw <> OLD.raw OR NEW.type <> OLD.type OR NEW.about <> OLD.about OR NEW."on" <> OLD."on" OR OLD.former <> '' THEN
    RAISE EXCEPTION 'entries of the record are never changed';
  END IF;
  IF OLD.index IS NOT NULL AND (NEW.former = '' OR NEW.index IS DISTINCT FROM OLD.index) THEN
    RAISE EXCEPTION 'entries of the record are never changed';
  END IF;
  RETURN NEW;
END $$;
"""

BEFORE = """
CREATE OR REPLACE FUNCTION record_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'entries of the record are never deleted';
  END IF;
  IF OLD.index IS NOT NULL OR NEW.raw <> OLD.raw OR NEW.type <> OLD.type OR NEW.about <> OLD.about OR NEW."on" <> OLD."on" THEN
    RAISE EXCEPTION 'entries of the record are never changed';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0002_kept")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="former",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=300),
        ),
        migrations.AlterField(
            model_name="entry", name="index", field=models.BigIntegerField(editable=False, null=True)
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("former", "")), fields=("index",), name="record_one_entry_a_place"
            ),
        ),
        migrations.RunSQL(KEEP, BEFORE),
    ]
