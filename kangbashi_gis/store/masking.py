"""Personal values as they may be shown to somebody who only needs to recognise a record."""

HIDDEN = "*"


def name(text: str | None) -> str:
    """Leave the family name: 张三丰 becomes 张**."""
    return text[:1] + HIDDEN * (len(text) - 1) if text else ""


def id_number(text: str | None) -> str:
    """Leave the county and the last four digits: 150699********0012."""
    return _between(text, 6, 4)


def phone(text: str | None) -> str:
    """Leave three digits in front and four at the end: 138****5678."""
    return _between(text, 3, 4)


def _between(text: str | None, front: int, back: int) -> str:
    """Hide the middle; a text too short to have one is hidden whole."""
    if not text:
        return ""
    if len(text) <= front + back:
        return HIDDEN * len(text)
    return text[:front] + HIDDEN * (len(text) - front - back) + text[-back:]
