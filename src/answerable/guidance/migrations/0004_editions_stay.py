"""What no path around the pages may do: change an edition that was published, or publish what nobody drafted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION guidance_editions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published edition of the guidance is never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER editions_stay BEFORE UPDATE OR DELETE ON guidance_edition
  FOR EACH ROW EXECUTE FUNCTION guidance_editions_stay();

CREATE FUNCTION guidance_author_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.author_id <> OLD.author_id THEN
    RAISE EXCEPTION 'a proposal keeps its author' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'published' AND NOT EXISTS (
    SELECT 1 FROM guidance_edition
    WHERE id = NEW.edition_id AND author_id = NEW.author_id AND own = NEW.own AND said = NEW.said
  ) THEN
    RAISE EXCEPTION 'an edition holds what its author drafted' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'open' THEN
    RAISE EXCEPTION 'a proposal is decided once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER author_is_told BEFORE INSERT OR UPDATE ON guidance_proposal
  FOR EACH ROW EXECUTE FUNCTION guidance_author_is_told();
"""

BACKWARD = """
DROP TRIGGER author_is_told ON guidance_proposal; DROP FUNCTION guidance_author_is_told;
DROP TRIGGER editions_stay ON guidance_edition; DROP FUNCTION guidance_editions_stay;
"""


class Migration(migrations.Migration):
    """Triggers, because a constraint sees one row and not what it was before."""

    dependencies = [("guidance", "0003_editions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
