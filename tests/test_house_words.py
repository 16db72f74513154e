"""What the house promises of its words: sentences, translations, themes, and the pages that explain them."""

import importlib
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from devtools import bench, i18n
from kangbashi_gis import errors
from kangbashi_gis.cli.main import main
from kangbashi_gis.errors import GisError
from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.themes import LAYER_ORDER, THEMES, theme
from kangbashi_gis.sentences import SENTENCES, STEPS
from kangbashi_gis.ui.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
CHINESE = re.compile("[\u4e00-\u9fff]")
ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, GisError)]


def placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def repeated(values: list[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def test_exit_codes_and_error_codes_are_unique() -> None:
    assert repeated([str(error.exit_code) for error in ERRORS]) == []
    assert repeated([error.code for error in ERRORS]) == []
    assert all(0 < error.exit_code < 256 for error in ERRORS)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_has_a_sentence_in_both_languages_with_the_values_it_carries(error: type[GisError]) -> None:
    words = SENTENCES[error]
    assert CHINESE.search(words.zh)
    assert words.en
    assert not CHINESE.search(words.en + words.en_hint)
    assert bool(words.zh_hint) == bool(words.en_hint)
    zh, en = placeholders(words.zh, words.zh_hint), placeholders(words.en, words.en_hint)
    assert zh == en
    named = (error.__doc__ or "").partition("values:")[2]
    assert zh <= set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", named)))


def test_every_step_of_long_work_has_words_in_both_languages() -> None:
    assert [key for key, (zh, en) in STEPS.items() if not CHINESE.search(zh) or not en or CHINESE.search(en)] == []


def test_the_guide_lists_every_exit_code() -> None:
    page = (GUIDE / "command-line.md").read_text(encoding="utf-8")
    assert [error.code for error in ERRORS if f"| {error.exit_code} | `{error.code}` |" not in page] == []


def command_lines(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from command_lines(one, (*words, name))
    else:
        yield " ".join(words), command


@pytest.mark.parametrize(("words", "command"), list(command_lines(main)), ids=lambda one: str(one))
def test_the_guide_explains_every_command_and_option(words: str, command: click.Command) -> None:
    page = (GUIDE / "command-line.md").read_text(encoding="utf-8")
    noun, _, verb = words.partition(" ")
    assert re.search(rf"`{noun}\b[^`]*\b{verb}", page), words
    assert command.help and CHINESE.search(command.help)
    options = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}
    assert sorted(name for name in options if not re.search(rf"{name}(?![\w-])", page)) == []


def test_every_text_of_the_window_is_translated_with_equal_placeholders() -> None:
    assert i18n.translations()
    assert i18n.faults() == []


def test_ids_of_window_commands_are_unique_and_the_guide_explains_each() -> None:
    ids = [command.id for command in COMMANDS]
    assert ids
    assert repeated(ids) == []
    rows = re.findall(r"^\| (.+?) \| (.*?) \|", (GUIDE / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    explained = dict(rows)
    chinese = {one.id: _title(i18n.translations()[("Commands", str(one.text))]) for one in COMMANDS}
    assert [f"{one.id} {chinese[one.id]}" for one in COMMANDS if chinese[one.id] not in explained] == []
    keys = {chinese[one.id]: one.shortcut.split("|")[0] for one in COMMANDS if one.shortcut}
    assert {name: key for name, key in keys.items() if f"`{key}`" not in explained[name]} == {}


def _title(menu_text: str) -> str:
    """The words of a menu without the mark of its key."""
    return re.sub(r"\(&.\)", "", menu_text).replace("&", "").removesuffix("…").strip()


@pytest.mark.parametrize("one", THEMES, ids=lambda one: one.name)
def test_a_theme_says_in_chinese_what_it_is_and_how_it_looks(one: Theme) -> None:
    assert CHINESE.search(one.title)
    assert one.title_en
    assert one.aliases
    assert (one.symbol is not None) == (one.shape is not Shape.NONE)
    for field in one.fields:
        assert CHINESE.search(field.title), field.name
        assert field.aliases or one.raster, field.name


@pytest.mark.parametrize("one", THEMES, ids=lambda one: one.name)
def test_keys_links_and_searched_fields_of_a_theme_exist(one: Theme) -> None:
    for name in (*one.key, *one.searched):
        one.field(name)
    before = THEMES[: THEMES.index(one)]
    for link in one.links:
        one.field(link.field)
        assert theme(link.theme) in before
        assert link.target_field in {field.name for field in theme(link.theme).open_fields}
    assert not [name for name in one.searched if one.field(name).personal]


@pytest.mark.parametrize("one", THEMES, ids=lambda one: one.name)
def test_the_fields_of_a_theme_have_their_own_names(one: Theme) -> None:
    assert repeated([field.name for field in one.fields]) == []
    assert repeated([field.title for field in one.fields]) == []


def test_no_two_themes_answer_to_the_same_name() -> None:
    assert repeated([name for one in THEMES for name in {one.name, one.title, *one.aliases}]) == []
    assert sorted(LAYER_ORDER) == sorted(one.name for one in THEMES if one.shape is not Shape.NONE)


def test_every_theme_and_field_stands_in_the_list_of_words() -> None:
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    absent = [f"{one.title} {one.name}" for one in THEMES if f"| {one.title} | `{one.name}` |" not in page]
    fields = [(one.name, field) for one in THEMES for field in one.fields]
    absent += [f"{where} {field.title} {field.name}" for where, field in fields if not _listed(page, where, field)]
    assert sorted(absent) == []


def _listed(page: str, where: str, field: Field) -> bool:
    return f"| {field.title} | `{where}.{field.name}` |" in page


def test_every_benchmark_is_explained() -> None:
    pages = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "docs/benchmarks.md"))
    scripts = [path.stem for path in bench.scripts(ROOT / "benchmarks")]
    assert len(scripts) > 1
    assert sorted(name for name in scripts if f"`{name}`" not in pages) == []


def test_links_between_the_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_the_version_is_one() -> None:
    version = importlib.import_module("kangbashi_gis").__version__
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
