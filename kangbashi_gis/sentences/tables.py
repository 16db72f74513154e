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
}
