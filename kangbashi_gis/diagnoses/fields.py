"""Words for findings on columns: codes that begin with field_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

FIELDS: Mapping[str, Diagnosis] = {
    "field_theme_unknown": Diagnosis(
        "从列名看不出这是哪个专题的数据。",
        "导入时请选择专题，并指定各列对应的字段。",
        "The columns do not tell which theme these data belong to.",
        "Choose a theme for the import, and say which column is which field.",
    ),
    "field_required_missing": Diagnosis(
        "“{theme}”必须有“{column}”，文件里没有认出这一列（有：{columns}）。",
        "请指定哪一列是“{column}”。",
        "{theme} needs “{column}”, which no column was recognised as (there are: {columns}).",
        "Say which column is “{column}”.",
    ),
    "field_personal_kept": Diagnosis(
        "列“{column}”是个人信息，导入后只存在人员保密库里。",
        "不用处理。",
        "Column “{column}” is personal; it will be kept in the vault only.",
        "Nothing has to be done.",
    ),
    "field_personal_left_out": Diagnosis(
        "列“{column}”看起来是个人信息，专题里没有对应的保密字段，不会导入。",
        "确需导入时，请指定它对应的保密字段。",
        "Column “{column}” looks personal and no field of the vault takes it: it will not be imported.",
        "If it is needed, say which field of the vault it is.",
    ),
    "field_name_twice": Diagnosis(
        "文件有 {count} 列都叫“{column}”，内容不同。",
        "请在“列”里选定一列（命令行 --map {field}=列名）；后面的列叫 {twins}。",
        "{count} columns are called “{column}”, and their values differ.",
        "Choose one under “Columns” (command line: --map {field}=COLUMN); the later ones are called {twins}.",
    ),
    "field_name_damaged": Diagnosis(
        "列名损坏，有读不出的字：{columns}。",
        "请指定它们各是什么字段。",
        "Names of columns are damaged: {columns}.",
        "Say which fields they are.",
    ),
    "field_ignored": Diagnosis(
        "“{theme}”没有对应字段的列，不会导入：{columns}。",
        "需要时可指定它们对应的字段。",
        "Columns that no field of {theme} takes and that will not be imported: {columns}.",
        "Where one is needed, say which field it is.",
    ),
}
