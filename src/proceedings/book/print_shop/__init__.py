"""The print shop's folder: inside, cover, banner, job sheet, and the conversion to inks."""
