"""Public lists of a million answers: indexes to walk them by, and the words that an answer is found by."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

SEARCHED = """
CREATE FUNCTION answers_searched(sought bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE answers_answer AS answer SET search = setweight(coalesce(question.search, ''), 'A')
    || setweight(to_tsvector((CASE version.language WHEN 'en' THEN 'english' WHEN 'ga' THEN 'irish' ELSE 'simple' END)
      ::regconfig, left(version.text, 100000)), 'C')
  FROM questions_question AS question, answers_answerversion AS version
  WHERE answer.id = sought AND question.id = answer.question_id AND version.answer_id = answer.id
    AND version.number = (SELECT max(latest.number) FROM answers_answerversion AS latest WHERE latest.answer_id = sought)
$$;
CREATE FUNCTION answers_version_searched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM answers_searched(NEW.answer_id);
  RETURN NULL;
END $$;
CREATE TRIGGER answers_version_searched AFTER INSERT ON answers_answerversion
  FOR EACH ROW EXECUTE FUNCTION answers_version_searched();
CREATE FUNCTION answers_title_searched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM answers_searched(answer.id) FROM answers_answer AS answer WHERE answer.question_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER answers_title_searched AFTER UPDATE OF search ON questions_question
  FOR EACH ROW WHEN (NEW.search IS DISTINCT FROM OLD.search) EXECUTE FUNCTION answers_title_searched();
SELECT answers_searched(id) FROM answers_answer;
"""
NOT_SEARCHED = """
DROP TRIGGER answers_title_searched ON questions_question;
DROP TRIGGER answers_version_searched ON answers_answerversion;
DROP FUNCTION answers_title_searched();
DROP FUNCTION answers_version_searched();
DROP FUNCTION answers_searched(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [('answers', '0010_audited'), ('questions', '0003_topics')]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='search',
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.CreateModel(
            name='HubTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hub', models.CharField(max_length=500, unique=True)),
                ('version_ids', models.JSONField(default=list)),
                ('told_at', models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(SEARCHED, NOT_SEARCHED),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(fields=['-published_at', '-id'], name='answer_latest'),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='answer_search'),
        ),
        migrations.AddIndex(
            model_name='answerversion',
            index=models.Index(
                fields=['-published_at', '-id'],
                name='version_latest',
                condition=models.Q(('replaced_at', None)),
            ),
        ),
    ]
