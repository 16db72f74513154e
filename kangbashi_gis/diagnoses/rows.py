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
