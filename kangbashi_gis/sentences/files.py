"""Sentences: what can be wrong with a foreign file, its import, or an export."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.FileMissing: Sentence(
        "找不到文件：{path}",
        "请检查路径和文件名。",
        "The file is not there: {path}",
        "Check the folder and the name.",
    ),
    e.FileEmpty: Sentence(
        "文件里没有内容：{path}",
        "请向提供者要一份完整的文件。",
        "The file is empty: {path}",
        "Ask for a complete copy.",
    ),
    e.FileUnreadable: Sentence(
        "文件读不出来：{path}（{reason}）",
        "它可能不完整或不是支持的格式，请要一份新的。",
        "The file cannot be read: {path} ({reason})",
        "It may be incomplete or of another format; ask for a new copy.",
    ),
    e.FileForeign: Sentence(
        "{path} 是{found}，不能直接读。",
        "{wanted}。",
        "{path} is {found}, which cannot be read as it is.",
        "{wanted}.",
    ),
    e.NoReference: Sentence(
        "文件没有说明坐标系：{path}",
        "请用 --crs 指定，例如 --crs EPSG:4546。",
        "The file does not say its coordinate system: {path}",
        "Give it with --crs, for example --crs EPSG:4546.",
    ),
    e.BadReference: Sentence(
        "坐标系不能用：{crs}（{reason}）",
        "请指定有效的坐标系，核对坐标次序和单位（--axes、--unit）；不同基准之间需要转换参数。",
        "The coordinate system cannot be used: {crs} ({reason})",
        "Give a valid one, look at axes and unit (--axes, --unit); between different datums parameters are needed.",
    ),
    e.FitRefused: Sentence(
        "这些控制点求不出可用的转换参数（{reason}）：{points} 个点，中误差 {rms_m} 米，限差 {tolerance_m} 米。",
        "请核对控制点的坐标和次序，至少要有三个好点。",
        "No usable transformation follows from these control points ({reason}): {points} points, RMS {rms_m} m, "
        "tolerance {tolerance_m} m.",
        "Check their coordinates and order; at least three good ones are needed.",
    ),
    e.LocalSystemLocked: Sentence(
        "账户“{user}”没有地方坐标系的钥匙。",
        "请办事员授予：account grant 工作区 账户名。",
        "The account “{user}” has no key of the local coordinate systems.",
        "A clerk grants it: account grant WORKSPACE NAME.",
    ),
    e.LocalSystemUnknown: Sentence(
        "没有“{name}”这个地方坐标系。",
        "已有的：{known}。",
        "There is no local coordinate system “{name}”.",
        "Known: {known}.",
    ),
    e.HeightsUnkept: Sentence(
        "文件里有 {count} 个图形带高程，{theme}图层不能保留（{reason}）：{path}",
        "要明确舍去高程，请用 --repair drop-z，去掉 keep-z；长度单位不是米的，先在原软件里换算成米。",
        "{count} shapes of the file have heights, which the layer of {theme} cannot keep ({reason}): {path}",
        "Drop them with --repair drop-z instead of keep-z; where lengths are not metres, convert the file first.",
    ),
    e.RecipeMissing: Sentence(
        "没有名为“{name}”的导入方案，或者它读不出来。",
        "已有的方案：{known}。",
        "There is no import recipe called “{name}”, or it cannot be read.",
        "There are: {known}.",
    ),
    e.SourceUnknown: Sentence(
        "工作区里没有从“{name}”导入的数据。",
        "已有的来源：{known}。",
        "Nothing in the workspace came from “{name}”.",
        "There are: {known}.",
    ),
    e.RecipeUnfit: Sentence(
        "导入方案“{name}”不再适合这个文件：{reason}（方案：{wanted}；文件：{found}）。{path}",
        "请不用方案、重新选择后导入，再用 --save-recipe 保存。",
        "The recipe “{name}” no longer fits the file: {reason} (recipe: {wanted}; file: {found}). {path}",
        "Import it without the recipe, choose again, and save that with --save-recipe.",
    ),
    e.RecipeUnkept: Sentence(
        "不能保存导入方案“{name}”：{reason}。",
        "请换一个名称，或改用有 EPSG 编号的坐标系。",
        "The recipe “{name}” cannot be saved: {reason}.",
        "Give another name, or a coordinate system that has an EPSG code.",
    ),
    e.FileQuestioned: Sentence(
        "文件还有疑问，没有导入：{said} {path}",
        "请先弄清：{advice}",
        "The file leaves a question and is not imported: {said} {path}",
        "Settle it first: {advice}",
    ),
    e.BatchLinked: Sentence(
        "“{theme}”要靠“{other}”定位，两者不能在同一批里试导入。",
        "请先只选“{other}”导入，再选“{theme}”试导入：它的行要在已经导入的“{other}”里找位置。",
        "“{theme}” is placed by “{other}”, so they cannot be tried in one batch.",
        "Choose only “{other}” and import it, then try “{theme}”: its rows are looked up in what is there by then.",
    ),
    e.BatchConflict: Sentence(
        "同一批的两个文件里有 {count} 行编码相同而内容不同（{example}）：{path}、{other}",
        "请分别导入这两个文件，后导入的会更新先导入的。",
        "In two files of the batch {count} rows have the same key but differ ({example}): {path}, {other}",
        "Import the two one after the other: the later one replaces the rows of the earlier.",
    ),
    e.EntryUnknown: Sentence(
        "目录里没有第 {number} 号。",
        "已有的：{known}。",
        "The catalogue has no line {number}.",
        "There are: {known}.",
    ),
    e.ReleaseRefused: Sentence(
        "“{theme}”没有导出：{reason}（连片 {area_km2} 平方公里）。",
        "需要有涉密导出权限的人写明审批号（命令行：--approval 审批号 --recipient 接收单位），或缩小范围。",
        "“{theme}” was not exported: {reason} ({area_km2} km² in one piece).",
        "Somebody with the permission names an approval (--approval NUMBER --recipient WHO), or take a smaller area.",
    ),
    e.LetterUnwritable: Sentence(
        "没有导出：{encoding} 里没有“{letter}”这个字（出现在“{text}”）。{path}",
        "请改用 UTF-8（CSV 也可用 GB18030）。",
        "Nothing was exported: {encoding} has no character “{letter}” (in “{text}”). {path}",
        "Use UTF-8 (or GB18030 for CSV).",
    ),
    e.SelectionEmpty: Sentence(
        "“{theme}”在所选范围里没有数据，没有导出。",
        "请换一个范围或专题。",
        "“{theme}” has no rows where they were asked for; nothing was exported.",
        "Choose another area or theme.",
    ),
    e.FieldUnknown: Sentence(
        "专题“{theme}”没有公开字段“{field}”。",
        "可用的字段：{known}。",
        "The theme “{theme}” has no open field “{field}”.",
        "Fields: {known}.",
    ),
    e.ThemeUnknown: Sentence(
        "没有“{theme}”这个专题。",
        "可用的专题：{known}。",
        "There is no theme “{theme}”.",
        "Known themes: {known}.",
    ),
    e.ThemeMismatch: Sentence(
        "文件 {path} 的图形是{found}，专题“{theme}”需要{wanted}。",
        "请换一个专题或文件。",
        "{path} holds {found}; the theme “{theme}” needs {wanted}.",
        "Choose another theme or file.",
    ),
    e.ColumnMissing: Sentence(
        "文件 {path} 缺少专题“{theme}”需要的列“{column}”。",
        "如果它叫别的名字，请用 --map 字段=列名 指定。",
        "{path} lacks the column “{column}” that the theme “{theme}” needs.",
        "If it has another name, say so with --map FIELD=COLUMN.",
    ),
    e.AddressColumnMissing: Sentence(
        "文件 {path} 里没有地址列“{column}”。它的列是：{columns}。",
        "请指定其中哪一列是地址（命令行：--column 列名）。",
        "{path} has no column of addresses “{column}”. Its columns: {columns}.",
        "Say which of them holds the addresses (command line: --column NAME).",
    ),
    e.RowsInvalid: Sentence(
        "文件 {path} 有 {count} 行不符合要求，没有导入任何内容。例如：{example}（{reason}）",
        "请改正后再导入。",
        "{count} rows of {path} break the rules, nothing was imported. For example: {example} ({reason})",
        "Correct them and import again.",
    ),
    e.LayerUnknown: Sentence(
        "文件 {path} 里没有图层“{layer}”。",
        "可用的图层：{known}。",
        "{path} has no layer “{layer}”.",
        "Layers: {known}.",
    ),
    e.EncodingUnclear: Sentence(
        "文件 {path} 的文字不能有把握地按 {encoding} 读写。",
        "请用 --encoding 指定编码；列出几种时，可能性大的在前，data inspect 会列出各自读出来的样子。",
        "The text of {path} cannot be read or written as {encoding} with certainty.",
        "Give the encoding with --encoding; of several the likeliest is first, and data inspect shows how each reads.",
    ),
    e.EncodingMixed: Sentence(
        "文件 {path} 混有两种编码：大部分是 {encoding}，有的行是 {other}（行号：{lines}）。",
        "请把这些行改成同一种编码，或请对方统一编码后重新导出。",
        "{path} mixes two encodings: most of it is {encoding}, some rows are {other} (lines: {lines}).",
        "Bring these rows to one encoding, or ask the sender to export it again in one.",
    ),
    e.OutputExists: Sentence(
        "已经有了：{path}",
        "请换一个名字，原有内容没有改动。",
        "It exists already: {path}",
        "Choose another name; nothing was changed.",
    ),
    e.OutputUnwritable: Sentence(
        "写不进去：{path}（{reason}）",
        "请换一个可写的位置。",
        "Cannot write: {path} ({reason})",
        "Choose another place.",
    ),
    e.LayerUnclear: Sentence(
        "文件 {path} 里有几个图层，不知道要哪一个。",
        "请用 --layer 指定其中之一：{known}。",
        "{path} holds several layers; which one is not clear.",
        "Name one of them with --layer: {known}.",
    ),
}
