"""Sentences: what can be wrong with a question about a place, or with the words of a command."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.UsageError: Sentence(
        "命令写法不对：{detail}",
        "加上 --help 可看用法。",
        "The command is not right: {detail}",
        "Add --help to see how it is used.",
    ),
    e.AddressNotFound: Sentence(
        "没有找到地址“{query}”。",
        "请检查写法，或只输入路名、小区名试试。",
        "No address was found for “{query}”.",
        "Check the spelling, or try only the road or the compound.",
    ),
    e.AmbiguousAddress: Sentence(
        "“{query}”对应 {count} 个同样合适的地址。",
        "请从候选中选一个完整地址再试。",
        "“{query}” fits {count} addresses equally well.",
        "Choose one full address among the candidates.",
    ),
    e.BadRadius: Sentence(
        "半径 {radius_m} 米不能用。",
        "请输入 {least_m} 到 {most_m} 米之间的数。",
        "A radius of {radius_m} m cannot be used.",
        "Give a number between {least_m} and {most_m} metres.",
    ),
    e.BadPlace: Sentence(
        "位置“{text}”不能用。",
        "请用“东坐标,北坐标”（米），或给出有效的多边形。",
        "The place “{text}” cannot be used.",
        "Give “east,north” in metres, or a valid polygon.",
    ),
    e.BadDegrees: Sentence(
        "经纬度“{text}”不能用。",
        "请用“经度,纬度”（度），例如 109.79,39.61；米制坐标请用 --at。",
        "The longitude and latitude “{text}” cannot be used.",
        "Give “longitude,latitude” in degrees, such as 109.79,39.61; metres go with --at.",
    ),
    e.PolygonInvalid: Sentence(
        "多边形不能用：{reason}，在（{x}, {y}）。",
        "请改正那里的边界再试。",
        "The polygon cannot be used: {reason}, at ({x}, {y}).",
        "Correct its border there and try again.",
    ),
    e.PlaceUnknown: Sentence(
        "“{query}”找到了，但它还没有位置。",
        "请导入带有它的坐标或图形的文件，或换一个地址。",
        "“{query}” was found, but it has no place yet.",
        "Import a file with its coordinates or shape, or try another address.",
    ),
    e.NoRooms: Sentence(
        "“{query}”没有登记户室。",
        "请换一栋楼、一个小区，或导入带户室的标准地址。",
        "No rooms are registered at “{query}”.",
        "Try another building or compound, or import addresses with rooms.",
    ),
}
