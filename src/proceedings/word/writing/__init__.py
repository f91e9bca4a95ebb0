"""Papers, lists and templates written as Word files."""
