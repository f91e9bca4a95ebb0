"""What programs read: citation formats, metadata in the head, sharing pictures, calendars."""
