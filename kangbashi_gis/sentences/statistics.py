"""Sentences: published statistics of people."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.StatisticsRefused: Sentence(
        "不能发布人口统计：{reason}。",
        "请由负责全区的街道办事员，在导入居民之后发布。",
        "The statistics cannot be published: {reason}.",
        "A clerk for the whole district publishes them, once residents were imported.",
    ),
    e.ReleaseUnknown: Sentence(
        "没有第 {number} 期人口统计。",
        "已有的期次：{known}。statistics list 列出全部。",
        "There is no release {number} of the statistics.",
        "There are: {known}. `statistics list` tells about them.",
    ),
}
