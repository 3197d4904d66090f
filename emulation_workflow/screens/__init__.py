"""How things are shown: rows, headings and names, for flows and commands alike."""
