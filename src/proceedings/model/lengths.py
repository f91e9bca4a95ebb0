"""Units of length: the inch in millimetres, and what PDF and Word make of it."""

MM_PER_INCH = 25.4

POINTS_PER_MM = 72 / MM_PER_INCH
"""PDF counts in points of 1/72 inch."""

TWIPS_PER_MM = 1440 / MM_PER_INCH
"""Word counts in twentieths of a point."""
