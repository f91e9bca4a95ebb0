"""Places where the theme's markup is no valid HTML and Markdown's is hard to listen to, corrected afterwards."""

from __future__ import annotations

import re

_TOC_LABEL = re.compile(r'<label class="md-nav__title" for="__toc">(.*?)</label>', re.DOTALL)
# Browsers may not restore an open drawer: only a form may say so for its checkboxes, wherever they are.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# Markdown's tables have their heads in the first row and nowhere else.
_HEAD = re.compile(r"<th(?=[\s>])(?![^>]*\sscope=)")
# A box of text that scrolls may have a name only where it has a role.
_NAMED_BOX = re.compile(r"<pre(?=[^>]*\saria-label=)(?![^>]*\srole=)")
_FORM = '<form id="ky-toggles" autocomplete="off"></form>'


def valid_html(page: str) -> str:
    """Return a page without what the Nu validator finds wrong in the theme, and with the reach of heads of tables."""
    page, toggles = _TOGGLE.subn(r'\1 form="ky-toggles"', page)
    if toggles:
        page = page.replace("</body>", f"{_FORM}</body>", 1)
    page = _HEAD.sub('<th scope="col"', page.replace(' tabindex=""', ""))
    page = _NAMED_BOX.sub('<pre role="region"', page)
    if 'id="__toc"' not in page:  # a page outside the navigation: the label would be nobody's
        page = _TOC_LABEL.sub(r'<span class="md-nav__title">\1</span>', page)
    return page
