"""Where a sentence ends, and where a text may be cut."""

from collections.abc import Iterator

import regex

from bot.ledger.text import folded, one_line

ELLIPSIS = "…"

_CLOSING = "\"'”’»›)\\]*_"
_OTHER_STOP = r"[\p{Sentence_Terminal}--\p{ASCII}]"
_END = regex.compile(
    rf"(?P<stop>(?<![.!?])[.!?]++|(?<!{_OTHER_STOP}){_OTHER_STOP}++)[{_CLOSING}]*+(?=\s)"
    rf"|(?P<wide>[。！？｡]+)[{_CLOSING}」』）]*(?![\p{{M}}\u200d])"
    r"|(?P<paragraph>\n[^\S\n]*\n)\s*|(?P<line>\n)\s*",
    regex.VERSION1,
)
"""Where a sentence may end. Wide stops need no space behind them. A run of other stops is tried once."""

_WORD = regex.compile(r"[^\s(\[{\"“‘«„/–—-]*$")
_DOTTED = regex.compile(r"\p{L}{1,3}(?:\.\p{L}{1,3})+")
"""Letters with dots in between: "e.g", "U.S", "Ph.D"."""
_NUMBER = regex.compile(r"\d{1,3}|[ivx]{1,4}")
"""What may be an ordinal, as in "am 3. Oktober"; a year is none."""
_CLUSTER = regex.compile(r"\X")
_LONGEST_WORD = 100
_LOOSE = " ,;:–—-([{“‘«„"

ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "mx", "dr", "prof", "st", "ste", "sr", "jr", "hon", "rev", "gen", "col", "maj", "capt", "cpt",
    "sgt", "lt", "gov", "sen", "rep", "pres", "mme", "mlle", "fr", "hr", "dipl", "eg", "ie", "cf", "vs", "viz", "al",
    "etc", "ca", "approx", "est", "esp", "incl", "excl", "resp", "max", "min", "num", "vol", "figs", "eq", "pp", "ed",
    "eds", "dept", "univ", "inc", "ltd", "co", "corp", "bros", "ave", "blvd", "rd", "mt", "ft", "dt", "engl", "lat",
    "gr", "dep", "ref", "refs", "op", "cit", "ibid", "misc", "orig", "bzw", "usw", "usf", "evtl", "ggf", "vgl", "bspw",
    "sog", "inkl", "exkl", "zzgl", "abs", "abschn", "bd", "hrsg", "jh", "mio", "mrd", "tsd", "str", "allg", "eigtl",
    "ugs", "urspr", "env", "ex", "av", "ej", "sra", "srta", "dra", "ud", "uds", "núm", "pág", "др", "пр", "им", "ул",
    "руб", "тыс", "млн", "млрд", "стр", "рис", "гл", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "okt", "nov", "dec", "dez", "mon", "tue", "tues", "wed", "thu", "thurs", "fri",
})  # fmt: skip
"""Words that a full stop follows within a sentence too; folded, without it."""

BEFORE_NUMBERS = frozenset({"no", "nos", "nr", "art", "sec", "fig", "ch", "para"})
"""Words of which the same is true where a number follows."""


def first_sentence(words: str) -> str:
    """The first sentence of the words, on one line: all of them where none of their stops ends a sentence."""
    for end in _END.finditer(words):
        if _ends_there(words, end) and (sentence := one_line(words[: end.end()])):
            return sentence
    return one_line(words)


def sentences_in(words: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of the words begins and ends, without the spaces around it."""
    start = 0
    for end in _END.finditer(words):
        if _ends_there(words, end):
            yield from _stripped(words, start, end.end())
            start = end.end()
    yield from _stripped(words, start, len(words))


def _stripped(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = words[start:end]
    if not piece.isspace() and piece:
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def cut_at_a_word(line: str, limit: int) -> str:
    """A line cut so that it fits the limit with an ellipsis: behind a word, or at least behind a letter.

    Letters are never torn from their marks, nor an emoji apart. Empty where not even one fits.
    """
    room = limit - len(ELLIPSIS)
    fitting = _clusters_within(line, room)
    if len(fitting) < len(line) and not line[len(fitting)].isspace():
        fitting = _whole_words(fitting) or fitting
    cut = _without_loose_end(fitting)
    return cut + ELLIPSIS if cut else ""


def _clusters_within(line: str, room: int) -> str:
    length = 0
    for cluster in _CLUSTER.finditer(line):
        if cluster.end() > room:
            break
        length = cluster.end()
    return line[:length]


def _whole_words(cut: str) -> str:
    return cut[: cut.rfind(" ")] if " " in cut else ""


def _without_loose_end(cut: str) -> str:
    """Without an abbreviation, an opening bracket or a comma that nothing follows any more."""
    kept = cut.rstrip(_LOOSE).removesuffix(ELLIPSIS)
    while " " in kept and _stop_is_none(kept, ""):
        kept = kept[: kept.rfind(" ")].rstrip(_LOOSE)
    return kept


def _ends_there(words: str, end: regex.Match[str]) -> bool:
    before = words[max(0, end.start() - _LONGEST_WORD) : end.start()].rstrip()
    after = words[end.end() : end.end() + _LONGEST_WORD].lstrip()[:1]
    if end["stop"] is None:
        return not _stop_is_none(before, after) and not (end["line"] is not None and _is_wrapped(before, after))
    if not end["stop"].startswith("."):
        return not after.islower()
    return end["stop"] == "." and not _is_abbreviated(before, after) and not after.islower()


def _stop_is_none(before: str, after: str) -> bool:
    """Whether these words end with a full stop that ends no sentence."""
    return before.endswith(".") and _is_abbreviated(before[:-1], after)


def _is_wrapped(before: str, after: str) -> bool:
    """Whether a line break is only there because the line was too long for somebody's editor."""
    return before.endswith((",", ";", ":", "-", "–", ELLIPSIS, "...")) or after.islower()


def _is_abbreviated(before: str, after: str) -> bool:
    """Whether a full stop behind these words stands for letters left out, for an initial or an ordinal."""
    found = _WORD.search(before)
    word = found.group() if found is not None else ""
    small = folded(word)
    return (
        len(_CLUSTER.findall(word)) == 1
        or small in ABBREVIATIONS
        or (small in BEFORE_NUMBERS and after.isdigit())
        or _DOTTED.fullmatch(word) is not None
        or _NUMBER.fullmatch(small) is not None
    )
