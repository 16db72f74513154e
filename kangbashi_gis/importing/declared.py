"""What a file says of its own encoding. It is often wrong: a hint beside the bytes, never more."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

UTF8, GB18030, BIG5 = "UTF-8", "GB18030", "cp950"
# What programs write without having looked: it says nothing, for any bytes decode as these.
DEFAULTS = ("iso8859-1", "cp1252", "latin-1", "cp437", "cp850")
HINTS = {
    "936": GB18030,
    "gbk": GB18030,
    "gb2312": GB18030,
    "cp936": GB18030,
    "65001": UTF8,
    "950": BIG5,
    "big5": BIG5,
    "big-5": BIG5,
    "big5-eten": BIG5,
    "koi8r": "koi8_r",
}
# Byte 29 of a DBF, as dBASE, FoxPro and ArcGIS write it. 0x57 is "the ANSI code page of whoever wrote it".
LANGUAGES = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x13: "cp932",
    0x26: "cp866",
    0x4D: GB18030,
    0x4E: "cp949",
    0x4F: BIG5,
    0x50: "cp874",
    0x64: "cp852",
    0x65: "cp866",
    0x78: BIG5,
    0x79: "cp949",
    0x7A: GB18030,
    0x7B: "cp932",
    0x7C: "cp874",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0xCA: "cp1254",
    0xCB: "cp1253",
}


@dataclass(frozen=True)
class Declared:
    """ldid: byte 29 of a DBF; cpg: what stands in the .cpg; other: what a format has for it (`ANSI_936` in a DXF)."""

    ldid: int | None = None
    cpg: str | None = None
    other: str = ""

    def words(self) -> str:
        """Say it as `LDID 0x4D, .cpg UTF-8`; "" where nothing is said."""
        return ", ".join(said for said, _ in self.claims())

    def claims(self) -> Iterator[tuple[str, str]]:
        """Yield what is said and the codec it stands for, "" for one that nobody knows."""
        if self.ldid:
            yield f"LDID 0x{self.ldid:02X}", LANGUAGES.get(self.ldid, "")
        if self.cpg:
            yield f".cpg {self.cpg}", known(self.cpg)
        if self.other:
            yield self.other, known(self.other)

    def codecs(self) -> tuple[str, ...]:
        """Give the codecs that are named by somebody who seems to have looked."""
        return tuple(codec for _, codec in self.claims() if codec and codec not in DEFAULTS)


def known(name: str) -> str:
    """Give a Python codec for `GBK`, `936`, `ANSI 1252`, `utf8` …, or "" where there is none."""
    plain = name.strip().lower().removeprefix("ansi").removeprefix("oem").strip(" _-")
    for candidate in (HINTS.get(plain, plain), f"cp{plain}", re.sub(r"^(windows|win)[-_ ]?", "cp", plain)):
        try:
            found = codecs.lookup(candidate)
        except (LookupError, ValueError):
            continue
        # "rot13", "zip" and the like are codecs too, but no encodings of text
        return _named(found.name) if getattr(found, "_is_text_encoding", True) else ""
    return ""


def _named(codec: str) -> str:
    return {"utf-8": UTF8, "gb18030": GB18030, "gbk": GB18030, "gb2312": GB18030, "big5": BIG5}.get(codec, codec)
