"""The words in which a search tells its reasons, in Chinese and English, for the command line and the window alike."""

Words = tuple[str, str]

KINDS: dict[str, Words] = {
    "region": ("区划", "division"),
    "door": ("地址", "address"),
    "code": ("编号", "code"),
    "begun": ("名称的开头，例如", "the beginning of a name, such as"),
    "number": ("门牌号", "house number"),
    "building": ("楼", "building"),
    "unit": ("单元", "unit"),
    "floor": ("楼层", "floor"),
    "room": ("室", "room"),
}
WAYS: dict[str, Words] = {
    "as_written": ("按原文读懂。", "It was read as it is written."),
    "numeral": ("把中文数字读作数字。", "A Chinese numeral was read as a number."),
    "other_words": ("换成意思相同的说法来读。", "It was read in other words that mean the same."),
    "old_name": ("把旧名换成今天的名称。", "An old name was put into the name of today."),
    "mistake": ("差一个字，或只是读音相同。", "One character differs, or it only sounds the same."),
    "two_mistakes": ("差两个字。", "Two characters differ."),
    "crossings": ("说的是两条路：这里是它们的交叉口。", "Two roads were named: this is where they cross."),
    "between": (
        "说的是两条路之间的一段：这里是它的中点。",
        "A stretch between two roads was named: this is its middle.",
    ),
    "moved": (
        "说的是离某处多远：位置是按方向和距离估计的。",
        "So far to one side of a place was named: direction and distance give an estimate.",
    ),
    "several": ("这里写了几个地址：逐个找。", "Several addresses were written: each was looked for."),
    "estimates": (
        "没有登记这个号：位置按它两边的门牌估计。",
        "This number is not recorded: its place is estimated between its neighbours.",
    ),
    "coarser": (
        "没有登记这个地址：给出它所在的地方。",
        "This address is not recorded: what it is a part of is shown instead.",
    ),
    "unrecorded": (
        "没有登记这个地址：给出离它最近的。",
        "This address is not recorded: what is nearest to it is shown instead.",
    ),
    "nothing": ("这个工作区里没有与它相像的。", "Nothing in this workspace is like it."),
}
RULES: dict[str, Words] = {
    "by_name": ("名称就是它，或以它开头", "the name is it, or begins with it"),
    "by_place": ("说到的地方", "the place that is named"),
    "by_door": ("道路或小区加号码", "road or compound with its numbers"),
    "by_number": ("只按号码", "the numbers alone"),
    "by_region": ("区划里的地址", "what lies in the division"),
    "by_piece": ("名称里有它的一部分", "the name holds pieces of it"),
    "by_likeness": ("名称与它相像", "the name is like it"),
    "by_text": ("地址全文与它相像", "the whole text of the address is like it"),
    "by_company": ("单位名称与它相像", "the name of a company is like it"),
}
READINGS: dict[str, Words] = {
    "as_written": ("读作", "read as"),
    "again": ("换一种说法，读作", "in other words, read as"),
    "mistake": ("容一个错字，读作", "with one mistake, read as"),
    "two_mistakes": ("容两个错字，读作", "with two mistakes, read as"),
}


def say(words: Words, lang: str) -> str:
    """Choose the words of a language."""
    return words[0] if lang == "zh" else words[1]
