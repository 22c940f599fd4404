"""Locks the rows of questions, always in the order of their numbers, so that no two people wait for each other."""

from collections.abc import Collection

from answerable.questions.models import Question


def lock_questions(numbers: Collection[int]) -> dict[int, Question]:
    """The questions' rows, locked until the transaction ends."""
    rows = Question.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    return {question.pk: question for question in rows}


def lock_to_join(numbers: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Locks questions that posts are about to join, and says for each where its posts go by now, after merges.

    Beside that, how many posts each of those has now.
    """
    where: dict[int, int] = {number: number for number in numbers}
    sizes: dict[int, int] = {}
    wanted = set(numbers)
    while wanted:
        locked = lock_questions(wanted)
        moved = {number: question.merged_into_id for number, question in locked.items() if question.merged_into_id}
        sizes |= {number: question.post_count for number, question in locked.items()}
        where = {number: moved.get(goal) or goal for number, goal in where.items()}
        wanted = set(moved.values())
    return where, sizes
