"""Numbers that stand for texts, so that every stretch of a query is looked up at once."""

import numpy as np

MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio, made odd
MASK = (1 << 64) - 1


def text_hash(text: str) -> int:
    """Give the 64-bit number of a text."""
    value = 0
    for sign in text:
        value = (value * MULTIPLIER + ord(sign) + 1) & MASK
    return value


def stretch_hashes(text: str, longest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give starts, ends and numbers of all stretches of 2 to `longest` characters of a text."""
    count = len(text)
    codes = np.fromiter((ord(sign) + 1 for sign in text), np.uint64, count)
    power = np.uint64(MULTIPLIER)
    value = np.zeros(count, np.uint64)
    starts, ends, hashes = [], [], []
    with np.errstate(over="ignore"):
        for length in range(1, min(longest, count) + 1):
            # stretches one longer: what was there, shifted, and the next character
            value = value[: count - length + 1] * power + codes[length - 1 :]
            if length > 1:
                starts.append(np.arange(count - length + 1))
                ends.append(starts[-1] + length)
                hashes.append(value)
    if not hashes:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint64)
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(hashes)
