"""How things are shown: rows, headings and names, the same for flows and commands, which only print them."""
