"""Anchors: lines outside the workspace that say how far the log had come, so that a shortened log is noticed.

A line reads `KBS-ANCHOR 1 CHAIN NUMBER TIME HASH [SIGNER SIGNATURE]`; it can be printed, sent, or signed by somebody.
"""

import os
from pathlib import Path

from kangbashi_gis.model.events import Anchor

MARK, VERSION = "KBS-ANCHOR", "1"
PLAIN, SIGNED = 6, 8  # words of a line
LONGEST_FILE = 64 * 1024 * 1024


def line(anchor: Anchor) -> str:
    """Write an anchor as a line; the signer's name is given in hexadecimal digits, because it may hold spaces."""
    words = [MARK, VERSION, anchor.chain, str(anchor.number), anchor.at, anchor.hash.hex()]
    if anchor.signature:
        words += [anchor.signer.encode().hex(), anchor.signature.hex()]
    return " ".join(words)


def parse(text: str) -> Anchor | None:
    """Read a line; None for one that is not an anchor, such as a heading or a line that was cut."""
    words = text.split()
    if len(words) not in (PLAIN, SIGNED) or words[:2] != [MARK, VERSION]:
        return None
    try:
        signer = bytes.fromhex(words[6]).decode() if len(words) == SIGNED else ""
        signature = bytes.fromhex(words[7]) if len(words) == SIGNED else b""
        return Anchor(words[2], int(words[3]), words[4], bytes.fromhex(words[5]), signer, signature)
    except ValueError:
        return None


def keep(path: Path, anchor: Anchor) -> None:
    """Add a line to a file; on return it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(line(anchor) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> list[Anchor]:
    """Give the anchors of a file, in its order; none where there is no file."""
    if not path.is_file() or path.stat().st_size > LONGEST_FILE:
        return []
    text = path.read_text(encoding="utf-8", errors="replace")
    return [found for found in map(parse, text.splitlines()) if found]
