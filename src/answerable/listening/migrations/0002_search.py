"""Keeps the search words of a post in step with its masked text, whoever writes the row."""

from typing import ClassVar

from django.db import migrations

# Only the first 50,000 characters are searched: a vector may not pass 1 MB, and the longest posts could.
FORWARD = """
CREATE FUNCTION listening_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := to_tsvector(
    CASE NEW.language WHEN 'en' THEN 'english'::regconfig WHEN 'ga' THEN 'irish'::regconfig ELSE 'simple'::regconfig END,
    left(NEW.masked_text, 50000)
  );
  RETURN NEW;
END $$;
CREATE TRIGGER listening_post_search BEFORE INSERT OR UPDATE OF masked_text, language ON listening_post
  FOR EACH ROW EXECUTE FUNCTION listening_search_words();
"""
BACKWARD = """
DROP TRIGGER listening_post_search ON listening_post;
DROP FUNCTION listening_search_words();
"""


class Migration(migrations.Migration):
    """The trigger and its function."""

    dependencies: ClassVar = [("listening", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
