"""The searches of before, per workspace: what was chosen, never what was typed, and nothing about people."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui.state import file_name

logger = logging.getLogger(__name__)
MOST = 12


class History:
    """Remembers chosen results in the user's own config folder, the newest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "searches"

    def hits(self, workspace: Path) -> list[SearchHit]:
        """Give what was chosen in a workspace; nothing where nothing is kept or it cannot be read."""
        try:
            stored = json.loads(self._file(workspace).read_text(encoding="utf-8"))
            return [_hit(one) for one in stored["chosen"]][:MOST]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError) as problem:
            logger.warning("the searches of before cannot be read, they start anew: %s", type(problem).__name__)
            return []

    def remember(self, workspace: Path, hit: SearchHit) -> None:
        """Put a result on top, unless it is about a person."""
        if is_personal(hit.kind):
            return
        others = [one for one in self.hits(workspace) if (one.kind, one.title, one.detail) != _key(hit)]
        self._write(workspace, [hit, *others][:MOST])

    def clear(self, workspace: Path) -> None:
        """Forget all searches in a workspace."""
        self._file(workspace).unlink(missing_ok=True)

    def _write(self, workspace: Path, hits: list[SearchHit]) -> None:
        file = self._file(workspace)
        document = {"chosen": [asdict(one) for one in hits]}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(0o600)
            file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        except OSError as problem:
            logger.warning("the search cannot be remembered: %s", problem.strerror)

    def _file(self, workspace: Path) -> Path:
        return self._folder / file_name(workspace)


def is_personal(kind: str) -> bool:
    """Tell whether what is found of a kind is about people; a kind that nobody knows may be."""
    try:
        return themes.theme(kind).in_vault
    except ThemeUnknown:
        return True


def _key(hit: SearchHit) -> tuple[str, str, str]:
    return hit.kind, hit.title, hit.detail


def _hit(stored: dict[str, Any]) -> SearchHit:
    texts = {name: str(stored[name]) for name in ("kind", "id", "title", "detail", "note")}
    places = {name: None if stored[name] is None else float(stored[name]) for name in ("x", "y", "lon", "lat")}
    return SearchHit(**texts, **places, score=1.0, fid=int(stored["fid"]))  # type: ignore[arg-type]
