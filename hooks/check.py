"""MkDocs' door to the checks."""

from proceedings.hooks.check import *  # noqa: F403 - the events, as MkDocs looks for them
