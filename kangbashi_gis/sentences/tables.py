"""Sentences: what can be wrong with a change in a table."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.ValueUnfit: Sentence(
        "“{field}”不能填“{text}”：{reason}。",
        "什么都没有改。",
        "“{field}” cannot be “{text}”: {reason}.",
        "Nothing was changed.",
    ),
    e.RowChanged: Sentence(
        "“{theme}”的第 {fid} 行{reason}。",
        "什么都没有改；请刷新表格再看。",
        "Row {fid} of “{theme}” {reason}.",
        "Nothing was changed; refresh the table and look again.",
    ),
    e.RowUnknown: Sentence(
        "“{theme}”里没有“{row}”这一行。",
        "请写它的编码、id 或行号。",
        "“{theme}” has no row “{row}”.",
        "Name it by its key, its id or its row number.",
    ),
    e.RowUndoRefused: Sentence(
        "“{theme}”第 {fid} 行的第 {change} 次修改不能单独撤销：{reason}。{fields}",
        "什么都没有改。先撤销之后的修改，或用“撤销”退回整步操作。",
        "Change {change} of row {fid} of “{theme}” cannot be undone by itself: {reason}. {fields}",
        "Nothing was changed. Undo the later changes first, or take back the whole operation with Undo.",
    ),
    e.ChartUnfit: Sentence(
        "画不出这张统计图（{field}）：{reason}。",
        "换一个字段或另一种统计图。",
        "This chart cannot be drawn ({field}): {reason}.",
        "Choose another field or another kind of chart.",
    ),
}
