"""Print: papers laid out one by one, then put together as a book."""
