"""Word files that go out: the empty document in the house style, its styles, and what a template asks for."""
