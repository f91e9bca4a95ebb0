"""The same papers by several roads: ours, plain MkDocs, MkDocs with the stock PDF plugin, pandoc with Typst."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from corpus import EVENT, TOPICS, Text, growth, illustrate, write_tree
from finished import Cache
from measuring import run
from proceedings.book.layout.fonts import find
from proceedings.book.layout.stylesheet import page_style
from proceedings.model.guideline import Guideline
from proceedings.reading.load import read
from typst_book import BODY

AS_OF = "2021-10-25"
_CHECKOUT = Path(__file__).resolve().parent.parent
_PARTS = ("src", "hooks", "mkdocs.yml", "requirements.lock")
_GUIDELINE = "pages: {}\nmin_words: 300\n"
_AUTHOR, _SCHOOL = "ThS. Nguyễn Văn A", "Trường Chính trị tỉnh A"
_TITLE = "Kỷ yếu hội thảo khoa học"
_MOST_PARAGRAPHS = 12
_FIGURE = re.compile(r'!\[[^\]]*\]\(([^ )]+) "([^"]+)"\)')
# The workaround without which WeasyPrint 69 and later lose pages of the stock plugin.
_STYLES = "article, section + section { min-height: 0; }\n"
_TYPED = "html,html body,html body article p,html body article li"
_GROWN = """
import sys
from dataclasses import replace
from pathlib import Path
from proceedings.book.layout.layout_pool import typeset_all
from proceedings.reading.load import read
if __name__ == "__main__":
    proceedings = read(Path(sys.argv[1])).proceedings
    paper = next(paper for paper in proceedings.papers if paper.slug == sys.argv[2])
    more = sys.argv[3:]
    texts = ["\\n\\n".join([paper.text, *more[:number]]) for number in range(len(more) + 1)]
    longer = [replace(paper, path=str(number), text=text) for number, text in enumerate(texts)]
    layouts = typeset_all(proceedings, longer)
    pages = [layouts[paper.path].pages for paper in longer]
    print(pages.index(pages[0] + 1))
"""
_BOOK = """\
#set page(width: {page.width_mm}mm, height: {page.height_mm}mm, numbering: "1",
  margin: (top: {page.top_mm}mm, bottom: {page.bottom_mm}mm, left: {page.left_mm}mm, right: {page.right_mm}mm))
#set text(font: "{family}", size: {font.size_pt}pt, lang: "vi", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: {leading:.4f}em, spacing: {leading:.4f}em + {font.paragraph_gap_pt}pt,
  first-line-indent: (amount: {font.indent_mm}mm, all: true))
#show heading: set text(size: {font.size_pt}pt)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); align(center, upper(it)) }}
#set figure(supplement: none, numbering: none)
#set table(stroke: .5pt)
#align(center + horizon, text(size: 24pt, weight: "bold")[{title}])
#pagebreak()
#outline(depth: 1, title: [Mục lục])
#include "{body}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A command to be measured: what it finds (`prepare`), the PDF and the site it leaves."""

    name: str
    command: Sequence[str]
    prepare: Callable[[], None]
    env: Mapping[str, str]
    pdf: Path | None = None
    site: Path | None = None


