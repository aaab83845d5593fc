"""Read the answer in a reply by mail: its first line, in one of four languages, and never a guess.

The first line holds one of the answers below and nothing else, but for the number of the question before it, a word of
thanks, or a note that a full stop, a colon or a dash divides from it. Anything else is left for a person to read.
"""

import re
import unicodedata
from dataclasses import dataclass

# The steps of a commitment, each with the words people answer with: English, Spanish, Haitian Creole, Vietnamese.
ANSWERS: dict[str, tuple[str, ...]] = {
    "done": (
        "done", "it is done", "it's done", "all done", "finished", "it is finished", "it's finished", "completed",
        "hecho", "hecha", "está hecho", "está hecha", "ya está", "ya está hecho", "ya está hecha", "listo", "lista",
        "está listo", "está lista", "ya está listo", "ya está lista", "terminado", "terminada", "está terminado",
        "está terminada", "cumplido", "cumplida", "completado", "completada",
        "fini", "li fini", "mwen fini", "nou fini", "tout fini", "fèt", "li fèt", "sa fèt", "li fin fèt", "fin fèt",
        "xong", "xong rồi", "đã xong", "đã xong rồi", "làm xong", "làm xong rồi", "đã làm xong", "hoàn thành",
        "đã hoàn thành", "hoàn tất", "đã hoàn tất",
    ),
    "on_track": (
        "on track", "still on track", "it is on track", "it's on track", "in progress", "under way", "underway",
        "en curso", "está en curso", "va bien", "vamos bien", "todo va bien", "en camino", "va en camino",
        "en marcha", "está en marcha", "por buen camino", "va por buen camino", "en proceso", "está en proceso",
        "sou wout", "li sou wout", "sou bon wout", "sou bon chemen", "ap mache", "l ap mache", "li ap mache",
        "sa ap mache", "ap avanse", "l ap avanse", "li ap avanse",
        "đúng tiến độ", "vẫn đúng tiến độ", "theo đúng tiến độ", "đúng kế hoạch", "theo đúng kế hoạch",
        "đang tiến hành", "đang thực hiện", "đang làm", "đang tiến triển",
    ),
    "blocked": (
        "blocked", "it is blocked", "it's blocked", "we are blocked", "i am blocked", "stuck", "it is stuck",
        "it's stuck", "we are stuck", "i am stuck",
        "bloqueado", "bloqueada", "está bloqueado", "está bloqueada", "trabado", "trabada", "está trabado",
        "está trabada", "atascado", "atascada", "está atascado", "está atascada", "estancado", "estancada",
        "bloke", "li bloke", "nou bloke", "mwen bloke", "li kole", "nou kole", "mwen kole",
        "kẹt", "bị kẹt", "đang bị kẹt", "vướng", "bị vướng", "vướng mắc", "bị vướng mắc", "gặp vướng mắc", "bị tắc",
        "bị chặn", "bế tắc",
    ),
    "drop": (
        "drop", "drop it", "dropped", "we drop it", "i drop it",
        "abandonar", "abandonarlo", "abandonado", "abandonada", "retirar", "retirarlo", "retirado", "retirada",
        "dejar", "dejarlo", "lo dejo", "lo dejamos", "descartar", "descartarlo", "descartado", "descartada",
        "abandone", "abandone l", "mwen abandone l", "nou abandone l", "lage", "lage l", "lage li", "mwen lage l",
        "nou lage l", "retire l",
        "bỏ", "bỏ đi", "hủy", "huỷ", "hủy bỏ", "huỷ bỏ", "từ bỏ", "bỏ qua", "rút lại",
    ),
}  # fmt: skip
# Without its accents, each of these is somebody's name or another word.
NEEDS_ACCENTS = {"bỏ", "hủy", "huỷ", "kẹt", "vướng", "bế tắc", "từ bỏ"}
THANKS = {
    "thanks", "thank you", "thank you very much", "many thanks", "gracias", "muchas gracias", "mèsi", "mesi",
    "mèsi anpil", "mesi anpil", "cảm ơn", "cám ơn", "cam on", "xin cảm ơn", "cảm ơn bạn", "xin cam on",
}  # fmt: skip

