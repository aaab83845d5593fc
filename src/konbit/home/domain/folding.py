"""Words as they are searched: without accents and capitals, in English, Spanish, Haitian Creole and Vietnamese alike.

What is stored in the index and what somebody types are cut into words and folded by the same function, so that "Duong",
"đường" and "ĐƯỜNG" meet.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Longer sayings are cut, and the page says so.
LONGEST_QUERY, MOST_WORDS = 200, 12
# A shorter beginning would find half of everything.
SHORTEST_BEGINNING = 3
# Letters and digits, with the marks that some keyboards write behind a letter.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
# Halves of signs, and the sign that no database takes.
NOT_SHOWN = re.compile(r"[\ud800-\udfff\x00]")
# Letters that are no letter with a mark, and that a keyboard without them replaces so.
ALONE = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def folded(word: str) -> str:
    """One word without accents and capitals: "Đường" is "duong", "Òganizasyon" is "oganizasyon"."""
    if word.isascii() and word.isalnum():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold()).translate(ALONE)
    return "".join(letter for letter in apart if letter.isalnum())


class Place(NamedTuple):
    """A word where it stands in a text."""

    begins: int
    ends: int
    folded: str


def words_of(text: str) -> Iterator[Place]:
    """Every word of a text in its order; the text must be composed (`composed`)."""
    for found in WORD.finditer(text):
        plain = folded(found.group())
        if plain:
            yield Place(found.start(), found.end(), plain)


def plain_words(text: str) -> list[str]:
    """Every word of a text in its order, folded."""
    return [plain for plain in map(folded, WORD.findall(composed(text))) if plain]


def composed(text: str) -> str:
    """The text with each letter and its marks as one sign, and without what no page can show."""
    return NOT_SHOWN.sub("", unicodedata.normalize("NFC", text))


def folded_text(texts: Iterable[str]) -> str:
    """What the index keeps of the texts of one record: folded words, and between two texts a mark that no saying crosses."""
    return " ǁ ".join(" ".join(plain_words(text)) for text in texts)


@dataclass(frozen=True)
class Query:
    """What somebody is looking for: words, sayings of several words in their order, and the beginning of a last word."""

    words: tuple[str, ...] = ()
    sayings: tuple[tuple[str, ...], ...] = ()
    beginning: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.sayings or self.beginning)

    def marks(self, word: str) -> bool:
        """Whether this folded word is one of those looked for."""
        return (
            word in self.words
            or any(word in saying for saying in self.sayings)
            or bool(self.beginning and word.startswith(self.beginning))
        )

    def fits(self, texts: Sequence[str]) -> bool:
        """Whether everything looked for stands in these texts."""
        cut = [plain_words(text) for text in texts]
        there = {word for text in cut for word in text}
        return (
            all(word in there for word in self.words)
            and (not self.beginning or any(word.startswith(self.beginning) for word in there))
            and all(any(_holds(text, saying) for text in cut) for saying in self.sayings)
        )


def _holds(text: Sequence[str], saying: Sequence[str]) -> bool:
    return any(tuple(text[at : at + len(saying)]) == tuple(saying) for at in range(len(text)))


def query_of(typed: str) -> Query:
    """What was typed, as a query. Nothing in it is an operator but quotation marks around a saying."""
    text = composed(typed[:LONGEST_QUERY])
    sayings: list[tuple[str, ...]] = []
    words: list[str] = []
    count = 0
    for quoted in QUOTED.findall(text):
        saying = tuple(one.folded for one in words_of(quoted))[: MOST_WORDS - count]
        count += len(saying)
        if len(saying) > 1:
            sayings.append(saying)
        else:
            words += saying
    rest = QUOTED.sub(" ", text)
    single = [one.folded for one in words_of(rest)][: MOST_WORDS - count]
    beginning = ""
    if single and len(single[-1]) >= SHORTEST_BEGINNING:
        beginning = single.pop()
    return Query(tuple(dict.fromkeys([*words, *single])), tuple(dict.fromkeys(sayings)), beginning)


@dataclass(frozen=True)
class Part:
    """A piece of a snippet, to be marked or not."""

    text: str
    is_marked: bool


def snippet(text: str, query: Query, *, around: int = 140, whole: bool = False) -> list[Part]:
    """The text around the first word that fits, with every fitting word marked; all of it with `whole`."""
    text = composed(text)
    found = [one for one in words_of(text) if query.marks(one.folded)]
    begins, ends = (0, len(text)) if whole else _window(text, found, around)
    parts, at = [Part("… ", is_marked=False)] if begins else [], begins
    for one in found:
        if begins <= one.begins and one.ends <= ends:
            parts += [
                Part(text[at : one.begins], is_marked=False),
                Part(text[one.begins : one.ends], is_marked=True),
            ]
            at = one.ends
    parts.append(Part(text[at:ends], is_marked=False))
    if ends < len(text):
        parts.append(Part(" …", is_marked=False))
    return [part for part in parts if part.text]


def _window(text: str, found: Sequence[Place], around: int) -> tuple[int, int]:
    """From a border of words to a border of words, around the first place."""
    first = found[0] if found else Place(0, 0, "")
    begins, ends = max(0, first.begins - around // 3), min(len(text), first.ends + around)
    if begins:
        begins = text.find(" ", begins, first.begins + 1) + 1 or first.begins
    if ends < len(text):
        ends = max(text.rfind(" ", first.ends, ends), first.ends)
    return begins, ends


def count_marked(text: str, query: Query) -> int:
    """How many words of the text are looked for."""
    return sum(map(query.marks, plain_words(text)))
