"""The fonts of a Word theme: what minorHAnsi, majorEastAsia and the like mean in one document."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from proceedings.word.container.package import A, Package, w

# A theme that leaves the font of a script open lists one per script; the document's language chooses.
_SCRIPTS = {"ja": "Jpan", "ko": "Hang", "zh-tw": "Hant", "zh-hk": "Hant", "zh": "Hans", "ar": "Arab", "he": "Hebr",
            "th": "Thai", "vi": "Viet"}  # fmt: skip


def theme_fonts(package: Package) -> Mapping[str, str]:
    """Return the font of each theme token ("minorHAnsi", "majorBidi" …) that the document's theme names."""
    names = sorted(name for name in package.trees if name.startswith("word/theme/") and name.endswith(".xml"))
    settings = package.trees.get("word/settings.xml")
    language = settings.find(w("themeFontLang")) if settings is not None else None
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        found = next((font for name in names if (font := _scheme(package, name, kind)) is not None), None)
        if found is None:
            continue
        latin = _typeface(found, "latin")
        each = {
            "Ascii": latin,
            "HAnsi": latin,
            "EastAsia": _typeface(found, "ea") or _by_script(found, language, "eastAsia"),
            "Bidi": _typeface(found, "cs") or _by_script(found, language, "bidi"),
        }
        fonts |= {f"{kind}{slot}": font for slot, font in each.items() if font}
    return fonts


def _scheme(package: Package, name: str, kind: str) -> Element | None:
    return package.trees[name].find(f".//{{{A}}}{kind}Font")


def _typeface(fonts: Element, tag: str) -> str:
    found = fonts.find(f"{{{A}}}{tag}")
    return found.get("typeface", "") if found is not None else ""


def _by_script(fonts: Element, language: Element | None, slot: str) -> str:
    spoken = language.get(w(slot), "").lower() if language is not None else ""
    script = _SCRIPTS.get(spoken) or _SCRIPTS.get(spoken.partition("-")[0], "")
    every = fonts.iter(f"{{{A}}}font")
    return next((font.get("typeface", "") for font in every if script and font.get("script") == script), "")
