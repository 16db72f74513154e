"""Sentences: what may be missing on a sheet or wrong with it. “疑似”, because nothing here is a legal finding."""

CHECKS: dict[str, tuple[str, str]] = {
    "public_number": ("公开用途的地图疑似缺少审图号", "a map for the public seems to lack its approval number"),
    "public_secret": ("公开用途的地图标着“{item}”", "a map for the public is marked “{item}”"),
    "secret_area": (
        "“{item}”的大比例尺基础地理内容连片超过 25 平方公里，疑似属秘密级，而图上没有标密级",
        "“{item}” shows more than 25 km² of the large-scale base, which seems to be secret, and does not say so",
    ),
    "letters_missing": ("字体里没有“{item}”这个字", "no font has the character “{item}”"),
    "sheet_scale": ("“{item}”的比例尺与图号的不同", "the scale of “{item}” is not that of the sheet's number"),
    "title_missing": ("没有图名", "there is no title"),
    "secrecy_missing": ("没有密级", "its secrecy is not said"),
    "crs_missing": ("没有坐标系", "the coordinate system is not said"),
    "number_form": (
        "审图号“{item}”的写法不常见，例如 GS(2019)1822号、蒙S(2024)012号",
        "the approval number “{item}” is not written as usual, such as GS(2019)1822号",
    ),
    "islands": (
        "“{item}”的范围很大；全国和省级地图要有南海诸岛和完整的国界",
        "“{item}” shows a lot of ground; maps of the country and of provinces need the South China Sea islands",
    ),
    "heights_missing": ("没有高程基准", "the height datum is not said"),
    "maker_missing": ("没有制图单位", "who made it is not said"),
    "date_missing": ("没有日期", "there is no date"),
    "scale_missing": ("没有比例尺", "there is no scale"),
    "north_missing": ("没有指北针", "there is no north arrow"),
    "legend_missing": ("没有图例", "there is no legend"),
    "overflowing": ("“{item}”的内容放不下", "“{item}” has no room for all it says"),
    "map_empty": ("“{item}”里什么也没有", "nothing is on “{item}”"),
    "outside_paper": ("“{item}”超出打印机能印到的范围", "“{item}” reaches where printers do not print"),
    "maps_overlap": ("“{item}”和另一幅地图重叠", "“{item}” overlaps another map"),
    "unknown_name": ("没有内容可以填进 {{{item}}}", "nothing fills {{{item}}}"),
}


def words(rule: str, item: str, language: str) -> str:
    """Say what a rule has found."""
    zh, en = CHECKS[rule]
    return (zh if language == "zh" else en).format(item=item)