# "2 done", "2. listo", "#2: fini", "(2) xong"
_NUMBER = re.compile(r"^[(\[]?\s*#?\s*(\d{1,3})\s*(?:[.):\]]|-|–|—)*\s+(?=\S)|^#?(\d{1,3})[.):]+(?=\S)")
_AROUND = " \t*_~\"'`“”‘’«»•·-–—"
_DIVIDES = re.compile(r"[.!:;]+(?:\s|$)|\s[-–—]+\s|[-–—]{2,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


@dataclass(frozen=True)
class Reply:
    """What a reply says: the number of the question, the step it answers with, and the rest of the text as a note.

    Without a step, `why` says what could not be read: "empty", "no_answer" (the first line is none of the answers),
    "question" (it asks), "which" (several questions and no number), "no_such_number" or "several" (more than one
    answer; `read_replies` tells them apart).
    """

    number: int | None = None
    step: str | None = None
    note: str = ""
    why: str = ""


def read_reply(text: str, *, questions: int = 1) -> Reply:
    """The one answer in a text that replies to a letter with so many questions. Never guesses, never raises."""
    found = read_replies(text, questions=questions)
    return found[0] if len(found) == 1 else Reply(note=text.strip(), why="several")


def read_replies(text: str, *, questions: int = 1) -> list[Reply]:
    """Every answer in the text: one, or as many as have a line with a number of their own ("2 done").

    Where a single one of them cannot be read, none is: the reply is one, and says why.
    """
    blocks = _blocks(text)
    found = [_read(block, questions) for block in blocks]
    numbers = [reply.number for reply in found]
    if len(found) > 1 and len(set(numbers)) < len(numbers):
        return [Reply(note=text.strip(), why="several")]
    unread = next((reply for reply in found if reply.step is None), None)
    if unread is None:
        return found
    return [Reply(number=unread.number if len(found) == 1 else None, note=text.strip(), why=unread.why)]


def _blocks(text: str) -> list[list[str]]:
    """The lines of each answer; a line that is a numbered answer begins the next."""
    lines = [_INVISIBLE.sub("", line).strip() for line in unicodedata.normalize("NFC", text).splitlines()]
    while lines and not lines[0]:
        lines.pop(0)
    blocks = [lines[:1]]
    for line in lines[1:]:
        number, rest = _numbered(line)
        if number is not None and _answer(rest)[0] is not None:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _read(lines: list[str], questions: int) -> Reply:
    if not lines:
        return Reply(why="empty")
    number, rest = _numbered(lines[0])
    step, more = _answer(rest)
    whole = "\n".join(lines).strip()
    if step is None:
        return Reply(number, note=whole, why="question" if "?" in lines[0] else "no_answer")
    if number is None and questions > 1:
        return Reply(note=whole, why="which")
    if number is not None and not 1 <= number <= questions:
        return Reply(number, note=whole, why="no_such_number")
    if any(_STEPS.get(_plain(line), step) != step for line in lines[1:]):
        return Reply(note=whole, why="several")
    return Reply(number or 1, step, "\n".join([more, *lines[1:]]).strip())


def _numbered(line: str) -> tuple[int | None, str]:
    line = line.strip(_AROUND)
    found = _NUMBER.match(line)
    if found is None:
        return None, line
    return int(found[1] or found[2]), line[found.end() :]


def _answer(line: str) -> tuple[str | None, str]:
    """The step that a line names, and the note behind it; None where it is not one of the answers."""
    if "?" in line:
        return None, ""
    word, comma, thanks = line.partition(",")
    if comma and _plain(thanks) in THANKS and _plain(word) in _STEPS:
        return _STEPS[_plain(word)], ""
    divided = _DIVIDES.search(line)
    word, note = (line[: divided.start()], line[divided.end() :]) if divided else (line, "")
    step = _STEPS.get(_plain(word))
    if step is None or _says_two_things(step, note):
        return None, ""
    return step, note.strip()


def _says_two_things(step: str, note: str) -> bool:
    """Whether the words behind an answer give another one or take it back: "1 done. 2 blocked", "done: not yet"."""
    _number, rest = _numbered(note)
    if _plain(_DIVIDES.split(rest)[0]) in _STEPS:
        return True
    # Why something is blocked or dropped is often said with a "not"; what is done or on track needs none.
    plain = f" {re.sub(r'[^\w]+', ' ', _bare(note).casefold())} "
    return step in ("done", "on_track") and any(f" {word} " in plain for word in _TAKES_BACK)


def _plain(words: str) -> str:
    """Words as they are compared: small letters, single spaces, one kind of apostrophe, nothing around them."""
    words = words.casefold().replace("’", "'").strip(_AROUND + ".,!;:…✓✔✅👍")
    return " ".join(words.replace("l'ap ", "l ap ").split())


def _bare(words: str) -> str:
    apart = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _steps() -> dict[str, str]:
    found = {}
    for step, phrases in ANSWERS.items():
        for phrase in phrases:
            found[_plain(phrase)] = step
            if phrase not in NEEDS_ACCENTS:
                found[_plain(_bare(phrase))] = step
    return found


_STEPS = _steps()
# In the four languages: not, but, except, almost, still to do; and the words for what stands still.
_TAKES_BACK = {
    "not", "but", "except", "almost", "nearly", "no", "pero", "salvo", "excepto", "casi", "falta", "todavia", "pa",
    "men", "preske", "poko", "chua", "nhung", "tru", "gan",
} | {_bare(phrase) for step in ("blocked", "drop") for phrase in ANSWERS[step] if len(phrase) > 3}  # fmt: skip
