"""CSV in UTF-8 with a mark, which spreadsheets need to read Chinese, or in GBK for older programs."""

import csv
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.writers.dataset import Dataset, harmless, place_headings, places

CODECS = {"UTF-8": "utf-8-sig", "GBK": "gbk"}


def write_csv(out: Path, dataset: Dataset) -> int:
    """Write Chinese headings, then the fields and the place of each row. Raises EncodingUnclear."""
    codec = CODECS.get(dataset.encoding.upper())
    if codec is None:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding)
    try:
        return _write(out, dataset, codec)
    except UnicodeEncodeError as problem:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding) from problem


def _write(out: Path, dataset: Dataset, codec: str) -> int:
    count = 0
    with out.open("w", encoding=codec, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(one.title for one in dataset.fields), *place_headings(dataset.theme)])
        for table in dataset.read():
            columns = [list(map(harmless, table.columns[one.name])) for one in dataset.fields]
            where = places(table, dataset.theme, dataset.crs)
            writer.writerows([*cells, *place] for *cells, place in zip(*columns, where, strict=True))
            count += len(table)
    return count
