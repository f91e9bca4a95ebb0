"""The event that a command was asked for by its id."""

from __future__ import annotations

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.text.likeness import nearest


def named_event(proceedings: Proceedings, event_id: str) -> Event:
    """Return an event by its id.

    Raises
    ------
    ProceedingsError
        There is none; the message offers the nearest, or names those that there are.
    """
    known = {event.id: event for event in proceedings.events}
    if event_id not in known:
        meant = nearest(event_id, known, at_least=85)
        hint = f"Có phải “{meant[0]}”?" if meant else f"Các sự kiện: {', '.join(known) or 'không có'}."
        raise ProceedingsError(f"Không có sự kiện {event_id}.", hint)
    return known[event_id]
