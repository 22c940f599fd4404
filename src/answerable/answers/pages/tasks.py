"""A task of posting by hand as its page shows it: whom it is for, where it goes, how long its words are there."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from answerable.answers.models import Delivery
from answerable.listening.models import Author, Post
from answerable.listening.words import account_in_list
from answerable.networks.hand.place import Place
from answerable.networks.hand.places import place_named
from answerable.pure.checks.length import measure


def place_of(task: Delivery) -> Place:
    """The place that the task's channel is."""
    return place_named(task.channel.settings["network"])


def posts_of(task: Delivery) -> list[Post]:
    """What the person wrote in this question, the post that the answer goes under first."""
    covered = Post.objects.filter(pk__in=task.coverages.values("post_id"), deleted_at=None)
    posts = list(covered.select_related("channel", "author").order_by("heard_at", "pk"))
    under = Post.objects.filter(channel=task.channel, uid=task.target_uid, ours=False)
    first = next((post for post in posts if post.uid == task.target_uid), None)
    first = first or under.select_related("channel", "author").first()
    return ([first] if first else []) + [post for post in posts if post != first]


def thread_link(task: Delivery, posts: Iterable[Post]) -> str:
    """Where the answer goes: their post, our own earlier answer, or else the person's page; empty where nothing is."""
    under = next((post.url for post in posts if post.uid == task.target_uid and post.url), "")
    if under or task.target_uid.startswith("https://"):
        return under or task.target_uid
    place = place_of(task)
    named = place.profile and place.handle is not None and place.handle.fullmatch(task.recipient)
    return place.profile.format(account=task.recipient) if named else ""


def names_of(tasks: Iterable[Delivery], *, in_list: bool = False) -> dict[int, str]:
    """How each person is called where they asked, by the task's number; one query. Masked `in_list`."""
    tasks = list(tasks)
    rows = Author.objects.filter(uid__in={task.recipient for task in tasks}).values_list("channel", "uid", "name")
    names = {(channel, uid): name for channel, uid, name in rows}
    known = {task: names.get((task.channel_id, task.recipient), "") or _known(task.recipient) for task in tasks}
    return {task.pk: account_in_list(name, task.channel.kind) if in_list else name for task, name in known.items()}


def length_of(task: Delivery) -> tuple[int, int]:
    """How long the words are as the place counts, and how long they may be."""
    rule = place_of(task).text
    return measure(task.text, rule), rule.most


def _known(recipient: str) -> str:
    """An account; where nobody is known by name the post's own name stands there, which says nothing to a reader."""
    return _("somebody") if "/" in recipient or recipient.startswith(("form-", "row-")) else recipient
