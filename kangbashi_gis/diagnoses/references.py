"""Words for findings on references: codes that begin with reference_; with reference_why_, why a CRS is offered."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

REFERENCES: Mapping[str, Diagnosis] = {
    "reference_confirmed": Diagnosis(
        "坐标系是 {name}：{matched} 个点与已有数据相差不到 1 米（抽查 {tested} 个）。",
        "可以直接导入。",
        "The coordinate system is {name}: {matched} points lie within 1 m of existing ones ({tested} looked at).",
        "It can be imported.",
    ),
    "reference_same_numbers": Diagnosis(
        "{crs} 与 {same} 在这里坐标数值完全相同（中央经线都是 {meridian}°），不必区分。",
        "任选其一，结果相同。",
        "{crs} and {same} have the very same numbers here (central meridian {meridian}°): no need to tell them apart.",
        "Either gives the same result.",
    ),
    "reference_same_degrees": Diagnosis(
        "WGS 84 与 CGCS2000 的经纬度相差只有厘米级，不必区分。",
        "任选其一，结果相同。",
        "Degrees of WGS 84 and CGCS2000 differ by centimetres: no need to tell them apart.",
        "Either gives the same result.",
    ),
    "reference_datum": Diagnosis(
        "文件没有说明坐标系。按 {name} 落在工作区内，但 2000、西安 80、北京 54 的数值范围相同，看不出基准。",
        "请向提供单位问清基准后选择；选错会偏移数十至上百米。",
        "The file does not say its coordinate system. As {name} it lies in the workspace, but CGCS2000, Xian 1980 "
        "and "
        "Beijing 1954 have the same range of numbers: the datum cannot be seen.",
        "Ask where it comes from, then choose: a wrong datum shifts it by tens of metres to over a hundred.",
    ),
    "reference_several": Diagnosis(
        "文件没有说明坐标系，有 {answers} 种可能都落在工作区内；最可能的是 {name}。",
        "请在图上对照后选择。",
        "The file does not say its coordinate system; {answers} answers lie in the workspace, likeliest {name}.",
        "Compare them on the map and choose.",
    ),
    "reference_degrees": Diagnosis(
        "坐标是经纬度，但没有说明是 WGS 84/CGCS2000 还是网络地图的 GCJ-02、BD-09（相差 0.5～1.3 千米）；"
        "最可能的是 {name}。",
        "请问清数据来源：GPS 和测绘成果是 WGS 84/CGCS2000，高德、腾讯是 GCJ-02，百度是 BD-09。",
        "The coordinates are degrees, but nobody says whether of WGS 84/CGCS2000 or of a web map (GCJ-02, BD-09, "
        "0.5 to "
        "1.3 km away); likeliest {name}.",
        "Ask for the source: GPS and surveys are WGS 84/CGCS2000, AMap and Tencent GCJ-02, Baidu BD-09.",
    ),
    "reference_moved": Diagnosis(
        "按 {name} 读入后，整体偏移 {shift_m} 米（方位角 {azimuth}°）就与已有数据重合（{matched} 个点）："
        "很可能是另一种基准。",
        "请选择正确的基准，并输入转换参数或控制点。",
        "Read as {name}, the layer meets existing points ({matched}) once it is moved by {shift_m} m (azimuth "
        "{azimuth}°): "
        "probably another datum.",
        "Choose the right datum, and give parameters or control points.",
    ),
    "reference_against_word": Diagnosis(
        "文件自己说是 {said}，指定的是 {name}：基准不同，相差数十至上百米，从数字上看不出谁对。",
        "请核对；按指定的读取。",
        "The file says {said}, {name} was stated: other datums, tens to over a hundred metres apart, and the numbers "
        "do not show who is right.",
        "Check it; it is read as stated.",
    ),
    "reference_shifted": Diagnosis(
        "文件说是 {name}，但整体偏离已有数据 {shift_m} 米（方位角 {azimuth}°，{matched} 个点一致）。",
        "请核对：基准可能写错了，或者数据整体有偏移。",
        "The file says {name}, but it lies {shift_m} m away from existing points (azimuth {azimuth}°, {matched} "
        "agree).",
        "Check it: the datum may be wrong, or the whole layer is shifted.",
    ),
    "reference_elsewhere": Diagnosis(
        "没有一种坐标系使数据落在工作区内；最可能在 {km} 千米以外（{name}）。",
        "请核对是不是别处的数据；需要时选定坐标系（命令行 --crs）。",
        "No coordinate system brings the layer into the workspace; it probably lies {km} km away ({name}).",
        "Check whether it belongs elsewhere; if not, choose its system (command line: --crs).",
    ),
    "reference_nowhere": Diagnosis(
        "坐标（约 {x}，{y}）不符合任何已知坐标系；可能是地方独立坐标系，或者去掉了前几位数字。",
        "请选定坐标系（命令行 --crs），或用控制点求转换参数。",
        "The coordinates (about {x}, {y}) fit no known system: perhaps a local one, or first digits are left out.",
        "Choose its system (command line: --crs), or find its parameters from control points.",
    ),
    "reference_outside": Diagnosis(
        "按文件自己说的 {name}，数据在工作区之外。",
        "若确实是别处的数据可以照样导入；否则请核对坐标系。",
        "By its own word ({name}) the layer lies outside the workspace.",
        "It can be imported if it belongs there; else check its coordinate system.",
    ),
    "reference_here_or_there": Diagnosis(
        "文件说是 {name}，这样数据在工作区之外；换一种坐标系却落在工作区内，可能带号或中央经线写错了。",
        "请在图上对照后选择。",
        "The file says {name}, by which it lies outside the workspace; by another system it would lie inside: its "
        "zone may "
        "be wrong.",
        "Compare them on the map and choose.",
    ),
    "reference_broken": Diagnosis(
        "坐标系说明（.prj）残缺或读不懂。",
        "按没有说明处理。",
        "What is said of the coordinate system (.prj) is damaged or not understood.",
        "It is treated as if nothing were said.",
    ),
    "reference_local": Diagnosis(
        "坐标系说明（.prj）只说是未定义的平面坐标。",
        "按没有说明处理。",
        "The .prj speaks only of undefined plane coordinates.",
        "It is treated as if nothing were said.",
    ),
    "reference_metres_as_degrees": Diagnosis(
        "文件说是经纬度（{name}），坐标却是米。",
        "请选择真正的坐标系。",
        "The file says degrees ({name}), but its coordinates are metres.",
        "Choose the true system.",
    ),
    "reference_degrees_as_metres": Diagnosis(
        "文件说是平面坐标（{name}），坐标却是经纬度。",
        "请选择真正的坐标系。",
        "The file says metres ({name}), but its coordinates are degrees.",
        "Choose the true system.",
    ),
    "reference_misfit": Diagnosis(
        "文件说是 {name}，但坐标不在这个坐标系的范围内。",
        "请选择真正的坐标系。",
        "The file says {name}, but its coordinates lie beyond the area of that system.",
        "Choose the true system.",
    ),
    "reference_unit_misfit": Diagnosis(
        "文件说是 {name}，坐标的单位却是{unit}：换算成米以后，正好落在工作区里。",
        "请确认坐标系和单位（命令行 --unit，如 --unit kilometre）。",
        "The file says {name}, but its coordinates are in {unit_en}: as metres they lie in the workspace.",
        "Confirm the system and the unit (command line: --unit, such as --unit kilometre).",
    ),
    "reference_unit_and_misfit": Diagnosis(
        "文件说是 {name}，坐标的单位却是{unit}，换算成米以后也不在这个坐标系的范围内。",
        "请选择真正的坐标系和单位（命令行 --crs 和 --unit）。",
        "The file says {name}, but its coordinates are in {unit_en}, and as metres they lie beyond that system too.",
        "Choose the true system and the unit (command line: --crs and --unit).",
    ),
    "reference_axes": Diagnosis(
        "坐标次序是北（X）在前、东（Y）在后。",
        "导入时对调。",
        "The coordinates have north first, then east.",
        "The import exchanges them.",
    ),
    "reference_prefix": Diagnosis(
        "文件说是 {said}，但坐标的带号与它不符；按 {name} 读入，基准和中央经线不变。",
        "请核对。",
        "The file says {said}, but the zone number in its coordinates differs; it is read as {name}, with the "
        "same datum "
        "and central meridian.",
        "Check it.",
    ),
    "reference_unit": Diagnosis(
        "坐标单位是{unit}。",
        "导入时换算。",
        "The coordinates are in {unit_en}.",
        "The import converts them.",
    ),
    "reference_no_shift": Diagnosis(
        "文件是 {datum}，工作区是 {ours}：两者之间没有本地转换参数，直接导入会偏移数十至上百米。",
        "请输入四参数、七参数或控制点，或向测绘主管部门申请转换。",
        "The file is in {datum}, the workspace in {ours}: no parameters between them are known; imported as it "
        "is, it would "
        "be shifted by tens of metres to over a hundred.",
        "Give four or seven parameters or control points, or have it converted.",
    ),
    "reference_contradicted": Diagnosis(
        "文件说是 {name}，但按 {base} 有 {matched} 个点与已有数据相差不到 1 米：说明与数据不符。",
        "请选择：相信数据，还是相信说明。",
        "The file says {name}, but read as {base}, {matched} points lie within 1 m of existing ones: word and "
        "data differ.",
        "Choose which to believe.",
    ),
    "reference_web": Diagnosis(
        "坐标是网络地图的 {name}：纠正后 {matched} 个点与已有数据相差不到 1 米（抽查 {tested} 个）。",
        "导入时纠正；精度为非测绘级。",
        "The coordinates are those of a web map, {name}: brought back, {matched} points lie within 1 m of "
        "existing ones "
        "({tested} looked at).",
        "The import brings them back; they are not of survey grade.",
    ),
    "reference_web_stated": Diagnosis(
        "{name} 坐标导入时纠正为 WGS 84；精度为非测绘级。",
        "不要用于测绘成果。",
        "{name} is brought back to WGS 84; the result is not of survey grade.",
        "Do not use it for surveys.",
    ),
    "reference_web_likely": Diagnosis(
        "文件说是 {name}，但按 {web} 纠正后与已有道路和建筑更吻合（{matched} 个点）：可能来自网络地图。",
        "请选择是否纠正；纠正后为非测绘级。",
        "The file says {name}, but brought back from {web} it fits existing roads and buildings better ({matched} "
        "points): "
        "perhaps from a web map.",
        "Choose whether to bring it back; the result is not of survey grade.",
    ),
    "reference_unproven": Diagnosis(
        "按文件的说法，坐标是 {name} 经纬度；没有足够的已有数据可以证实它不是网络地图坐标（GCJ-02、BD-09）。",
        "如来自高德、腾讯或百度，请把坐标系选成 GCJ-02 或 BD-09（命令行 --crs GCJ-02 或 BD-09）。",
        "By the file's word these are degrees of {name}; too little existing data to prove that they are not of a web "
        "map (GCJ-02, BD-09).",
        "If they come from AMap, Tencent or Baidu, choose GCJ-02 or BD-09 (command line: --crs GCJ-02 or BD-09).",
    ),
    "reference_unconfirmed": Diagnosis(
        "按文件自己的说法（{name}）读入，位置合理；但没有足够的已有数据可以证实，基准写错时会偏移数十至上百米。",
        "有疑问时请向提供单位核实坐标系。",
        "It is read by its own word ({name}), and lies where it may; too little existing data to confirm it. Were the "
        "datum wrong, it would be off by tens of metres to over a hundred.",
        "Ask the firm where in doubt.",
    ),
    "reference_fits_better": Diagnosis(
        "按您说的 {name} 读入；但按 {other_name}（{other}）读，与已有数据更吻合，两者相差约 {apart_m} 米。",
        "请在地图上核对，说错了就改选坐标系（命令行 --crs {other}）。",
        "It is read as {name}, as stated; but read as {other_name} ({other}), some {apart_m} m away, it fits the "
        "existing data better.",
        "Look at the map, and choose the other one if it is right (command line: --crs {other}).",
    ),
    "reference_fits_too": Diagnosis(
        "按您说的 {name} 读入；这些坐标按 {other_name}（{other}）读也落在工作区里，两者相差约 {apart_m} 米。",
        "请在地图上核对；说对了就不用管。",
        "It is read as {name}, as stated; read as {other_name} ({other}), some {apart_m} m away, it would lie in the "
        "workspace too.",
        "Look at the map; if it is right, nothing is to be done.",
    ),
    "reference_own_zone": Diagnosis(
        "坐标不符合国家分带，但以 {meridian}° 为中央经线就落在工作区：可能是地方独立坐标系，也可能是别处的数据。",
        "请选定坐标系（命令行 --crs），或用控制点求转换参数。",
        "The coordinates fit no national zone, but with a central meridian of {meridian}° the layer would lie in the "
        "workspace: perhaps a local system, perhaps data from elsewhere.",
        "Choose its system (command line: --crs), or find its parameters from control points.",
    ),
    "reference_mixed": Diagnosis(
        "有 {count} 个点不在工作区内，但按 {name} 会落在这里：一个文件里可能混有两种坐标系。",
        "请分开后再导入；确实在别处或不要的，在“修复”里选保留或去掉（命令行 --repair keep-outside 或 drop-outside）。",
        "{count} points lie outside the workspace, but read as {name} would lie inside: perhaps two systems in "
        "one file.",
        "Take them apart, or keep them or leave them out under “Repairs” "
        "(command line: --repair keep-outside or drop-outside).",
    ),
    "reference_why_stated": Diagnosis("您指定的。", "", "You have stated it.", ""),
    "reference_why_prj": Diagnosis("文件自己的说明。", "", "The file's own word.", ""),
    "reference_why_format": Diagnosis("文件格式的规定。", "", "What the format prescribes.", ""),
    "reference_why_base": Diagnosis("与已有数据重合。", "", "It meets existing data.", ""),
    "reference_why_frame": Diagnosis("这样落在工作区内。", "", "It then lies in the workspace.", ""),
    "reference_why_datum": Diagnosis(
        "数值范围相同的另一种基准（{datum}）。", "", "Another datum with the same range of numbers ({datum}).", ""
    ),
    "reference_why_elsewhere": Diagnosis("坐标数值本身的范围。", "", "The range of the numbers themselves.", ""),
    "reference_why_repaired": Diagnosis(
        "只改坐标次序或带号就落在工作区内。", "", "With other axes or zone number it lies in the workspace.", ""
    ),
    "reference_why_habit": Diagnosis(
        "来自网络地图的数据也常写成这种格式。", "", "What is taken from web maps is often written so as well.", ""
    ),
    "reference_why_web": Diagnosis(
        "纠正后与已有道路和建筑吻合。", "", "Brought back, it fits existing roads and buildings.", ""
    ),
}
