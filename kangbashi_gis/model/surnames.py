"""Surnames of two characters, and surnames that are read otherwise than their character usually is.

From the Hundred Family Surnames and the 现代汉语词典; readings without tones, ü written v.
"""

COMPOUND = frozenset((
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊",
    "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文",
    "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正",
    "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "梁丘",
    "左丘", "单于", "西门", "第五", "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚", "褚师", "纳兰",
    "叶赫", "完颜", "耶律", "富察", "那拉", "佟佳", "欧陽", "司馬", "諸葛", "尉遲", "東方", "長孫", "鍾離", "獨孤",
    "軒轅",
))  # fmt: skip

# How a character is read where it is the surname; other readings stay good for looking up.
READINGS = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "区": "ou", "查": "zha", "盖": "ge", "任": "ren", "华": "hua",
    "朴": "piao", "缪": "miao", "乐": "yue", "员": "yun", "黑": "he", "秘": "bi", "繁": "po", "种": "chong",
    "折": "she", "召": "shao", "洗": "xian", "冼": "xian", "覃": "qin", "翟": "zhai", "褚": "chu", "谌": "chen",
    "逄": "pang", "纪": "ji", "宁": "ning", "燕": "yan", "应": "ying", "哈": "ha", "过": "guo", "葛": "ge", "那": "na",
    "能": "nai", "逯": "lu", "郇": "xun", "郗": "xi", "祭": "zhai", "撒": "sa", "佴": "nai", "阚": "kan", "难": "ning",
    "幺": "yao", "石": "shi", "卜": "bu", "柏": "bai", "贲": "ben", "薄": "bo", "车": "che", "晁": "chao", "冯": "feng",
    "谭": "tan", "叶": "ye", "尉": "wei", "令": "ling", "沈": "shen", "曲": "qu", "祝": "zhu",
    "重": "chong", "句": "gou", "俞": "yu", "於": "yu", "尹": "yin", "芮": "rui", "臧": "zang", "隗": "wei", "牟": "mu",
    "宓": "mi", "钭": "tou", "乜": "nie", "麴": "qu", "戚": "qi", "殳": "shu", "爨": "cuan", "昝": "zan", "俱": "ju",
    "嵇": "ji", "呙": "guo", "亓": "qi", "厍": "she", "粘": "nian", "瞿": "qu", "藏": "zang", "都": "du", "鲜": "xian",
    "行": "xing", "合": "he", "盛": "sheng", "适": "kuo", "仉": "zhang", "妫": "gui", "郄": "qie", "綦": "qi",
}  # fmt: skip
COMPOUND_READINGS = {
    "尉迟": ("yu", "chi"), "尉遲": ("yu", "chi"), "万俟": ("mo", "qi"), "令狐": ("ling", "hu"),
    "长孙": ("zhang", "sun"), "長孫": ("zhang", "sun"), "单于": ("chan", "yu"), "澹台": ("tan", "tai"),
    "鲜于": ("xian", "yu"), "皇甫": ("huang", "fu"), "乐正": ("yue", "zheng"), "亓官": ("qi", "guan"),
    "宰父": ("zai", "fu"), "夹谷": ("jia", "gu"), "子车": ("zi", "ju"), "拓跋": ("tuo", "ba"),
    "呼延": ("hu", "yan"), "仲长": ("zhong", "chang"),
}  # fmt: skip


def surname_length(name: str) -> int:
    """Give how many characters of a Chinese name are the surname: 欧阳修 has two."""
    return 2 if len(name) > 2 and name[:2] in COMPOUND else 1
