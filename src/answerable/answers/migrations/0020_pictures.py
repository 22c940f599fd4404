"""Published versions carry the pictures that were cleared with them, and a delivery says whether they go along."""

import django.contrib.postgres.indexes
from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION answers_only_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM desk_clearance JOIN desk_draftversion AS words ON words.id = desk_clearance.version_id
    WHERE desk_clearance.id = NEW.clearance_id AND desk_clearance.decision = 'cleared'
      AND desk_clearance.decided_by_id = NEW.cleared_by_id AND desk_clearance.training = NEW.training
      AND (words.text, words.short_text, words.sources, words.language, words.written_by_id{draft})
        = (NEW.text, NEW.short_text, NEW.sources, NEW.language, NEW.written_by_id{new})
  ) THEN
    RAISE EXCEPTION 'only cleared words are published, as they were cleared' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION answers_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.answer_id, NEW.number, NEW.kind, NEW.clearance_id, NEW.text, NEW.short_text, NEW.sources,
      NEW.language, NEW.text_hash, NEW.written_by_id, NEW.cleared_by_id, NEW.training, NEW.published_at{new})
    IS DISTINCT FROM (OLD.answer_id, OLD.number, OLD.kind, OLD.clearance_id, OLD.text, OLD.short_text, OLD.sources,
      OLD.language, OLD.text_hash, OLD.written_by_id, OLD.cleared_by_id, OLD.training, OLD.published_at{old}) THEN
    RAISE EXCEPTION 'a published version is never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""

WITH_PICTURES = KEEP.format(
    draft=", words.content_warning, words.pictures",
    new=", NEW.content_warning, NEW.pictures",
    old=", OLD.content_warning, OLD.pictures",
)
WITHOUT = KEEP.format(draft="", new="", old="")

GO_ALONG = """
CREATE FUNCTION answers_pictures_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a delivery says is never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER pictures_keep BEFORE UPDATE OF with_pictures ON answers_delivery
  FOR EACH ROW WHEN (NEW.with_pictures <> OLD.with_pictures) EXECUTE FUNCTION answers_pictures_keep();
"""
STAY = "DROP TRIGGER pictures_keep ON answers_delivery; DROP FUNCTION answers_pictures_keep;"


class Migration(migrations.Migration):
    """The triggers that keep words keep pictures too."""

    dependencies = [
        ('answers', '0012_redacted'),
        ('desk', '0011_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='answerversion',
            name='content_warning',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='answerversion',
            name='pictures',
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='delivery',
            name='with_pictures',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='answerversion',
            index=django.contrib.postgres.indexes.GinIndex(
                fields=['pictures'], name='version_pictures', opclasses=['jsonb_path_ops']
            ),
        ),
        migrations.RunSQL(WITH_PICTURES, WITHOUT),
        migrations.RunSQL(GO_ALONG, STAY),
    ]
