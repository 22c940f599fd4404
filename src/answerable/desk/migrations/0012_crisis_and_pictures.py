"""Lines of a crisis need a crisis that is on; a reused answer has the same pictures and warning too."""

from django.db import migrations

BACKWARD = """
CREATE OR REPLACE FUNCTION desk_route_holds(of_version bigint, routes text[], proposed text[], left_out jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  mine desk_draftversion;
BEGIN
  IF cardinality(routes) = 0 OR NOT routes <@ ARRAY['reuse', 'factual', 'decision', 'commitment', 'new-policy',
                                                    'election', 'legal', 'crisis'] THEN
    RAISE EXCEPTION 'a draft is cleared on a route that is known' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT 'crisis' = ANY (routes) AND EXISTS (
    SELECT 1 FROM unnest(proposed) AS one
    WHERE one NOT IN ('reuse', 'factual') AND NOT one = ANY (routes) AND trim(coalesce(left_out ->> one, '')) = ''
  ) THEN
    RAISE EXCEPTION 'a lower route than proposed says why' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO mine FROM desk_draftversion WHERE id = of_version;
  IF EXISTS (
    SELECT 1 FROM desk_routeneed
    WHERE draft_id = mine.draft_id AND ended_at IS NULL AND NOT (route = ANY (routes) OR 'crisis' = ANY (routes))
  ) THEN
    RAISE EXCEPTION 'this draft needs another route' USING ERRCODE = 'check_violation';
  END IF;
  IF 'crisis' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_routeneed WHERE draft_id = mine.draft_id AND ended_at IS NULL AND route = 'crisis'
  ) THEN
    RAISE EXCEPTION 'no crisis was declared for this draft' USING ERRCODE = 'check_violation';
  END IF;
  IF 'reuse' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_draftversion AS other JOIN desk_draft AS standing ON standing.id = other.draft_id
      JOIN desk_clearance AS yes ON yes.version_id = other.id
    WHERE other.draft_id <> mine.draft_id AND standing.state = 'cleared' AND standing.kind <> 'withdrawal'
      AND yes.decision = 'cleared' AND (desk_in_training() OR NOT yes.training)
      AND (other.text, other.short_text, other.sources, other.language)
        = (mine.text, mine.short_text, mine.sources, mine.language)
      AND NOT EXISTS (
        SELECT 1 FROM desk_draft AS newer WHERE newer.answer_id = standing.answer_id
          AND newer.answer_version > standing.answer_version AND newer.state = 'cleared'
      )
  ) THEN
    RAISE EXCEPTION 'these words are not those of a standing answer' USING ERRCODE = 'check_violation';
  END IF;
END $$;
"""

FORWARD = """
CREATE OR REPLACE FUNCTION desk_route_holds(of_version bigint, routes text[], proposed text[], left_out jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  mine desk_draftversion;
BEGIN
  IF cardinality(routes) = 0 OR NOT routes <@ ARRAY['reuse', 'factual', 'decision', 'commitment', 'new-policy',
                                                    'election', 'legal', 'crisis'] THEN
    RAISE EXCEPTION 'a draft is cleared on a route that is known' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT 'crisis' = ANY (routes) AND EXISTS (
    SELECT 1 FROM unnest(proposed) AS one
    WHERE one NOT IN ('reuse', 'factual') AND NOT one = ANY (routes) AND trim(coalesce(left_out ->> one, '')) = ''
  ) THEN
    RAISE EXCEPTION 'a lower route than proposed says why' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO mine FROM desk_draftversion WHERE id = of_version;
  IF EXISTS (
    SELECT 1 FROM desk_routeneed
    WHERE draft_id = mine.draft_id AND ended_at IS NULL AND NOT (route = ANY (routes) OR 'crisis' = ANY (routes))
  ) THEN
    RAISE EXCEPTION 'this draft needs another route' USING ERRCODE = 'check_violation';
  END IF;
  IF 'crisis' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_routeneed WHERE draft_id = mine.draft_id AND ended_at IS NULL AND route = 'crisis'
    UNION ALL SELECT 1 FROM guidance_switch WHERE kind = 'crisis' AND confirmed_at IS NOT NULL AND ended_at IS NULL
  ) THEN
    RAISE EXCEPTION 'no crisis was declared for this draft' USING ERRCODE = 'check_violation';
  END IF;
  IF 'reuse' = ANY (routes) AND NOT EXISTS (
    SELECT 1 FROM desk_draftversion AS other JOIN desk_draft AS standing ON standing.id = other.draft_id
      JOIN desk_clearance AS yes ON yes.version_id = other.id
    WHERE other.draft_id <> mine.draft_id AND standing.state = 'cleared' AND standing.kind <> 'withdrawal'
      AND yes.decision = 'cleared' AND (desk_in_training() OR NOT yes.training)
      AND (other.text, other.short_text, other.sources, other.language, other.content_warning, other.pictures)
        = (mine.text, mine.short_text, mine.sources, mine.language, mine.content_warning, mine.pictures)
      AND NOT EXISTS (
        SELECT 1 FROM desk_draft AS newer WHERE newer.answer_id = standing.answer_id
          AND newer.answer_version > standing.answer_version AND newer.state = 'cleared'
      )
  ) THEN
    RAISE EXCEPTION 'these words are not those of a standing answer' USING ERRCODE = 'check_violation';
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """The function of routes anew: the tables of switches and pictures came after it."""

    dependencies = [("desk", "0011_pictures"), ("guidance", "0007_switches_by_two")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
