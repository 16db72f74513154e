"""Words for findings on whole files: codes that begin with file_ and note_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

FILES: Mapping[str, Diagnosis] = {
    # what reading raised, in the words of that error
    "file_unreadable": Diagnosis("{zh}", "{zh_hint}", "{en}", "{en_hint}"),
    "file_asks": Diagnosis("{zh}", "{zh_hint}", "{en}", "{en_hint}"),
    "file_without_rows": Diagnosis(
        "文件里没有一行数据。",
        "请向提供单位索要完整的文件。",
        "The file holds no rows.",
        "Ask the firm for the whole file.",
    ),
    "file_time": Diagnosis(
        "读这个文件太久，已停止。",
        "文件可能已损坏；请用原软件另存一份再试。",
        "Reading this file took too long and was stopped.",
        "It may be damaged: save it again with the program that made it.",
    ),
    "file_memory": Diagnosis(
        "读这个文件要用的内存太多，已停止。",
        "文件可能已损坏，或应分成几份再试。",
        "Reading this file needs too much memory and was stopped.",
        "It may be damaged, or has to be divided.",
    ),
    "file_crash": Diagnosis(
        "读取程序被这个文件弄垮了；工作区没有受影响。",
        "文件已损坏；请用原软件另存一份再试。",
        "Reading this file brought the reader down; the workspace is not affected.",
        "It is damaged: save it again with the program that made it.",
    ),
    "note_axes_swapped": Diagnosis(
        "X 列是北坐标、Y 列是东坐标，已按此读取。",
        "不用处理。",
        "Column X is north and Y is east; it is read so.",
        "Nothing has to be done.",
    ),
    "note_titles_left_out": Diagnosis(
        "表头上面的标题行没有当作数据。",
        "不用处理。",
        "Titles above the heading are not taken for data.",
        "Nothing has to be done.",
    ),
    "note_rows_deleted": Diagnosis(
        "表里有标记为“已删除”的行，没有读入。",
        "还要用的话，请在原软件里恢复后重新导出。",
        "The table has rows that are marked as deleted; these are not read.",
        "Bring them back in the program that made it if they are wanted.",
    ),
    "note_values_cut": Diagnosis(
        "有些文字被字段宽度截断，最后半个字已略去。",
        "请对方把字段加宽后重新导出。",
        "Some texts were cut by the width of their field; half a character at the end is left away.",
        "Ask the sender for wider fields.",
    ),
    "note_shx_rebuilt": Diagnosis(
        "缺少 .shx 索引，已在副本上重建；原文件没有动。",
        "不用处理。",
        "The .shx is missing and was rebuilt on a copy; the file was not touched.",
        "Nothing has to be done.",
    ),
    "note_things_left_out": Diagnosis(
        "图里有标注尺寸、图片、三维实体之类没有读取。",
        "需要的话，请在 CAD 里打散后另存。",
        "The drawing has dimensions, pictures or solids that are not read.",
        "Explode them in the CAD program where they are needed.",
    ),
    "note_drawing_unit_inch": Diagnosis(
        "图里写的单位是英寸；坐标按原样读取，没有换算。",
        "看一看坐标是不是米：测量图常常没有改这一项。",
        "The drawing says its unit is inches; the coordinates are read as they stand.",
        "See whether they are metres: survey drawings often leave this setting alone.",
    ),
    "note_drawing_unit_foot": Diagnosis(
        "图里写的单位是英尺；坐标按原样读取，没有换算。",
        "看一看坐标是不是米：测量图常常没有改这一项。",
        "The drawing says its unit is feet; the coordinates are read as they stand.",
        "See whether they are metres: survey drawings often leave this setting alone.",
    ),
    "note_drawing_unit_millimetre": Diagnosis(
        "图里写的单位是毫米；坐标按原样读取，没有换算。",
        "看一看坐标是不是米：测量图常常没有改这一项。",
        "The drawing says its unit is millimetres; the coordinates are read as they stand.",
        "See whether they are metres: survey drawings often leave this setting alone.",
    ),
    "note_drawing_unit_centimetre": Diagnosis(
        "图里写的单位是厘米；坐标按原样读取，没有换算。",
        "看一看坐标是不是米：测量图常常没有改这一项。",
        "The drawing says its unit is centimetres; the coordinates are read as they stand.",
        "See whether they are metres: survey drawings often leave this setting alone.",
    ),
    "note_drawing_unit_kilometre": Diagnosis(
        "图里写的单位是公里；坐标按原样读取，没有换算。",
        "看一看坐标是不是米：测量图常常没有改这一项。",
        "The drawing says its unit is kilometres; the coordinates are read as they stand.",
        "See whether they are metres: survey drawings often leave this setting alone.",
    ),
    "note_north_first": Diagnosis(
        "坐标文件先写北坐标、后写东坐标，已按此读取。",
        "不用处理。",
        "The file has north before east; it is read so.",
        "Nothing has to be done.",
    ),
    "note_east_first": Diagnosis(
        "坐标先东后北，与勘测定界格式的规定相反，已按数值大小读取。",
        "请看一眼位置对不对。",
        "East stands before north, against the rule of this format; it is read as the size of the numbers tells.",
        "See whether the place is right.",
    ),
    "note_corners_joined": Diagnosis(
        "表里一行一个界址点，已连成地块。",
        "看一看地块的个数和面积；每个地块之间要空一行，或有一列写明地块。",
        "Each row is a boundary point; they are joined to parcels.",
        "See whether number and area are right: a blank row or a column must tell the parcels apart.",
    ),
    "note_axes_other_than_stated": Diagnosis(
        "文件头写的坐标轴方向与坐标数值不符，已按数值大小读取。",
        "请看一眼位置对不对。",
        "The head names other axes than the coordinates have; they are read as their size tells.",
        "See whether the place is right.",
    ),
    "note_offset_added": Diagnosis(
        "文件头写了坐标偏移量，已经加上。",
        "请看一眼位置对不对。",
        "The head names an offset; it was added to the coordinates.",
        "See whether the place is right.",
    ),
    "note_corners_differ": Diagnosis(
        "有地块的界址点个数与它写明的不一致，文件可能不完整。",
        "请对照面积看一看，或向提供单位核实。",
        "A parcel has another number of corners than it says: the file may be incomplete.",
        "Compare the areas, or ask the firm.",
    ),
    "note_blocks_opened": Diagnosis(
        "有图块大于 10 米，已打散读取，图块的属性写在每个实体上；小的图块当作符号，只取插入点。",
        "不用处理。",
        "Blocks larger than 10 m were opened, their attributes stand with each thing; smaller ones are points.",
        "Nothing has to be done.",
    ),
    "note_blocks_not_opened": Diagnosis(
        "图里有大块的内容画在图块里面，没有读取。",
        "请在 CAD 里把这些图块炸开（EXPLODE）后另存。",
        "Large parts of the drawing stand within blocks and are not read.",
        "Explode those blocks in the CAD program and save again.",
    ),
}
