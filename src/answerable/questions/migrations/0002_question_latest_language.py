"""An index of the questions last asked in each language that the sentence model does not know."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    dependencies: ClassVar = [("questions", "0001_initial")]
    operations: ClassVar = [
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("language", "en"), _negated=True),
                fields=["language", "-last_asked_at", "-id"],
                name="question_latest_language",
            ),
        ),
    ]
