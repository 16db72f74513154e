"""Sentences: what can be wrong with a style of a layer, or a condition in one."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.ConditionInvalid: Sentence(
        "条件“{text}”读不懂：第 {at} 个字符处{reason}。",
        '字段写在双引号里，文字写在单引号里，例如 "use" = \'0701\' AND "area_m2" > 500。',
        "The condition “{text}” cannot be read: at character {at}, {reason}.",
        'Put fields in double quotes and texts in single ones, for example "use" = \'0701\' AND "area_m2" > 500.',
    ),
    e.ConditionUnfit: Sentence(
        "条件不能用于“{theme}”：“{field}”{reason}。",
        "请换一个字段，或改写条件。",
        "The condition does not fit “{theme}”: “{field}” {reason}.",
        "Choose another field, or write the condition differently.",
    ),
    e.StyleInvalid: Sentence(
        "样式不能用：{reason}。{path}{where}",
        "图层仍按原来的样式显示；请换一个样式文件，或在样式窗口里重新设置。",
        "The style cannot be used: {reason}. {path}{where}",
        "The layer keeps the style it had; choose another style file, or set the style anew in the window.",
    ),
}
