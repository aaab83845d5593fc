"""The three questions before a change of structure: the third one, what it means for those affected, needs an answer."""

LEAST_CHARACTERS = 20


def says_what_it_means(text: str) -> bool:
    """Whether the answer is long enough to say something. Blanks around it, and more than one in a row, do not count."""
    return len(" ".join(text.split())) >= LEAST_CHARACTERS
