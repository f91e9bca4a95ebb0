"""One document laid out by the PDF engine: fonts, stylesheets, the pool of layouts, layouts kept from earlier runs."""
