"""Words for findings on encodings: codes that begin with encoding_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

ENCODINGS: Mapping[str, Diagnosis] = {
    "encoding_few": Diagnosis(
        "{file} 里只有 {signs} 个非英文字符，按几种编码都读得通：{candidates}。",
        "请看各种读法的样子，选对的一种（命令行：--encoding {likeliest}）。",
        "{file} holds only {signs} characters beyond ASCII, which several encodings explain: {candidates}.",
        "Look how each reads and choose (command line: --encoding {likeliest}).",
    ),
    "encoding_unclear": Diagnosis(
        "{file} 的文字编码拿不准，可能是：{candidates}。",
        "请看各种读法的样子，选对的一种（命令行：--encoding {likeliest}）。",
        "It is not certain in which encoding {file} is; it may be {candidates}.",
        "Look how each reads and choose (command line: --encoding {likeliest}).",
    ),
    "encoding_foreign": Diagnosis(
        "{file} 的文字不像中文，最可能是 {likeliest}（其他可能：{candidates}）。",
        "请看各种读法的样子，选对的一种（命令行：--encoding {likeliest}）。",
        "The text of {file} does not look Chinese; {likeliest} is likeliest (of {candidates}).",
        "Look how each reads and choose (command line: --encoding {likeliest}).",
    ),
    "encoding_mixed": Diagnosis(
        "{file} 没有一种编码能读通全部文字：最可能的 {likeliest} 也有 {broken} 处读不出，可能混有几种编码，或已损坏。",
        "请对方统一编码后重新导出。",
        "No encoding reads all of {file}: as {likeliest}, the likeliest, {broken} texts do not decode. Is it a mix?",
        "Ask the sender to export it again in one encoding.",
    ),
    "encoding_mixed_lines": Diagnosis(
        "{file} 混有两种编码：大部分是 {main}，有 {count} 行是 {other}（第 {lines} 行……）；"
        "按一种编码读，另一种就是乱码。",
        "请把这些行改成同一种编码，或请对方统一编码后重新导出。",
        "{file} mixes two encodings: most of it is {main}, {count} lines are {other} (lines {lines} …).",
        "Bring these lines to one encoding, or ask the sender to export it again in one.",
    ),
    "encoding_mixed_values": Diagnosis(
        "{file} 混有两种编码：大部分是 {main}，有 {count} 个不同的值是 {other}；按一种编码读，另一种就是乱码。",
        "请对方统一编码后重新导出。",
        "{file} mixes two encodings: most of it is {main}, {count} different values are {other}.",
        "Ask the sender to export it again in one encoding.",
    ),
    "encoding_conflict": Diagnosis(
        "文件自己说的编码（{declared}）与内容（{bytes}）不一致：{against}。",
        "以内容为准；请告诉对方改正。",
        "What the file says of its encoding ({declared}) disagrees with its bytes ({bytes}): {against}.",
        "The bytes count; tell the sender.",
    ),
    "encoding_name_cut": Diagnosis(
        "{count} 个列名在第 10 个字节处被截断，最后一个字只剩一半，已略去：{columns}。",
        "不用处理，按剩下的字认列。",
        "{count} column names were cut at ten bytes in the middle of a character, which was left away: {columns}.",
        "Nothing has to be done; columns are recognised by what is left.",
    ),
    "encoding_value_cut": Diagnosis(
        "{count} 个不同的值被字段宽度截断，最后一个字只剩一半，例如“{example}”。",
        "请对方把字段加宽后重新导出；导入时略去半个字。",
        "{count} different values were cut by the width of their field in the middle of a character, as “{example}”.",
        "Ask the sender for wider fields; the import leaves half characters away.",
    ),
    "encoding_lost": Diagnosis(
        "{count} 处文字以前转换编码时已经丢失，找不回来，例如“{example}”。",
        "请向对方要转换之前的文件。",
        "{count} texts were lost in an earlier conversion and cannot be restored, as “{example}”.",
        "Ask the sender for the file from before it was converted.",
    ),
    "encoding_doubled": Diagnosis(
        "文字以前被按错误的编码读过又保存了（{codec}）：“{wrong}”应为“{right}”，共 {count} 处，可以还原。",
        "请确认后按还原的文字导入（命令行：--encoding {codec}）；要照原样导入则选 UTF-8。",
        "The text was once misread and saved so ({codec}): “{wrong}” is “{right}”, {count} times. It can be restored.",
        "Import it restored (command line: --encoding {codec}), or choose UTF-8 to take it as it is.",
    ),
    "encoding_doubled_lost": Diagnosis(
        "文字以前被按错误的编码读过又保存了（{codec}）：“{wrong}”原是“{right}”，共 {count} 处，有的字已丢失。",
        "请向对方要转换之前的文件；要照原样导入则选 UTF-8。",
        "The text was once misread and saved so ({codec}): “{wrong}” was “{right}”, {count} times. Part of it is lost.",
        "Ask the sender for the file from before it was converted, or choose UTF-8 to take it as it is.",
    ),
}
