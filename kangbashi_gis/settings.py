"""Typed settings with default, title and help; TOML on disk. Passed to those who need them, never imported.

The dialog, the command line and the docs are all read from the metadata of the fields.
"""

import dataclasses
import logging
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)


def _setting(default: Any, title: str, help: str, choices: tuple[tuple[str, str], ...] = (), **limits: float) -> Any:
    return field(default=default, metadata={"title": title, "help": help, "choices": choices, **limits})


@dataclass(frozen=True)
class Settings:
    """What a user may choose. Titles and helps are Chinese, as all domain words are."""

    language: str = _setting("zh", "界面语言", "下次启动时生效。", (("zh", "简体中文"), ("en", "English")))
    appearance: str = _setting(
        "system", "外观", "浅色、深色，或跟随系统。", (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
    )
    radius_m: float = _setting(500.0, "默认查询半径（米）", "打开地点卡片时使用的半径。", least=1, most=50_000)
    results: int = _setting(20, "搜索结果条数", "搜索框下最多列出多少条。", least=5, most=100)
    zoom_step: float = _setting(1.5, "滚轮缩放倍数", "滚轮每转一格地图放大或缩小多少倍。", least=1.1, most=4)
    idle_minutes: int = _setting(10, "闲置锁定（分钟）", "登录后这么久没有动键盘和鼠标就锁定。", least=1, most=120)
    recent: int = _setting(8, "最近工作区数目", "“最近打开”里保留多少个工作区。", least=1, most=30)


def load(path: Path) -> Settings:
    """Read settings; a file that is missing or damaged gives the defaults, and the log says so."""
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        logger.warning("settings cannot be read, defaults are used: %s", problem)
        return Settings()
    return Settings(**{f.name: stored[f.name] for f in dataclasses.fields(Settings) if valid(f, stored.get(f.name))})


def valid(setting: "dataclasses.Field[Any]", value: object) -> bool:
    """Tell whether a value has the type, the choice and the limits of its setting."""
    if isinstance(value, bool) != isinstance(setting.default, bool):
        return False
    wanted = (int, float) if isinstance(setting.default, float) else type(setting.default)
    if not isinstance(value, wanted):
        return False
    rules = setting.metadata
    if rules["choices"] and value not in dict(rules["choices"]):
        return False
    return "least" not in rules or rules["least"] <= value <= rules["most"]


def save(settings: Settings, path: Path) -> None:
    """Write settings aside, sync, swap: a power cut leaves the old or the new file, never half of one."""
    import tomli_w

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    with aside.open("wb") as file:
        tomli_w.dump(dataclasses.asdict(settings), file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
