"""How many characters are wrong, missing, extra or exchanged with their neighbour."""


def mistakes(typed: str, written: str, most: int | None = None) -> int:
    """Count the mistakes between two texts (optimal string alignment); beyond `most` just any greater number."""
    start, typed_end, written_end = 0, len(typed), len(written)
    while start < min(typed_end, written_end) and typed[start] == written[start]:
        start += 1
    while min(typed_end, written_end) > start and typed[typed_end - 1] == written[written_end - 1]:
        typed_end, written_end = typed_end - 1, written_end - 1
    one, other = typed[start:typed_end], written[start:written_end]
    if not one or not other or len(one) == len(other) == 1:
        return max(len(one), len(other))
    if most is not None and (abs(len(one) - len(other)) > most or (max(len(one), len(other)) > 2 and most == 1)):
        return most + 1  # one mistake leaves a character on one side or on both, or two exchanged ones
    return _aligned(one, other)


def mistakes_within(typed: str, whole: str) -> int:
    """Count the mistakes between a text and the stretch of a longer one that is most like it."""
    last = [0] * (len(whole) + 1)
    for i, sign in enumerate(typed, 1):
        row, left = [i], i
        for j, against in enumerate(whole):
            left = min(last[j] if sign == against else last[j] + 1, last[j + 1] + 1, left + 1)
            row.append(left)
        last = row
    return min(last)


def _aligned(one: str, other: str) -> int:
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
