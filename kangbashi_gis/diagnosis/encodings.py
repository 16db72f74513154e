"""Tells in which encoding the text of a layer is, what speaks for it, and what happened to the text before."""

import codecs
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.declared import DEFAULTS
from kangbashi_gis.importing.declared import Declared as Declared
from kangbashi_gis.importing.doubled import is_lost
from kangbashi_gis.importing.encoding import FEW_SIGNS, UNICODE_OR_CHINESE, Judgement
from kangbashi_gis.importing.readings import LABELS, failures
from kangbashi_gis.model.diagnosis import EncodingAnswer, EncodingCandidate, Finding, Severity

MOST_EXAMPLES = 20
LONGEST_EXAMPLE = 60
SHARE_DIGITS = 3
MOST_LINES = 10


def weigh(
    names: Sequence[bytes], values: Iterable[bytes], declared: Declared, path: Path
) -> tuple[EncodingAnswer, tuple[Finding, ...]]:
    """Weigh the readings of column names and values; a value that ends in a blank or line break was not cut off."""
    return told(encodings.judge(names, values, declared), declared, path)


def told(judgement: Judgement, declared: Declared, path: Path) -> tuple[EncodingAnswer, tuple[Finding, ...]]:
    """Turn a judgement into an answer with examples, and into findings."""
    candidates = tuple(
        EncodingCandidate(one.label, round(one.confidence, SHARE_DIGITS), _examples(judgement, one.codec))
        for one in judgement.candidates
    )
    detected = None if judgement.codec is None else _label(judgement.codec)
    answer = EncodingAnswer(detected, declared.words(), candidates[0].confidence, candidates)
    return answer, tuple(_findings(judgement, declared, path))


def stated(codec: str, declared: Declared) -> EncodingAnswer:
    """Give the answer where a person has said which encoding it is."""
    return EncodingAnswer(_label(codec), declared.words(), 1.0, (), stated=True)


def _label(codec: str) -> str:
    return LABELS.get(codec, codec)


def _examples(judgement: Judgement, codec: str) -> tuple[str, ...]:
    """Decode values spread over all that were seen, and names where there are too few values."""
    found = judgement.evidence
    step = max(1, len(found.values) // MOST_EXAMPLES)
    chosen = (*found.values[::step][:MOST_EXAMPLES], *found.names)[:MOST_EXAMPLES]
    return tuple(_shown(text, codec) for text in chosen)


def _shown(text: bytes, codec: str) -> str:
    try:
        decoded = encodings.decode(text, codec)
    except UnicodeError:
        decoded = text.decode(codec, "replace")
    return decoded.strip(" \0\r\n")[:LONGEST_EXAMPLE]


def _findings(judgement: Judgement, declared: Declared, path: Path) -> Iterator[Finding]:
    if not judgement.signs:
        return
    if judgement.codec is None:
        yield _question(judgement, path)
    yield from _conflict(judgement, declared)
    yield from _cut(judgement)
    yield from _lost(judgement)


def _question(judgement: Judgement, path: Path) -> Finding:
    labels = [one.label for one in judgement.candidates]
    values: dict[str, object] = {"file": path.name, "candidates": "、".join(labels), "likeliest": labels[0]}
    values["signs"] = judgement.signs
    if (saved := judgement.doubled) is not None:
        values |= {"wrong": saved.wrong, "right": saved.right, "codec": saved.chain.codec}
        code = "encoding_doubled" if saved.whole else "encoding_doubled_lost"
        return Finding(code, Severity.QUESTION, saved.count, values)
    if (several := judgement.mixed) is not None:
        values |= {"main": LABELS[several.main], "other": LABELS[several.other]}
        values["lines"] = "、".join(map(str, judgement.lines[:MOST_LINES]))
        code = "encoding_mixed_lines" if judgement.lines else "encoding_mixed_values"
        return Finding(code, Severity.QUESTION, len(judgement.lines or several.odd), values)
    best = judgement.candidates[0].reading
    if best is not None and best.broken:
        return Finding("encoding_mixed", Severity.QUESTION, best.broken, values | {"broken": best.broken})
    if judgement.candidates[0].codec not in UNICODE_OR_CHINESE:
        return Finding("encoding_foreign", Severity.QUESTION, 1, values)
    return Finding("encoding_few" if judgement.signs < FEW_SIGNS else "encoding_unclear", Severity.QUESTION, 1, values)


def _conflict(judgement: Judgement, declared: Declared) -> Iterator[Finding]:
    """Tell where LDID, .cpg and the bytes do not say the same."""
    best = judgement.codec or judgement.candidates[0].codec
    against = [said for said, codec in declared.claims() if codec and _is_against(said, codec, best)]
    if against:
        values = {"declared": declared.words(), "against": "、".join(against), "bytes": _label(best)}
        yield Finding("encoding_conflict", Severity.WARNING, len(against), values)


def _is_against(said: str, codec: str, best: str) -> bool:
    """Tell whether a claim differs from the bytes. 0x03, 0x01, 0x02 of a DBF are written by all and sundry."""
    return not encodings.same_family(codec, best) and not (said.startswith("LDID") and codec in DEFAULTS)


def _cut(judgement: Judgement) -> Iterator[Finding]:
    best = judgement.codec or judgement.candidates[0].codec
    if best in encodings.DOUBLED_CODECS:
        return
    found = judgement.evidence
    names = [name for name in found.names if _is_cut(name, best)]
    if names:
        values = {"columns": "、".join(_shown(name, best) for name in names)}
        yield Finding("encoding_name_cut", Severity.INFO, len(names), values)
    _, cut = failures(found, best)
    if cut > len(names):
        example = next(_shown(value, best) for value in found.values if _is_cut(value, best))
        yield Finding("encoding_value_cut", Severity.WARNING, cut - len(names), {"example": example})


def _is_cut(text: bytes, codec: str) -> bool:
    try:
        return codecs.getincrementaldecoder(codec)().decode(text).encode(codec, "replace") != text
    except UnicodeDecodeError:
        return False


def _lost(judgement: Judgement) -> Iterator[Finding]:
    """Count names and values where only the trace of an older damage is left."""
    if judgement.mixed is not None:
        return
    best = judgement.codec or judgement.candidates[0].codec
    found = judgement.evidence
    lost = [shown for text in (*found.names, *found.values) if is_lost(shown := _shown(text, best))]
    if lost and not (judgement.candidates[0].reading and judgement.candidates[0].reading.broken):
        yield Finding("encoding_lost", Severity.WARNING, len(lost), {"example": lost[0]})
