"""Sentences: what can be wrong with rasters and base maps."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.RasterUnreadable: Sentence(
        "“{name}”有画不出来的地方：{reason}。{path}",
        "其他图层照常显示；请检查这个文件，或重新取一份。",
        "“{name}” cannot be drawn everywhere: {reason}. {path}",
        "All other layers are drawn; check the file, or get it anew.",
    ),
    e.BaseMapUnfit: Sentence(
        "{path} 不能作底图：{reason}。",
        "底图可以是带坐标系的 GeoTIFF、.mbtiles 文件，或按“级/列/行.png”存放的瓦片文件夹（Web 墨卡托）。",
        "{path} cannot be a base map: {reason}.",
        "A base map is a GeoTIFF with a CRS, an .mbtiles file, or a folder of tiles zoom/column/row.png.",
    ),
    e.BaseMapUnknown: Sentence(
        "没有叫“{name}”的底图。",
        "现有的底图：{known}。",
        "There is no base map called “{name}”.",
        "The base maps there are: {known}.",
    ),
    e.LayerUndrawable: Sentence(
        "图层“{layer}”画不出来，其他图层照画。",
        "请用 workspace check 检查工作区；重新导入这一层通常就好了。",
        "The layer “{layer}” cannot be drawn; all others are.",
        "Check the workspace with “workspace check”; importing this layer again usually mends it.",
    ),
}
