"""Refreshes the Chinese translation of the window, or with --check tells whether it is whole.

    python -m devtools.i18n           collect the texts, compile the translation, list what is unfinished
    python -m devtools.i18n --check   change nothing; fail where a text is missing, unfinished or has other placeholders

Texts are collected by Qt's lupdate. It is blind to what stands inside an f-string and to aliases of its
functions, so the check reads the same calls out of the syntax tree and compares.
"""

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "kangbashi_gis" / "ui"
TS = ROOT / "resources" / "translations" / "kangbashi_gis_zh_CN.ts"
QM = TS.with_suffix(".qm")
TOOLS = Path(sys.executable).parent
PLACEHOLDER = re.compile(r"\{[a-z_]*\}")

Text = tuple[str, str]  # context and English source


def main(arguments: list[str]) -> int:
    """Run; gives the exit code."""
    if "--check" not in arguments:
        _tool("lupdate", *sorted(str(one) for one in SOURCES.rglob("*.py")), "-ts", str(TS), "-no-obsolete",
              "-locations", "none")  # fmt: skip
        aside = QM.with_suffix(".new")
        _tool("lrelease", str(TS), "-qm", str(aside))
        aside.replace(QM)  # in one step: a window that is open may have the former one in its hand
    problems = [*faults(), *_stale()]
    for problem in problems:
        print(problem)
    print(f"i18n: {len(translations())} texts, {len(problems)} problems")
    return 1 if problems else 0


def faults() -> list[str]:
    """List what is wrong between the sources and the translation file."""
    used, translated = set(texts()), translations()
    found = [f"not in the translation file: {text}" for text in sorted(used - set(translated))]
    found += [f"no longer used: {text}" for text in sorted(set(translated) - used)]
    for text, chinese in sorted(translated.items()):
        if not chinese:
            found.append(f"unfinished: {text}")
        elif sorted(PLACEHOLDER.findall(text[1])) != sorted(PLACEHOLDER.findall(chinese)):
            found.append(f"other placeholders: {text} -> {chinese}")
    return found


def texts() -> Iterator[Text]:
    """Give every text of the window's sources with its context, read from the syntax tree."""
    for file in sorted(SOURCES.rglob("*.py")):
        yield from _texts_of(ast.parse(file.read_text(encoding="utf-8")), "")


def translations() -> dict[Text, str]:
    """Give the texts of the translation file with their Chinese, "" where it is unfinished."""
    found = {}
    for context in tree.parse(TS).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            chinese = "" if translation is None or translation.get("type") else translation.text or ""
            found[(name, message.findtext("source") or "")] = chinese
    return found


def _texts_of(node: ast.AST, owner: str) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            yield from _text_of(child, inside)
        yield from _texts_of(child, inside)


def _text_of(call: ast.Call, owner: str) -> Iterator[Text]:
    name = ast.unparse(call.func)
    words = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
    if name == "self.tr" and len(words) == 1:
        yield owner, words[0]
    elif name in ("QCoreApplication.translate", "QT_TRANSLATE_NOOP") and len(words) == 2:
        yield words[0], words[1]


def _stale() -> list[str]:
    """Tell whether the compiled translation is that of the file."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / QM.name
        _tool("lrelease", str(TS), "-qm", str(fresh))
        same = QM.exists() and fresh.read_bytes() == QM.read_bytes()
    return [] if same else [f"{QM.name} is older than {TS.name}: run python3 dev.py i18n"]


def _tool(name: str, *arguments: str) -> None:
    suffix = ".exe" if sys.platform == "win32" else ""
    command = [str(TOOLS / f"pyside6-{name}{suffix}"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
