"""Words for findings on shapes: codes that begin with shape_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

SHAPES: Mapping[str, Diagnosis] = {
    "shape_coordinates_unusable": Diagnosis(
        "{count} 个图形的坐标不能用：不是数，或在地球之外（第 {rows} 行……）。",
        "请在原文件里改正。",
        "{count} shapes have coordinates that are no numbers or beyond the Earth (rows {rows} …).",
        "Correct them in the file.",
    ),
    "shape_outside": Diagnosis(
        "{count} 个点远在工作区之外，其余都在工作区内。",
        "请核对坐标，或在“修复”里选去掉或保留（命令行 --repair drop-outside 或 keep-outside）。",
        "{count} points lie far outside the workspace, all others in it.",
        "Check them, or choose under “Repairs” (command line: --repair drop-outside or keep-outside).",
    ),
    "shape_nowhere": Diagnosis(
        "{count} 个点的坐标是 0、-1、-9999 之类，表示没有位置（第 {rows} 行……）。",
        "这些行会保留，但在图上没有位置。",
        "{count} points have coordinates as 0, -1 or -9999, which mean “no place” (rows {rows} …).",
        "The rows are kept, without a place on the map.",
    ),
    "shape_nowhere_corner": Diagnosis(
        "{count} 个图形有一个角点在 0，0 或 -9999 之类，那不是位置（第 {rows} 行……）。",
        "请在原文件里改正，或在“修复”里选去掉或保留（命令行 --repair drop-outside 或 keep-outside）。",
        "{count} shapes have a corner at 0, 0 or -9999, which is no place (rows {rows} …).",
        "Correct them, or choose under “Repairs” (command line: --repair drop-outside or keep-outside).",
    ),
    "shape_one_point": Diagnosis(
        "{total} 个点里有 {count} 个在同一个位置（{x}，{y}；第 {rows} 行……），像是地理编码没有找到时给的默认点。",
        "请核对这些行的位置；可以照原样导入。",
        "{count} of {total} points stand at one place ({x}, {y}; rows {rows} …), as where a geocoder finds nothing.",
        "Check where these rows are; they can be imported as they are.",
    ),
    "shape_coarse": Diagnosis(
        "坐标只写到约 {about_m} 米：后面的小数被舍去了（{count} 个坐标都是这样）。",
        "请向提供单位索要没有舍去的坐标；照原样导入，位置只准到约 {about_m} 米。",
        "The coordinates are rounded to about {about_m} m ({count} of them).",
        "Ask for them as they were; imported as they are, places are only good to about {about_m} m.",
    ),
    "shape_invalid": Diagnosis(
        "{count} 个图形不合规则，如自相交（第 {rows} 行……）：{reason}。",
        "可以自动修复，修复前后可对照。",
        "{count} shapes are not valid, as by crossing themselves (rows {rows} …): {reason}.",
        "They can be made valid; before and after can be compared.",
    ),
    "shape_empty": Diagnosis(
        "{count} 行没有图形（第 {rows} 行……）。",
        "这些行会保留，但在图上没有位置。",
        "{count} rows have no shape (rows {rows} …).",
        "They are kept, without a place on the map.",
    ),
    "shape_twice": Diagnosis(
        "{count} 个图形与前面的重合（第 {rows} 行……）。",
        "请核对是否重复绘制。",
        "{count} shapes are the same as one before (rows {rows} …).",
        "Check whether they were drawn twice.",
    ),
    "shape_sliver": Diagnosis(
        "{count} 个面是细长的碎面（第 {rows} 行……）。",
        "可以并入相邻的面。",
        "{count} polygons are slivers (rows {rows} …).",
        "They can be merged into a neighbour.",
    ),
    "shape_spike": Diagnosis(
        "{count} 个面有不足 1° 的尖角（第 {rows} 行……）。",
        "请核对界址点。",
        "{count} polygons have a spike of less than 1° (rows {rows} …).",
        "Check their corners.",
    ),
    "shape_multi": Diagnosis(
        "{count} 个图形由几部分组成（第 {rows} 行……）。",
        "可以照原样导入，也可以拆开。",
        "{count} shapes have several parts (rows {rows} …).",
        "They can be imported as they are, or be divided.",
    ),
    "shape_heights": Diagnosis(
        "{count} 个图形带有高程 Z，{low} 至 {high}（第 {rows} 行……）。",
        "在“修复”里选保留高程（命令行 --repair keep-z）或舍去高程（drop-z）；0 或 -9999 之类表示没有测的值，请先改正。",
        "{count} shapes have heights Z from {low} to {high} (rows {rows} …).",
        "Keep them (command line: --repair keep-z) or drop them (drop-z) under “Repairs”; "
        "correct those that stand for “none” first.",
    ),
    "shape_heights_zero": Diagnosis(
        "{count} 个图形带有高程 Z，但都是 0；不保留。",
        "不用处理。",
        "{count} shapes have heights Z that are all 0; they are not kept.",
        "Nothing has to be done.",
    ),
    "shape_measures": Diagnosis(
        "{count} 个图形带有量测值 M（如里程，第 {rows} 行……）；不保留。",
        "M 是沿线的里程，图层用不到，切开或修复图形后也不再准；需要时请先把 M 写进一列。",
        "{count} shapes have measures M, such as kilometres along a road (rows {rows} …); they are not kept.",
        "Write them into a column first if they are needed.",
    ),
    "shape_kinds_mixed": Diagnosis(
        "一层里有几种图形：{kinds}。",
        "一个专题只收一种；请分层导入。",
        "One layer holds several kinds of shapes: {kinds}.",
        "A theme takes one kind: import them layer by layer.",
    ),
    "shape_overlap": Diagnosis(
        "{count} 处面与面重叠，共 {area_m2} 平方米（第 {rows} 行……）。",
        "请核对界线；在图上可逐处查看。",
        "Polygons overlap in {count} places, {area_m2} m² in all (rows {rows} …).",
        "Check the boundaries; each place can be seen on the map.",
    ),
    "shape_gap": Diagnosis(
        "面与面之间有 {count} 处缝隙，共 {area_m2} 平方米。",
        "请核对界线；在图上可逐处查看。",
        "There are {count} gaps between polygons, {area_m2} m² in all.",
        "Check the boundaries; each place can be seen on the map.",
    ),
    "shape_overlap_thin": Diagnosis(
        "{count} 处重叠窄于 1 厘米，共 {area_m2} 平方米，像是坐标取位造成的（第 {rows} 行……）。",
        "可以照原样导入，也可以捕捉到一起。",
        "{count} overlaps are narrower than 1 cm, {area_m2} m² in all, as rounded coordinates leave (rows {rows} …).",
        "They can be imported as they are, or be snapped together.",
    ),
    "shape_gap_thin": Diagnosis(
        "{count} 处缝隙窄于 1 厘米，共 {area_m2} 平方米，像是坐标取位造成的。",
        "可以照原样导入，也可以捕捉到一起。",
        "{count} gaps are narrower than 1 cm, {area_m2} m² in all, as rounded coordinates leave.",
        "They can be imported as they are, or be snapped together.",
    ),
    "shape_undershoot": Diagnosis(
        "{count} 个线端离另一条线不到 {within_m} 米却没有接上（第 {rows} 行……）。",
        "可以捕捉到最近的线。",
        "{count} ends of lines stop less than {within_m} m from another line (rows {rows} …).",
        "They can be snapped to it.",
    ),
    "shape_not_noded": Diagnosis(
        "{count} 个线端落在另一条线的中间，那里没有节点（第 {rows} 行……）。",
        "路网分析前应在交点打断。",
        "{count} ends of lines stand on another line where it has no node (rows {rows} …).",
        "Split it there before a network is made of them.",
    ),
}
