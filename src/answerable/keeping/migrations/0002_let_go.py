"""The triggers that keep rows as they are stand aside where `record.let_go` says so, for that transaction alone."""

from django.db import migrations

KEPT = [
    ("words_stay", "UPDATE OR DELETE ON desk_draftversion", "desk_words_stay"),
    ("risk_look_stays", "UPDATE OR DELETE ON desk_risklook", "desk_risk_stays"),
    ("risk_step_stays", "UPDATE OR DELETE ON desk_riskstep", "desk_risk_stays"),
    ("words_stay", "UPDATE OR DELETE ON answers_answerversion", "answers_words_stay"),
    ("delivery_keeps", "UPDATE OR DELETE ON answers_delivery", "answers_delivery_keeps"),
    ("evidence_stays", "UPDATE OR DELETE ON answers_attempt", "answers_evidence_stays"),
]
"""Trigger, when it fires, its function: the functions are not touched, so whoever widens one later keeps this too."""


def _sql(unless: str) -> str:
    parts = []
    for name, fires, function in KEPT:
        parts.append(f"DROP TRIGGER {name} ON {fires.split()[-1]};")
        parts.append(f"CREATE TRIGGER {name} BEFORE {fires} FOR EACH ROW {unless} EXECUTE FUNCTION {function}();")
    return "\n".join(parts)


UNLESS = "WHEN (current_setting('answerable.letting_go', true) IS DISTINCT FROM 'on')"


class Migration(migrations.Migration):
    """The same triggers with a condition."""

    dependencies = [
        ("keeping", "0001_initial"),
        ("desk", "0004_risk_stays"),
        ("answers", "0011_public_lists"),
    ]
    operations = [migrations.RunSQL(_sql(UNLESS), _sql(""))]
