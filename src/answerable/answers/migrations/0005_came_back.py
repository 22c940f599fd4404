"""A message that was told may come back: the network's later word takes it out of `told` again."""

from django.db import migrations

MOVES = """
CREATE OR REPLACE FUNCTION answers_delivery_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a delivery is never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.version_id, NEW.channel_id, NEW.key, NEW.text, NEW.language, NEW.made_at)
    IS DISTINCT FROM (OLD.version_id, OLD.channel_id, OLD.key, OLD.text, OLD.language, OLD.made_at) THEN
    RAISE EXCEPTION 'what a delivery says is never changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN (
    'pending>claimed', 'pending>checking', 'pending>held', 'pending>told', 'pending>not_told', 'pending>stopped',
    'claimed>sending', 'claimed>pending', 'claimed>checking', 'claimed>held', 'claimed>told', 'claimed>not_told',
    'claimed>stopped',
    'sending>told', 'sending>pending', 'sending>not_told', 'sending>checking', 'sending>held',
    'checking>told', 'checking>pending', 'checking>held'{checking},
    'held>told', 'held>pending', 'held>stopped'{held},
    'stopped>pending', 'stopped>told',
    'not_told>told'{told}
  ) THEN
    RAISE EXCEPTION 'a delivery does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""

NEW = MOVES.format(checking=", 'checking>not_told'", held=", 'held>not_told'", told=", 'told>not_told'")
OLD = MOVES.format(checking="", held="", told="")


class Migration(migrations.Migration):
    """The same trigger with three moves more."""

    dependencies = [("answers", "0004_by_hand"), ("listening", "0005_returned")]
    operations = [migrations.RunSQL(NEW, OLD)]
