"""Finds the accounts and posts that may be a person's, from whatever they gave to be found by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.listening.models import Author, Post

LEAST_FOR_LIKENESS = 4
MOST_FOUND = 200


@dataclass(frozen=True)
class Likely:
    """An account that may be theirs: what speaks for it, how many posts, and from when to when."""

    account: Author
    is_exact: bool
    post_count: int

    @property
    def label(self) -> str:
        """In words, as it is chosen from a list."""
        posts = ngettext("%(num)s post", "%(num)s posts", self.post_count) % {"num": self.post_count}
        name = self.account.name if self.account.name != self.account.uid else ""
        who = f"{self.account.uid} ({name})" if name else self.account.uid
        alike = "" if self.is_exact else " · " + _("only alike")
        return f"{self.account.channel.name}: {who} · {posts}{alike}"


def given_lines(given: str) -> list[str]:
    """What was given, a line each, without the spaces around it and doubles."""
    return list(dict.fromkeys(line for raw in given.splitlines() if (line := " ".join(raw.split()))))


def look_up(given: str) -> list[Likely]:
    """Accounts on all channels, the exact ones first. Nothing is joined by itself: a person says which are theirs.

    A line may be a handle with or without @, an address of email, the reference or the link of a post, or a name.
    """
    exact, like = Q(pk__in=[]), Q(pk__in=[])
    for line in given_lines(given):
        names = _ways_to_write(line)
        exact |= _any(names, "uid__iexact") | _any(names, "name__iexact") | Q(pk__in=_authors_of_post(line))
        if len(line) >= LEAST_FOR_LIKENESS:
            like |= Q(name__icontains=line.lstrip("@")) | Q(uid__icontains=line.lstrip("@"))
    certain = set(Author.objects.filter(exact, erased_at=None).values_list("pk", flat=True)[:MOST_FOUND])
    rows = Author.objects.filter(Q(pk__in=certain) | like, erased_at=None).select_related("channel")
    found = list(rows.order_by("pk")[:MOST_FOUND])
    counts = dict(
        Post.objects.filter(author__in=found).values_list("author").annotate(count=Count("pk")).order_by("author")
    )
    likely = [Likely(one, one.pk in certain, counts.get(one.pk, 0)) for one in found]
    return sorted(likely, key=lambda one: (not one.is_exact, one.account.channel.name, one.account.pk))


def _ways_to_write(line: str) -> list[str]:
    """A handle is written with and without @; networks keep it one way."""
    bare = line.removeprefix("acct:").removeprefix("mailto:").lstrip("@")
    return [line, bare, f"@{bare}"]


def _any(values: Iterable[str], lookup: str) -> Q:
    found = Q(pk__in=[])
    for value in values:
        found |= Q(**{lookup: value})
    return found


def _authors_of_post(line: str) -> list[int]:
    """Who wrote the post with this reference or link."""
    reference = line.upper()
    posts = Post.objects.filter(Q(reference__iexact=reference) | Q(url=line) | Q(uid=line), author__isnull=False)
    return [pk for pk in posts.values_list("author", flat=True)[:MOST_FOUND] if pk is not None]
