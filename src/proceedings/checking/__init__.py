"""Checking: every rule on every paper and event, verdicts, and reports."""
