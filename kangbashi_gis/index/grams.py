"""Which names hold which characters and pairs of characters: how a name is found by a piece from its middle."""

from itertools import pairwise

import numpy as np

BITS = 21  # of a code point


def gram_arrays(texts: list[str], wanted: np.ndarray) -> dict[str, np.ndarray]:
    """List names (ascending) by character and by pair of neighbours; Latin words are left to the sorted spellings."""
    signs = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) for text in texts])
    foreign = signs > 127
    keep = wanted[owner] if len(owner) else np.empty(0, bool)
    single = np.flatnonzero(keep & foreign)
    pair = np.flatnonzero((owner[1:] == owner[:-1]) & keep[1:] & (foreign[1:] | foreign[:-1])) if len(owner) else single
    shift = np.uint64(BITS)
    keys = np.concatenate([signs[single] << shift, (signs[pair] << shift) | signs[pair + 1]])
    names = np.concatenate([owner[single], owner[pair]])
    order = np.lexsort((names, keys))
    keys, names = keys[order], names[order]
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (names[1:] != names[:-1])
    keys, names = keys[first], names[first]
    grams, start = np.unique(keys, return_index=True)
    return {"gram": grams, "gram_start": np.append(start, len(keys)).astype(np.int64), "gram_name": names}


def keys_of(text: str) -> np.ndarray:
    """Give the keys of a text's pairs; of its one character where it has only one."""
    signs = [ord(sign) for sign in text]
    if len(signs) == 1:
        return np.array([signs[0] << BITS], np.uint64)
    pairs = {(a << BITS) | b for a, b in pairwise(signs) if a > 127 or b > 127}
    return np.array(sorted(pairs), np.uint64)
