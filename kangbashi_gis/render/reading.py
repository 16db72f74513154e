"""How the texts of labels are read from a store."""

from collections.abc import Sequence

import numpy as np

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.render.labels import Read
from kangbashi_gis.store.base import Store


def reader(store: Store) -> Read:
    """Give a function that reads the label texts of rows, codes as their titles; rows that are gone have none."""

    def read(theme: Theme, fids: np.ndarray) -> Sequence[str | None]:
        assert theme.label is not None
        field = theme.field(theme.label.field)
        table = store.read(theme, fids, [field.name], geometry=False)
        texts = table.columns[field.name]
        if field.codes:
            texts = [field.codes.title(text) for text in texts]
        assert table.fid is not None
        known = dict(zip(table.fid.tolist(), texts, strict=True))
        return [known.get(fid) for fid in fids.tolist()]

    return read
