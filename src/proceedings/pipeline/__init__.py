"""A content tree read, checked, laid out and bound: the graph of work, its child processes, its kept results."""
