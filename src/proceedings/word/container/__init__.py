"""The .docx as a ZIP of parts: opened only when it is ordinary, bounded and harmless."""
