"""MkDocs' door to the book."""

from proceedings.hooks.print import *  # noqa: F403 - the events, as MkDocs looks for them
