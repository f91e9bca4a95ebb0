"""A corrected Word file brought into the paper that is there already, and papers saved whole or not at all."""
