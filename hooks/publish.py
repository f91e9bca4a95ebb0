"""MkDocs' door to the website."""

from proceedings.hooks.publish import *  # noqa: F403 - the events, as MkDocs looks for them
