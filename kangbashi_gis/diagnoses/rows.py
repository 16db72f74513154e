"""Words for findings on rows: codes that begin with row_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

ROWS: Mapping[str, Diagnosis] = {
    "row_key_twice": Diagnosis(
        "{count} 行的主键在文件里重复出现（第 {rows} 行……）。",
        "请核对是重复还是编错号；导入时各行都会保留。",
        "{count} rows bear a key that came before (rows {rows} …).",
        "Check whether they are doubled or misnumbered; the import keeps them all.",
    ),
    "row_key_empty": Diagnosis(
        "{count} 行没有主键（第 {rows} 行……）。",
        "这些行再次导入时只能按图形或全部内容识别。",
        "{count} rows have no key (rows {rows} …).",
        "Imported again, they can only be known by their shape or by all they hold.",
    ),
    "row_value_unreadable": Diagnosis(
        "“{field}”有 {count} 个值读不懂（第 {rows} 行……）。",
        "请在原文件里改正；整份文件要么全部导入，要么不导入。",
        "“{field}” holds {count} values that cannot be read (rows {rows} …).",
        "Correct them in the file: it is imported as a whole or not at all.",
    ),
    "row_parcel_code": Diagnosis(
        "“{field}”有 {count} 个不合 GB/T 37346 的写法（第 {rows} 行……）。",
        "请核对编码；可以照原样导入。",
        "“{field}” holds {count} codes not as GB/T 37346 has them (rows {rows} …).",
        "Check them; they can be imported as they are.",
    ),
    "row_credit_code": Diagnosis(
        "“{field}”有 {count} 个校验位不对（GB 32100，第 {rows} 行……）。",
        "请核对代码；可以照原样导入。",
        "“{field}” holds {count} codes with a wrong check digit (GB 32100, rows {rows} …).",
        "Check them; they can be imported as they are.",
    ),
    "row_id_number": Diagnosis(
        "“{field}”有 {count} 个校验位或出生日期不对（GB 11643，第 {rows} 行……）。",
        "请核对号码；可以照原样导入。",
        "“{field}” holds {count} numbers with a wrong check digit or date of birth (GB 11643, rows {rows} …).",
        "Check them; they can be imported as they are.",
    ),
    "row_gone_perhaps": Diagnosis(
        "“{name}”导入的行里，有 {met} 行也在这个文件里，另外 {count} 行没有：这个文件也许是它的新版。",
        "若是新版，试导入后点“它是……的新版”（命令行 --replaces {name}；加 --remove-gone 才删除消失的行）。",
        "{met} rows that came from “{name}” are in this file too, {count} are not: perhaps this is its next version.",
        "If it is, say so after “Try” (command line: --replaces {name}; only --remove-gone deletes what is gone).",
    ),
    "row_total": Diagnosis(
        "{count} 行像是合计、小计，不是数据（第 {rows} 行……）。",
        "请在“修复”里选去掉或保留（命令行 --repair drop-totals 或 keep-totals）。",
        "{count} rows look like totals, not like data (rows {rows} …).",
        "Leave them out or keep them, under “Repairs” (command line: --repair drop-totals or keep-totals).",
    ),
    "row_area_unit": Diagnosis(
        "{count} 行的面积都是图形面积的同一个分数：像是以{unit}为单位，这里要平方米。",
        "请在“修复”里选单位，或照原样（命令行 --repair areas-mu、areas-hectare 或 keep-areas）。",
        "The areas of {count} rows are all the same fraction of their shapes: they look like {unit_en}, not m².",
        "Say which, under “Repairs” (command line: --repair areas-mu, areas-hectare or keep-areas).",
    ),
    "row_area_mixed": Diagnosis(
        "{count} 行的面积像是以亩或公顷为单位，其余是平方米（第 {rows} 行……）。",
        "请在原文件里统一；确实要照原样导入，在“修复”里选（命令行 --repair keep-areas）。",
        "The areas of {count} rows look like mu or hectares, the others are m² (rows {rows} …).",
        "Make them alike in the file, or keep them under “Repairs” (command line: --repair keep-areas).",
    ),
    "row_digits_lost": Diagnosis(
        "“{field}”有 {count} 个长数字从第 16 位起都是 0（第 {rows} 行……）："
        "像是经过表格软件，后面的位数丢了，找不回来。",
        "请向对方要按文本保存的原表；确实没有丢位，在“修复”里选“长数字没有丢位”（命令行 --repair keep-digits）。",
        "{count} long numbers of “{field}” have only noughts from the 16th digit on (rows {rows} …): "
        "a spreadsheet loses these digits for good.",
        "Ask for the table with numbers kept as text, or say that none is lost (command line: --repair keep-digits).",
    ),
    "row_area_differs": Diagnosis(
        "{count} 行写的面积与图形面积相差 5% 以上（第 {rows} 行……）。",
        "请核对面积或图形；可以照原样导入。",
        "In {count} rows the stated area differs by more than 5 % from that of the shape (rows {rows} …).",
        "Check area and shape; they can be imported as they are.",
    ),
    "row_value_failed": Diagnosis(
        "“{field}”有 {count} 个值是表格软件的出错提示，如 #REF!（第 {rows} 行……）；按空值导入。",
        "请向提供单位索要这些值。",
        "“{field}” has {count} cells with an error of a spreadsheet, as #REF! (rows {rows} …); they come in as empty.",
        "Ask the firm for them.",
    ),
    "row_value_stars": Diagnosis(
        "“{field}”有 {count} 个值写成 ****：空值，或者数字太长没有写下（第 {rows} 行……）；按空值导入。",
        "不应为空时，请向提供单位索要。",
        "“{field}” has **** {count} times: no value, or a number too long to be written (rows {rows} …); they come in "
        "as empty.",
        "Ask the firm where there should be one.",
    ),
    "row_tidied": Diagnosis(
        "“{field}”有 {count} 个值的写法已理顺：全角、空格、小写或看不见的字符（第 {rows} 行……）。",
        "不用处理。",
        "“{field}”: {count} values are written plainly now: no full width, blanks or unseen signs (rows {rows} …).",
        "Nothing has to be done.",
    ),
    "row_twice": Diagnosis(
        "{count} 行与前面的行完全相同（第 {rows} 行……）。",
        "请核对是否重复录入。",
        "{count} rows are the same as one before in everything (rows {rows} …).",
        "Check whether they were entered twice.",
    ),
    "row_blank": Diagnosis(
        "{count} 行是空行（第 {rows} 行……）。",
        "请删去空行。",
        "{count} rows are blank (rows {rows} …).",
        "Delete them.",
    ),
}
