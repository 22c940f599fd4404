"""What Bluesky allows. It tells no limits by itself, so they are written down with where and when they were read."""

from datetime import date

from answerable.networks.contract import Limits, MediaRule, Pace, TextRule

PLANNED_COST = 3
"""Points of a new record by the documentation. PDS 0.5.35 takes 2 for the `putRecord` that we use (measured: 2,478 of
them until 429; its source says so). What Bluesky's own servers take is not published, so the plan is made with 3."""

PAGE_MOST = 100
"""Of notifications, and of records; 101 is refused."""

LIMITS = Limits(
    text=TextRule(unit="grapheme", most=300, most_bytes=3_000),
    paces=(
        Pace(5_000, 3_600.0, name="points an hour", cost=PLANNED_COST),
        Pace(35_000, 86_400.0, name="points a day", cost=PLANNED_COST),
    ),
    source="https://docs.bsky.app/docs/advanced-guides/rate-limits",
    checked_on=date(2026, 4, 21),
    media=MediaRule(images=4, image_bytes=2_000_000, alt_most=2_000),
    page_most=PAGE_MOST,
)
"""Text and pictures: the lexicons app.bsky.feed.post and app.bsky.embed.images of the app view 0.0.280. There is no
published limit on descriptions; the app's own field takes 2,000 characters."""
