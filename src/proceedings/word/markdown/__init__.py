"""From pandoc's tree to our Markdown: blocks, inlines, tables, formulas, captions."""
