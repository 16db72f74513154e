"""Sentences: what can be wrong with a printed sheet."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.PageInvalid: Sentence(
        "图纸模板不能用：{reason}。{path}{where}",
        "没有写出任何文件；请换一个模板（--list-templates 列出自带的），或改正所指的地方。",
        "The sheet cannot be made: {reason}. {path}{where}",
        "No file was written; choose another template (--list-templates), or mend the part named.",
    ),
    e.PageFeatureGone: Sentence(
        "“{theme}”里没有“{feature}”，这张图没有做。",
        "它可能已被删除或改了编码；请用查找或属性表核对编码，例如 --feature parcels:150603001002GB00003。",
        "There is no “{feature}” in “{theme}”; this sheet was not made.",
        "It may have been deleted, or have another code now; look it up, and name it as parcels:CODE.",
    ),
    e.PageLetters: Sentence(
        "这台计算机的字体里没有这些字：{letters}。图没有做，以免缺字。",
        "请安装含有这些字的字体（例如“思源黑体”或带扩展区的宋体），或改写这些字。现在用的是：{font}。",
        "No font on this computer has these characters: {letters}. The sheet was not made, so that none is missing.",
        "Install a font that has them, or write them differently. The fonts used are: {font}.",
    ),
}
