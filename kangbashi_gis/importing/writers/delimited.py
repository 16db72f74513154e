"""CSV in UTF-8 with a mark, which spreadsheets need to read Chinese."""

import csv
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import Dataset, harmless, place_headings, places


def write_csv(out: Path, dataset: Dataset) -> int:
    """Write Chinese headings, then the fields and the place of each row."""
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(one.title for one in dataset.fields), *place_headings(dataset.theme)])
        for table in dataset.read():
            columns = [list(map(harmless, table.columns[one.name])) for one in dataset.fields]
            where = places(table, dataset.theme, dataset.crs)
            writer.writerows([*cells, *place] for *cells, place in zip(*columns, where, strict=True))
            count += len(table)
    return count
