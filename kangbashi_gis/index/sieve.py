"""Numbers that are looked for in a long sorted list and mostly are not in it: told by one bit where they would be.

A search by halves touches twenty places all over the list; of the numbers of a text's stretches hardly any is found.
"""

import numpy as np

BITS_EACH = 16  # so that of the numbers that are not listed at most one in sixteen is looked for in vain
FEWEST_BITS, MOST_BITS = 10, 25  # more would take longer to set up than they save


class Sieve:
    """A bit for every beginning of a number, set where the list has a number that begins so."""

    def __init__(self, ascending: np.ndarray) -> None:
        wanted = (BITS_EACH * max(len(ascending), 1) - 1).bit_length()
        bits = min(max(wanted, FEWEST_BITS), MOST_BITS)
        self._listed = ascending
        self._shift = ascending.dtype.type(8 * ascending.dtype.itemsize - bits)
        held = np.zeros(1 << bits, bool)
        held[ascending >> self._shift] = True
        self._bits = np.packbits(held, bitorder="little")

    def positions(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give which of the numbers are listed, in ascending order of the numbers, and where each stands first."""
        begin = (numbers >> self._shift).astype(np.int64)
        maybe = np.flatnonzero((self._bits[begin >> 3] >> (begin & 7).astype(np.uint8)) & 1)
        if not len(maybe) or not len(self._listed):
            return maybe[:0], maybe[:0]
        # in ascending order they lie near one another in memory
        maybe = maybe[numbers[maybe].argsort()]
        wanted = numbers[maybe]
        at = self._listed.searchsorted(wanted)
        same = self._listed[np.minimum(at, len(self._listed) - 1)] == wanted
        return maybe[same], at[same]
