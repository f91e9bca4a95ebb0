"""Remarks on a manuscript as typed values: what was changed, left or not recognised; `wording` gives their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import Any


class Audience(Enum):
    """Who can do something about a remark."""

    ALL = auto()
    EDITOR = auto()
    """It is about our own files or commands, or about what only editors decide."""


class Kind(StrEnum):
    """What a remark says; each kind has its wording in `wording`."""

    # the head
    TITLE_FROM_TOPIC = auto()
    TITLE_FROM_FILE = auto()
    TITLE_FROM_TOPIC_LINE = auto()
    TITLE_CAPITALS = auto()
    NO_AUTHOR = auto()
    TEMPLATE_UNFILLED = auto()
    TEMPLATE_BRACKETS = auto()
    CONTACTS_LEFT_OUT = auto()
    UNIT_BETWEEN = auto()
    HOST_UNIT = auto()
    REST_OF_UNIT = auto()
    LETTERHEAD_DROPPED = auto()
    LETTERHEAD_UNIT = auto()
    LEFT_AT_TOP = auto()
    TOPIC_LINE_LEFT = auto()
    TOPIC_LINE_UNREAD = auto()
    TOPICS_MANY = auto()
    TOPIC_IS_HEADING = auto()
    TOPIC_TITLE_DIFFERS = auto()
    TOPIC_OVERRULED = auto()
    NO_TOPIC = auto()
    TOPIC_GUESS = auto()
    TOPIC_NOT_LISTED = auto()
    MODEL_RECOGNISED = auto()
    MODEL_UNNAMED = auto()
    # the text
    REVISIONS_ACCEPTED = auto()
    LIST_OF_WORD = auto()
    LINE_OF_LIST = auto()
    PROMPT_DROPPED = auto()
    PAGE_FIELD = auto()
    PAGE_REFERENCE = auto()
    EQ_FIELD = auto()
    SYMBOL = auto()
    TEXT_BOX = auto()
    HEADINGS_GUESSED = auto()
    HEADINGS_NUMBERED = auto()
    HEADINGS_LONG = auto()
    HEADINGS_JOINED = auto()
    BOLD_LINES = auto()
    OLD_EQUATION = auto()
    ATTACHED = auto()
    DRAWING_MISSING = auto()
    SHAPES_DROPPED = auto()
    PICTURES_MISSING = auto()
    PICTURE_IN_LINE = auto()
    TABLE_NO_HEAD = auto()
    TABLE_ONE_CELL = auto()
    TABLE_OF_PICTURES = auto()
    TABLE_HTML = auto()
    NOTE_EMPTY = auto()
    UNSAFE_LINK = auto()
    CODE = auto()
    FORMULA = auto()
    UNKNOWN_PART = auto()
    WORDS_LOST = auto()
    # letters
    CONVERTED = auto()
    DOUBTFUL = auto()
    COMPOSED = auto()
    INITIALS_RAISED = auto()
    # the file
    TURNED_INTO_DOCX = auto()
    TRACKED = auto()
    TRACKING = auto()
    COMMENTS = auto()
    HIDDEN = auto()
    ACTIVE = auto()
    PERSONAL = auto()
    PARAGRAPH_GAP = auto()
    INDENT = auto()
    NUMBER_FONT = auto()
    LANDSCAPE = auto()
    PAGES_DIFFER = auto()
    # an update
    NO_BASE = auto()
    FIELD_CHANGED = auto()
    WOVEN = auto()
    FIGURE_UNUSED = auto()
    FIGURES_NEW = auto()
    FIGURES_GONE = auto()


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark.

    Attributes
    ----------
    values
        Name and value of whatever the wording needs: numbers, and words of the author's.
    asks
        A person has to fill in or to check something of the head because of it.
    count, place
        How often it happened, and at which words of the text first; 0 and "" where neither is counted.
    """

    kind: Kind
    values: tuple[tuple[str, Any], ...] = ()
    audience: Audience = Audience.ALL
    asks: bool = False
    count: int = 0
    place: str = ""

    @property
    def quoted(self) -> tuple[str, ...]:
        """The texts among the values: words of the author's, and names."""
        texts = (value if isinstance(value, tuple) else (value,) for _, value in self.values)
        return tuple(text for held in texts for text in held if isinstance(text, str))


def remark(kind: Kind, audience: Audience = Audience.ALL, *, asks: bool = False, **values: Any) -> Remark:
    """Return a remark with its values by name."""
    return Remark(kind, tuple(values.items()), audience, asks)


class RemarkCounter(Counter[Remark]):
    """How often something had to take another form, and at which words of the text it first did."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        self.where: dict[Remark, str] = {}

    def __setitem__(self, what: Remark, count: int) -> None:
        super().__setitem__(what, count)
        if self.at:
            self.where.setdefault(what, self.at)

    def remarks(self) -> list[Remark]:
        """Return each remark once, with how often and where first."""
        return [replace(one, count=count, place=self.where.get(one, "")) for one, count in self.items()]
