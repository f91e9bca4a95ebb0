"""The banner lines (ma két) as the blocks of a cover."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.model.event import Event
from proceedings.text.dates import open_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The blocks of a cover, each line as it breaks on the banner."""

    agency: tuple[str, ...]
    volume: str
    title: tuple[str, ...]
    place: tuple[str, ...]


def cover(event: Event) -> Cover:
    """Return the cover of an event's volume.

    The line that names the kind of seminar gives way to the volume's own title, which contains it.
    """
    lines = [line for line in event.banner if line.text.strip()]
    titles = [place for place, line in enumerate(lines) if line.title]
    first, last = (titles[0], titles[-1]) if titles else (len(lines), len(lines))
    named = event.volume.title.casefold()
    return Cover(
        agency=tuple(line.text for line in lines[:first] if line.text.casefold() not in named),
        volume=event.volume.title,
        title=tuple(line.text for line in lines[first : last + 1]) or (event.title,),
        place=tuple(open_day(line.text) for line in lines[last + 1 :]),
    )
