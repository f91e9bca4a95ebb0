"""MkDocs' door to the website: pages made from the model, figures of papers, safe hand-written pages."""

from __future__ import annotations

from proceedings.pipeline.build_context import content
from proceedings.pipeline.screen_figures import screen_figure
from proceedings.web.mkdocs.publication import Publication

_publication = Publication(content, screen_figure)
on_startup, on_config, on_files = _publication.on_startup, _publication.on_config, _publication.on_files
on_page_markdown, on_page_content = _publication.on_page_markdown, _publication.on_page_content
on_env, on_page_context = _publication.on_env, _publication.on_page_context
on_post_page, on_post_template = _publication.on_post_page, _publication.on_post_template
on_post_build, on_serve = _publication.on_post_build, _publication.on_serve
