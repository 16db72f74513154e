"""How many characters are wrong, missing, extra or exchanged with their neighbour."""


def mistakes(typed: str, written: str) -> int:
    """Count the mistakes between two texts (optimal string alignment)."""
    start, typed_end, written_end = 0, len(typed), len(written)
    while start < min(typed_end, written_end) and typed[start] == written[start]:
        start += 1
    while min(typed_end, written_end) > start and typed[typed_end - 1] == written[written_end - 1]:
        typed_end, written_end = typed_end - 1, written_end - 1
    one, other = typed[start:typed_end], written[start:written_end]
    if not one or not other or len(one) == len(other) == 1:
        return max(len(one), len(other))
    return _aligned(one, other)


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
