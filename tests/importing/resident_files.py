"""Messy tables of residents, made by code: each as some community hands it in. Nobody in them is real."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

TURN = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
HEADING = ("姓名", "身份证号", "性别", "住址", "电话", "与户主关系")


def number(born: str = "19900101", rest: int = 1) -> str:
    """Give a valid number of a county that does not exist; odd rests are men's."""
    first = f"150699{born}{rest:03d}"
    total = sum(int(one) * weight for one, weight in zip(first, TURN, strict=True))
    return first + next(sign for value, sign in enumerate("0123456789X") if (total + value) % 11 == 1)


def with_x() -> str:
    """Give a valid number that ends in X."""
    return next(one for one in (number("19850612", rest) for rest in range(1, 99)) if one.endswith("X"))


def row(name: str = "张三", code: Any = None, **more: Any) -> tuple[Any, ...]:
    """Give a row under HEADING."""
    values = {"sex": "男", "address": "康城小区2号楼1单元301室", "phone": "13800001234", "kin": "户主", **more}
    return (name, number() if code is None else code, *values.values())


def workbook(path: Path, *rows: Sequence[Any], merged: Iterable[str] = (), title: str = "居民") -> Path:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for one in rows:
        sheet.append(list(one))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Put another part into a workbook: a macro, a link to another file, a trap."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return path


def with_formula(path: Path, cell: str, value: str | None) -> Path:
    """Turn a cell into a formula, with the value that was saved or without any."""
    import re

    with zipfile.ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    kept = "" if value is None else f"<v>{value}</v>"
    made = f'<c r="{cell}" t="str"><f>A1&amp;"甲"</f>{kept}</c>'.encode()
    parts[sheet], count = re.subn(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)'.encode(), made, parts[sheet])
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path
