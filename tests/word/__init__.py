"""Tests of the Word door."""
