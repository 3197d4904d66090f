"""Who may come in to the pages: by a link to one's own address, or by a letter's link to one case."""
