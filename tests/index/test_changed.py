"""Which rows changed since an index was built."""

import numpy as np

from kangbashi_gis.index.changed import FEW, newest_touched, touched_since
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.store.geopackage import GeoPackageStore

ENTITIES = theme("entities")


def test_too_many_changed_rows_mean_that_the_index_is_built_again(store: GeoPackageStore) -> None:
    before = store.stamp(ENTITIES)
    with store.write(2) as writer:
        writer.append(ENTITIES, Table({"name": [f"新店{number}" for number in range(FEW + 1)]}))
    assert touched_since(store, ENTITIES, before, store.stamp(ENTITIES)) is None
    assert touched_since(store, ENTITIES, store.stamp(ENTITIES), store.stamp(ENTITIES)) is not None


def test_of_too_many_the_newest_are_given(store: GeoPackageStore) -> None:
    before = store.stamp(ENTITIES)
    with store.write(2) as writer:
        fids = writer.append(ENTITIES, Table({"name": [f"新店{number}" for number in range(FEW + 10)]}))
    with store.write(3) as writer:
        writer.update(ENTITIES, np.array([1]), Table({"name": ["改名店"]}))
    newest = newest_touched(store, ENTITIES, before)
    assert len(newest) == FEW and 1 in newest and fids[-1] in newest and fids[0] not in newest


def test_a_stamp_that_went_back_means_another_store(store: GeoPackageStore) -> None:
    assert touched_since(store, ENTITIES, store.stamp(ENTITIES) + 1, store.stamp(ENTITIES)) is None
