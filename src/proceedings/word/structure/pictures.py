"""The figures of a manuscript: taken from the package, proved to be pictures, named in their order."""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.model.guideline import Guideline
from proceedings.reading.figures import Refusal, read_figure
from proceedings.word.container.package import Package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.relations import inside

_MAGIC = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))
_METAFILES = {".emf", ".wmf", ".emz", ".wmz"}
_SAVE_AS_PNG = "Trong Word, bấm chuột phải vào hình > Save as Picture > PNG, rồi chèn lại tệp PNG đó."


@dataclass(slots=True)
class Gallery:
    """Collects the figures of one paper; the same picture twice is one file.

    Attributes
    ----------
    files
        Content by file name, in the order of the text.
    problems
        Why pictures are refused: the import then ends, for no figure may get lost.
    """

    package: Package
    slug: str
    guideline: Guideline
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Refusal] = field(default_factory=list)
    missing: int = 0
    _named: dict[str, str] = field(default_factory=dict)

    def take(self, target: str) -> str:
        """Return the name that the text uses for a picture ("slug/hinh-1.png"), "" where there is none."""
        part = inside("word", target)
        content = self.package.parts.get(part)
        if content is None:
            self.missing += 1
            return ""
        if part not in self._named:
            name = f"hinh-{len(self._named) + 1}{_suffix(part, content)}"
            self._named[part] = name
        return f"{self.slug}/{self._named[part]}"

    def close(self) -> None:
        """Take the pictures themselves; end the import where one cannot be published.

        Raises
        ------
        RefusedError
            With the rule of the first refused picture and the reasons of all.
        """
        for number, (part, name) in enumerate(self._named.items(), 1):
            self._check(number, name, self.package.parts[part])
        if self.problems:
            reasons = " ".join(dict.fromkeys(problem.message for problem in self.problems))
            fixes = " ".join(dict.fromkeys(problem.fix for problem in self.problems))
            raise RefusedError(self.problems[0].code, reasons, fixes)

    def _check(self, number: int, name: str, content: bytes) -> None:
        suffix = name[name.rfind(".") :]
        if suffix in _METAFILES:
            message = f"Hình thứ {number} là {suffix[1:].upper()}, không đưa lên website và bản in được."
            self.problems.append(Refusal("KY901", message, _SAVE_AS_PNG))
            return
        fonts = (*self.guideline.font.print_with, self.guideline.font.name)
        font = ", ".join(f"'{name}'" for name in fonts) + ", serif"
        result = read_figure(name, content, self.guideline.limits, font)
        if isinstance(result, Refusal):
            self.problems.append(result)
        else:
            self.files[name] = content


def _suffix(part: str, content: bytes) -> str:
    """Return the extension that the content asks for; Word is careless with it."""
    for magic, suffix in _MAGIC:
        if content.startswith(magic):
            return suffix
    name = part.rpartition("/")[2].lower()
    return name[name.rfind(".") :] if "." in name else ".bin"
