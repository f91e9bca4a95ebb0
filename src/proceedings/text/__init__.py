"""Vietnamese text: normal form, order, addresses, dates, likeness. Knows nothing of papers or seminars."""
