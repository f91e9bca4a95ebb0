"""Which topics of the event a manuscript seems to be on: offered with how sure it is, never chosen."""

from __future__ import annotations

from typing import NamedTuple

from proceedings.model.event import Event
from proceedings.model.proceedings import flat_topics
from proceedings.text.letters import shorten
from proceedings.text.likeness import coverage
from proceedings.text.typography import bare_title

_OFFERED = 3
_LEAST = 0.1
_TITLE_COUNTS = 2
_SURE, _SURE_LEAD = 0.6, 0.2
_LIKELY_LEAD = 0.1


class TopicGuess(NamedTuple):
    """A topic that may be meant.

    `share` (0 to 1) is how much of the topic's own words the title and the text take up; `certainty` says in words how
    far that is to be trusted ("khá chắc", "có thể", "không chắc").
    """

    number: str
    title: str
    share: float
    certainty: str

    @property
    def shown(self) -> str:
        """Return the guess as one line: "10 “Phát huy vai trò …” (khá chắc, khớp 72 %)"."""
        return f"{self.number} “{shorten(self.title, 80)}” ({self.certainty}, khớp {100 * self.share:.0f} %)"


def guess_topics(title: str, text: str, event: Event) -> tuple[TopicGuess, ...]:
    """Return the topics nearest to a paper, the nearest first; none where nothing is near.

    They are found as KY401 and KY403 find them: by the pairs of syllables of a topic's title that few other topics
    share. What the paper's title takes up counts twice.
    """
    titles = {topic.number: topic.title.text for topic in flat_topics(event.topics) if not topic.children}
    of_title, of_text = coverage(title, titles), coverage(f"{title}\n{text}", titles)
    shares = {key: (_TITLE_COUNTS * of_title[key] + of_text[key]) / (_TITLE_COUNTS + 1) for key in titles}
    ranked = sorted(shares, key=lambda key: -shares[key])
    found = []
    for place, key in enumerate(ranked[:_OFFERED]):
        if shares[key] < _LEAST:
            break
        next_best = max((shares[other] for other in ranked if other != key), default=0.0)
        certainty = _certainty(shares[key], shares[key] - next_best) if place == 0 else "không chắc"
        found.append(TopicGuess(key, bare_title(titles[key]), shares[key], certainty))
    return tuple(found)


def _certainty(share: float, lead: float) -> str:
    if share >= _SURE and lead >= _SURE_LEAD:
        return "khá chắc"
    return "có thể" if lead >= _LIKELY_LEAD else "không chắc"
