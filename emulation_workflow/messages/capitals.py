"""Capital letters at the beginning of words that are shown by themselves."""


def capitalised(words: str) -> str:
    """Return the words with a capital first letter; all other letters stay as they are, unlike `str.capitalize`."""
    return words[:1].upper() + words[1:]
