"""An index of each question's posts in the order they are shown, in place of the one by question alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0008_signs'),
        ('questions', '0003_topics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='placing',
            name='question',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placings', to='questions.question'),
        ),
        migrations.AddIndex(
            model_name='placing',
            index=models.Index(models.F('question'), models.OrderBy(models.ExpressionWrapper(models.Q(('strength__gte', 0.55), ('confirmed_by__isnull', False), _connector='OR'), output_field=models.BooleanField()), descending=True), models.OrderBy(models.F('strength'), descending=True), models.F('post'), name='placing_clearest'),
        ),
    ]
