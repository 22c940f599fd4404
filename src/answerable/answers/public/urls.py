"""Public addresses of questions and answers."""

from django.urls import path

from answerable.answers.public import already, answers, compared, embed, feeds, finding, follow, outbox, pictures

public_patterns = [
    path("", answers.answers, name="answers"),
    path("browse/", answers.browse, name="browse"),
    path("ask/<slug:public_id>/already/", already.page, name="already_on"),
    path("answers/<slug:public_id>/", answers.answer, name="answer"),
    path("answers/<slug:public_id>/activity.json", outbox.article, name="article"),
    path("pictures/<slug:name>/", pictures.picture, name="picture"),
    path("follow/<str:secret>/", follow.page, name="follow"),
    path("record/accounts/", compared.page, name="compared"),
    path("feed.<slug:form>", feeds.feed, name="feed"),
    path("actor.json", outbox.actor, name="actor"),
    path("outbox.json", outbox.outbox, name="outbox"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("sitemap-pages.xml", finding.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:part>.xml", finding.sitemap_part, name="sitemap_part"),
    path("robots.txt", finding.robots, name="robots"),
    path("opensearch.xml", finding.opensearch, name="opensearch"),
    path("oembed", embed.oembed, name="oembed"),
]
