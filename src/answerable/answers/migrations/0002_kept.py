"""What the database itself promises: published words are the cleared ones and stay, a message is frozen, evidence too."""

from django.db import migrations

KEEP = """
CREATE FUNCTION answers_only_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM desk_clearance JOIN desk_draftversion AS words ON words.id = desk_clearance.version_id
    WHERE desk_clearance.id = NEW.clearance_id AND desk_clearance.decision = 'cleared'
      AND desk_clearance.decided_by_id = NEW.cleared_by_id AND desk_clearance.training = NEW.training
      AND (words.text, words.short_text, words.sources, words.language, words.written_by_id)
        = (NEW.text, NEW.short_text, NEW.sources, NEW.language, NEW.written_by_id)
  ) THEN
    RAISE EXCEPTION 'only cleared words are published, as they were cleared' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_cleared BEFORE INSERT ON answers_answerversion FOR EACH ROW EXECUTE FUNCTION answers_only_cleared();

CREATE FUNCTION answers_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.answer_id, NEW.number, NEW.kind, NEW.clearance_id, NEW.text, NEW.short_text, NEW.sources,
      NEW.language, NEW.text_hash, NEW.written_by_id, NEW.cleared_by_id, NEW.training, NEW.published_at)
    IS DISTINCT FROM (OLD.answer_id, OLD.number, OLD.kind, OLD.clearance_id, OLD.text, OLD.short_text, OLD.sources,
      OLD.language, OLD.text_hash, OLD.written_by_id, OLD.cleared_by_id, OLD.training, OLD.published_at) THEN
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER words_stay BEFORE UPDATE OR DELETE ON answers_answerversion
  FOR EACH ROW EXECUTE FUNCTION answers_words_stay();

CREATE FUNCTION answers_delivery_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
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
    'checking>told', 'checking>pending', 'checking>held',
    'held>told', 'held>pending', 'held>stopped',
    'stopped>pending', 'stopped>told',
    'not_told>told'
  ) THEN
    RAISE EXCEPTION 'a delivery does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_keeps BEFORE UPDATE OR DELETE ON answers_delivery
  FOR EACH ROW EXECUTE FUNCTION answers_delivery_keeps();

CREATE FUNCTION answers_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence is only ever added to' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON answers_attempt
  FOR EACH ROW EXECUTE FUNCTION answers_evidence_stays();
"""

FORGET = """
DROP TRIGGER evidence_stays ON answers_attempt; DROP FUNCTION answers_evidence_stays;
DROP TRIGGER delivery_keeps ON answers_delivery; DROP FUNCTION answers_delivery_keeps;
DROP TRIGGER words_stay ON answers_answerversion; DROP FUNCTION answers_words_stay;
DROP TRIGGER only_cleared ON answers_answerversion; DROP FUNCTION answers_only_cleared;
"""


class Migration(migrations.Migration):
    """Triggers, because a constraint sees neither the row as it was nor the rows beside it."""

    dependencies = [("answers", "0001_initial"), ("desk", "0002_two_people")]
    operations = [migrations.RunSQL(KEEP, FORGET)]
