"""CSV in UTF-8, mostly with the mark that spreadsheets need for Chinese, or in GBK or GB18030 for older programs."""

import csv
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.writers.dataset import Dataset, harmless, letter_of, place_headings, places

CODECS = {"UTF-8": "utf-8", "GBK": "gbk", "GB18030": "gb18030"}


def write_csv(out: Path, dataset: Dataset) -> int:
    """Write Chinese headings, then the fields and the place of each row. Raises EncodingUnclear, LetterUnwritable."""
    codec = CODECS.get(dataset.encoding.upper())
    if codec is None:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding)
    try:
        return _write(out, dataset, "utf-8-sig" if codec == "utf-8" and dataset.mark else codec)
    except UnicodeEncodeError as problem:
        raise letter_of(problem, out, dataset.encoding.upper()) from problem


def _write(out: Path, dataset: Dataset, codec: str) -> int:
    count = 0
    with out.open("w", encoding=codec, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(one.title for one in dataset.fields), *place_headings(dataset)])
        for table in dataset.read():
            columns = [list(map(harmless, table.columns[one.name])) for one in dataset.fields]
            where = places(table, dataset)
            writer.writerows([*cells, *place] for *cells, place in zip(*columns, where, strict=True))
            count += len(table)
    return count
