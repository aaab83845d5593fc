"""What of a reply is new: without quoted lines, the letter it answers, and the signature."""

import re

# "On Thu, Mar 6, 2025 at 10:00, Konbit <konbit@example.org> wrote:", in the languages of mail programs our readers use.
_SAYS_WHO_WROTE = re.compile(
    r"^\W{0,3}(?:on|el|le|nan|vào|vao|lúc|luc)\b.*\d.*"
    r"(?:wrote|escribió|escribio|a écrit|a ecrit|ekri|te ekri|đã viết|da viet|viết)\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_OLD_LETTER_BEGINS = re.compile(
    r"^\s*-{2,}\s*(?:original message|forwarded message|mensaje original|mensaje reenviado|message d.origine"
    r"|message original|mesaj orijinal|thư gốc|tin nhắn gốc|tin nhắn ban đầu)\s*-{2,}\s*$|^_{10,}\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:from|de|desde|từ|soti nan)\s*\*?:\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(
    r"^\s*\*?(?:sent|date|enviado(?: el)?|fecha|envoyé|dat|voye|đã gửi|ngày|gửi)\s*\*?:\*?\s*\S",
    re.IGNORECASE,
)
_SENT_FROM_PHONE = re.compile(
    r"^\s*(?:sent from (?:my|outlook|yahoo|the)|get outlook for|enviado desde|obtener outlook|envoyé de(?:puis)? "
    r"|voye soti|được gửi từ|đã gửi từ|gửi từ)\b",
    re.IGNORECASE,
)
# An attribution may be broken over so many lines.
LINES_OF_ATTRIBUTION = 4


def new_text(letter: str) -> str:
    """The words that the writer of this letter added. A reply written below what it quotes is found there."""
    lines = [line.rstrip() for line in letter.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    cut, goes_on = _where_the_old_letter_begins(lines)
    above = _own_lines(lines[:cut])
    if above or goes_on >= len(lines):
        return above
    below = lines[goes_on:]
    # Without quote marks, nobody can tell the old letter from the answer below it.
    return _own_lines(below) if any(_is_quoted(line) for line in below) else ""


def _where_the_old_letter_begins(lines: list[str]) -> tuple[int, int]:
    """The first line of what introduces the old letter, and the line after it."""
    for number, line in enumerate(lines):
        if _OLD_LETTER_BEGINS.match(line):
            return number, number + 1
        if _FROM.match(line) and any(_SENT.match(next_one) for next_one in lines[number + 1 : number + 3]):
            return number, number + 1
        for more in range(1, LINES_OF_ATTRIBUTION + 1):
            together = [one.lstrip("> ") for one in lines[number : number + more]]
            if not all(together):
                break
            if _SAYS_WHO_WROTE.match(" ".join(together)):
                return number, number + more
    return len(lines), len(lines)


def _own_lines(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line in ("--", "—") or _SENT_FROM_PHONE.match(line):
            break
        if not _is_quoted(line):
            kept.append(line)
    return "\n".join(kept).strip()


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")