class Bench:
    """A folder that holds `count` papers in every form that the contenders take."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.checkout, self.tree, self.out = folder / "checkout", folder / "tree", folder / "out"
        self._env = {name: value for name, value in os.environ.items() if not name.startswith(("KY_YEU", "ENABLE_PDF"))}
        # What a command that is stopped leaves in its temporary folder goes with this one.
        self._env |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "TMPDIR": str(folder / "tmp")}
        # Our code from a copy: its cache is its own, and it is not edited in the middle.
        self._own_env = {**self._env, "PYTHONPATH": str(self.checkout / "src")}
        self._copy_checkout()
        (folder / "tmp").mkdir()
        self.papers = write_tree(self.tree, count, _as_in_a_real_volume)
        self.edited = self.papers[min(len(TOPICS), count - 1)]
        self._original = self.edited_path.read_bytes()
        self._grown = self._longer_by_a_page()
        self._write_pages()

    @property
    def edited_path(self) -> Path:
        return self.tree / "papers" / EVENT / f"{self.edited.slug}.md"

    @property
    def caches(self) -> tuple[Cache, Cache]:
        """Where our own commands keep papers laid out (and other pieces of books), and what the rules found."""
        kept = self.checkout / ".cache"
        return Cache(kept / "typeset", "body"), Cache(kept / "examined", "hits")

    def whole(self) -> tuple[Contender, Contender]:
        """Return our whole build without a cache, and the one after an edit that makes an early paper longer."""
        return self._ours("whole", [], self.out / "site" / EVENT / "ky-yeu.pdf", self.out / "site")

    def volume(self) -> tuple[Contender, Contender]:
        """Return the same two for the volume alone."""
        return self._ours("volume", ["--only", "book"], self.out / "dist" / EVENT / "ruot.pdf", None)

    def site(self) -> tuple[Contender, Contender]:
        """Return our website alone: without a cache, and when nothing has changed since."""
        cold, _ = self._ours("site", ["--only", "site"], None, self.out / "site")
        return cold, replace(cold, name="ours, site, again", prepare=lambda: None)

    def plain(self) -> Contender:
        return self._mkdocs("plain mkdocs build", "plain", {})

    def stock(self) -> Contender:
        """Return the plugin with its own page and type, smaller than the guideline's: it has fewer pages to fill."""
        return self._stock("stock mkdocs-with-pdf", "stock", _STYLES)

    def stock_in_our_type(self) -> Contender:
        """Return the plugin on the guideline's page and in its type."""
        guideline = self._guideline()
        style = page_style(guideline, find(guideline.font).name).replace("html{", f"{_TYPED}{{")
        return self._stock("stock, guideline's type", "stock-type", _STYLES + style)

    def _stock(self, name: str, key: str, styles: str) -> Contender:
        templates = self.folder / f"{key}-templates"
        templates.mkdir(exist_ok=True)
        (templates / "styles.scss").write_text(styles, encoding="utf-8")
        settings = {
            "author": _AUTHOR,
            "copyright": _SCHOOL,
            "cover_title": _TITLE,
            "cover_subtitle": _SCHOOL,
            "toc_title": "Mục lục",
            "custom_template_path": str(templates),
            "output_path": "ky-yeu.pdf",
        }
        return self._mkdocs(name, key, {"with-pdf": settings})

    def typst(self) -> Contender:
        folder, guideline = self.folder / "typst", self._guideline()
        book = folder / "book.typ"
        fonts = dict(find(guideline.font).files)["regular"].parent
        script = Path(__file__).with_name("typst_book.py")
        texts = [f"{paper.slug}.md" for paper in self.papers]
        command = [sys.executable, str(script), str(book), str(fonts), pypandoc.get_pandoc_path(), *texts]
        made = (book.with_suffix(".pdf"), folder / BODY)
        return Contender(
            name="pandoc + Typst", command=command, prepare=lambda: _remove(*made), env=self._env, pdf=made[0]
        )

    def _ours(self, name: str, more: list[str], pdf: Path | None, site: Path | None) -> tuple[Contender, Contender]:
        build = [sys.executable, "-P", "-m", "proceedings.commands.build", "--as-of", AS_OF]
        command = [*build, "--root", str(self.tree), "--out", str(self.out), *more]

        def begin() -> None:
            _remove(self.checkout / ".cache", self.out)
            self.edited_path.write_bytes(self._original)

        def edit() -> None:
            self.edited_path.write_bytes(self._grown)

        return (
            Contender(
                name=f"ours, {name}, cold", command=command, prepare=begin, env=self._own_env, pdf=pdf, site=site
            ),
            Contender(
                name=f"ours, {name}, edited", command=command, prepare=edit, env=self._own_env, pdf=pdf, site=site
            ),
        )

    def _mkdocs(self, name: str, key: str, plugins: dict[str, Any]) -> Contender:
        config, site = self.folder / f"{key}.yml", self.folder / f"{key}-site"
        config.write_text(yaml.safe_dump(self._settings(plugins), allow_unicode=True), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)]
        pdf = site / "ky-yeu.pdf" if plugins else None
        return Contender(
            name=name, command=command, prepare=lambda: _remove(site), env=self._env, pdf=pdf, site=site / EVENT
        )

    def _settings(self, plugins: dict[str, Any]) -> dict[str, Any]:
        """Return our site.yml without our hooks, templates and styles, and without news."""
        configuration = self.checkout / "src" / "proceedings" / "site.yml"
        settings: dict[str, Any] = yaml.safe_load(configuration.read_text(encoding="utf-8"))
        search = [plugin for plugin in settings["plugins"] if "search" in plugin]
        left_out = ("hooks", "extra_css", "extra_javascript", "extra", "site_dir")
        theme = {key: value for key, value in settings["theme"].items() if key not in ("custom_dir", "favicon", "logo")}
        return {
            **{key: value for key, value in settings.items() if key not in left_out},
            "docs_dir": str(self.folder / "pages"),
            "theme": theme,
            "plugins": [*search, *({name: options} for name, options in plugins.items())],
            "nav": ["index.md", {_TITLE: [f"{EVENT}/{paper.slug}.md" for paper in self.papers]}],
        }

    def _copy_checkout(self) -> None:
        self.checkout.mkdir(parents=True)
        for part in _PARTS:
            source, target = _CHECKOUT / part, self.checkout / part
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, target)
        compileall.compile_dir(self.checkout / "src", quiet=2)

    def _longer_by_a_page(self) -> bytes:
        """Return the edited paper with as many paragraphs more as make it longer by exactly one page."""
        more = growth(self.edited, _MOST_PARAGRAPHS)
        command = [sys.executable, "-c", _GROWN, str(self.tree), self.edited.slug, *more]
        added = int(run(command, environment=self._own_env).output)
        return self._original + "".join(f"\n{paragraph}\n" for paragraph in more[:added]).encode()

    def _write_pages(self) -> None:
        """Write the papers as plain Markdown: pages for MkDocs, chapters for pandoc."""
        pages, chapters = self.folder / "pages", self.folder / "typst"
        (pages / EVENT).mkdir(parents=True)
        (pages / "index.md").write_text(f"# {_TITLE}\n\n{_SCHOOL}\n", encoding="utf-8")
        chapters.mkdir()
        for paper in self.papers:
            head = f"# {paper.fields['title']}\n\n**{_AUTHOR}**\n\n*{_SCHOOL}*"
            text = "\n\n".join([head, *paper.parts]) + "\n"
            (pages / EVENT / f"{paper.slug}.md").write_text(text, encoding="utf-8")
            (chapters / f"{paper.slug}.md").write_text(_FIGURE.sub(r"![\2](\1)", text), encoding="utf-8")
            for folder in (pages / EVENT / paper.slug, chapters / paper.slug):
                folder.mkdir()
                for name, content in paper.files.items():
                    (folder / name).write_bytes(content)
        self._write_book(chapters / "book.typ")

    def _write_book(self, path: Path) -> None:
        """Write the book that Typst makes, on the page and in the type of the guideline."""
        guideline = self._guideline()
        family = find(guideline.font).name
        line = re.search(r"line-height:([\d.]+)", page_style(guideline, family))
        leading = float(line[1]) - 1 if line else 0.0
        book = _BOOK.format(
            page=guideline.page, font=guideline.font, family=family, leading=leading, title=_TITLE, body=BODY
        )
        path.write_text(book, encoding="utf-8")

    def _guideline(self) -> Guideline:
        return read(self.tree).proceedings.guideline


def _as_in_a_real_volume(papers: list[Text], files: dict[str, str]) -> None:
    """Give the papers pictures and no limit to their pages."""
    for number, paper in enumerate(papers):
        illustrate(paper, number)
    files["guideline.yml"] = _GUIDELINE


def _remove(*paths: Path) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
