"""Finished PDF files examined as a print shop would: boxes, fonts, inks, pictures, PDF/X-4."""
