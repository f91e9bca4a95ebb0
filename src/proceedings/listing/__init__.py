"""Lists of papers that book and site share."""
