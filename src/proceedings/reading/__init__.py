"""From files to the model: strict, line by line, and never stopped by one bad file."""
