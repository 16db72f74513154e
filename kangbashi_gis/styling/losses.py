"""What a style says that could not be carried over, for a person to read."""

from dataclasses import dataclass

# code to (Chinese, English); {detail} is what the style calls it
WORDS: dict[str, tuple[str, str]] = {
    "renderer": ("画法“{detail}”没有对应的，按单一符号显示", "the renderer “{detail}” has no counterpart: one symbol"),
    "symbol_layer": (
        "符号层“{detail}”没有对应的，没有画",
        "the symbol layer “{detail}” has no counterpart and is left out",
    ),
    "several_layers": ("一个符号叠了几层，只取主要的一层", "a symbol has several layers: only the main one is taken"),
    "data_defined": ("由表达式决定的“{detail}”改用固定值", "“{detail}”, given by an expression, is a fixed value now"),
    "expression": (
        "表达式读不懂，这一条没有用：{detail}",
        "an expression is not understood and its rule left out: {detail}",
    ),
    "unit": ("以“{detail}”为单位的大小按毫米估计", "a size in “{detail}” is estimated in millimetres"),
    "marker_shape": ("点的形状“{detail}”改用圆", "the shape “{detail}” of a point becomes a circle"),
    "pictogram": ("图形符号“{detail}”改用圆", "the pictogram “{detail}” becomes a circle"),
    "label_kind": ("标注方式“{detail}”没有对应的", "labels of the kind “{detail}” have no counterpart"),
    "label_expression": (
        "标注用的表达式没有对应的：{detail}",
        "a label that is an expression has no counterpart: {detail}",
    ),
    "blend": ("混合方式“{detail}”改用普通", "the blending “{detail}” becomes normal"),
    "nested_rules": ("套在规则里的规则被展开了", "rules within rules are written out one by one"),
    "several_rules": (
        "一个要素同时合几条规则时，只按第一条画",
        "a feature that meets several rules is drawn by the first",
    ),
    "disabled": ("停用的“{detail}”没有带过来", "“{detail}” is switched off and is left out"),
    "offset": ("偏移没有带过来", "an offset is left out"),
    "heat": ("热力图不能写成 SLD，改用单一符号", "a heat map cannot be SLD: one symbol"),
    "clustered": ("聚合不能写成 SLD，改用单一符号", "groups of points cannot be SLD: one symbol"),
    "proportional": ("随数值变大的符号写成了几级", "a size that follows a number is written as classes"),
    "ground_width": ("随比例尺变宽的线写成了固定宽度", "a line that grows with the scale has a fixed width"),
    "hatch": ("填充花纹没有带过来", "a hatch is left out"),
    "arrow": ("箭头没有带过来", "an arrow is left out"),
    "graphic": ("外部图片“{detail}”没有带过来", "the outside picture “{detail}” is left out"),
    "raster": ("栅格的样式没有带过来", "the style of a raster is left out"),
}


@dataclass(frozen=True)
class Loss:
    """One thing that is lost: a key of `WORDS`, and what the style calls it."""

    code: str
    detail: str = ""

    def words(self, lang: str = "zh") -> str:
        """Say it in a language."""
        return WORDS[self.code][0 if lang == "zh" else 1].format(detail=self.detail)


class Losses:
    """What has been lost so far; each thing is told once."""

    def __init__(self) -> None:
        self._found: dict[Loss, None] = {}

    def add(self, code: str, detail: str = "") -> None:
        """Note a loss. code: one of `WORDS`."""
        if code not in WORDS:
            raise KeyError(code)
        self._found[Loss(code, detail[:120])] = None

    def all(self) -> tuple[Loss, ...]:
        """Give them in the order in which they were met."""
        return tuple(self._found)
