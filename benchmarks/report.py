"""What every benchmark prints: one JSON document with each promise beside its figure."""

import json
import os
import platform
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """Describe the machine in the words that matter for the figures."""
    memory_kb = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), None)
    processor = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    return {
        "system": platform.system(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "processor": processor or platform.processor(),
        "memory_gb": round(memory_kb / 1_048_576, 1) if memory_kb else None,
    }


def promise(text: str, limit: float, figure: float | None, unit: str, **more: Any) -> dict[str, Any]:
    """One row: it holds where the figure is at most the limit; `peer` is the other program's figure, if measured."""
    holds = figure is not None and figure <= limit
    row = {"promise": text, "limit": limit, "figure": figure, "unit": unit, "holds": holds, "peer": None}
    return {**row, **more}


def document(name: str, promises: list[dict[str, Any]], **more: Any) -> str:
    """Give the whole document as text."""
    return json.dumps(
        {"benchmark": name, "machine": machine(), "promises": promises, **more}, ensure_ascii=False, indent=1
    )


def own_mb() -> float:
    """Give the memory that this process alone holds, without what is mapped from files, in MB; 0 where none is told."""
    found = (line for line in _lines("/proc/self/status") if line.startswith("RssAnon:"))
    return next((int(line.split()[1]) / 1024 for line in found), 0.0)


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
