"""Questions about addresses of a workspace, each with the one answer that is right."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.questions import wording
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace

COLUMNS = ("full", "street", "community", "road", "number", "compound", "building", "unit", "room")
COUNTY = "康巴什区"


@dataclass(frozen=True)
class Question:
    """A text and the answer that is right: kind and row, or kind and title where row is 0."""

    text: str
    kind: str
    fid: int
    title: str


@dataclass(frozen=True)
class Recorded:
    """An address as recorded: divisions, then the name of its road or compound, then the tail of numbers."""

    fid: int
    full: str
    name: str
    community: str
    street: str
    tail: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Callable[[str], Question]:
        """Give what makes a question with this answer of a text."""
        return lambda text: Question(text, "addresses", self.fid, self.full)


class District:
    """All addresses, with what is needed to tell whether a text means only one of them."""

    def __init__(self, space: Workspace, seed: int) -> None:
        self.chance = random.Random(seed)
        self.addresses = list(_addresses(space))
        self.names = {one.name for one in self.addresses}
        self.by_tail: dict[tuple[str, str], set[str]] = {}
        for one in self.addresses:
            for where in ("", one.community):
                self.by_tail.setdefault((where, one.tail), set()).add(one.name)
        self.shorts = Counter(f"{one.name}{one.tail}" for one in self.addresses)
        self.by_sound: dict[str, set[str]] = {}
        self.by_initials: dict[str, set[str]] = {}
        for name in self.names:
            self.by_sound.setdefault("".join(wording.sounds(name)), set()).add(name)
            self.by_initials.setdefault(wording.initials(name), set()).add(name)

    def drawn(self, count: int) -> Iterator[Recorded]:
        """Draw addresses whose name and tail are theirs alone; every second one is a door, so that all kinds come."""
        doors = [one for one in self.addresses if len(one.tail) < 7]
        for number in range(count):
            while self.shorts[(one := self.chance.choice(doors if number % 2 else self.addresses)).name + one.tail] > 1:
                pass
            yield one

    def complete(self, count: int) -> list[Question]:
        """Whole addresses, and parts that name only one, in any order."""
        return [one.question(self._partly(one)) for one in self.drawn(count)]

    def _partly(self, one: Recorded) -> str:
        place = f"{one.name}{one.tail}"
        short = one.community.removesuffix("社区")
        forms = [
            one.full, one.full.removeprefix("内蒙古自治区"), one.full.removeprefix("内蒙古自治区鄂尔多斯市"), place,
            f"{one.community}{place}", f"{COUNTY}{place}", f"{one.street}{place}", f"康巴什{place}",
            f"{one.street}{one.community}{place}", f"{short}{place}", f"{one.tail}{one.name}",
            f"{place}{one.community}",
            f"{place} {COUNTY}", f"{one.name}{one.community}{one.tail}", f"{one.tail}{one.community}{one.name}",
            f"内蒙古鄂尔多斯{COUNTY}{place}", f"鄂尔多斯市{COUNTY}鄂尔多斯市{COUNTY}{place}",
        ]  # fmt: skip
        return self.chance.choice(forms)

    def rewritten(self, count: int) -> list[Question]:
        """Chinese numerals, full width, separators and dashes."""
        found = []
        for one in self.drawn(count):
            whole = self.chance.choice((one.full, f"{one.name}{one.tail}", f"{one.community}{one.name}{one.tail}"))
            head = whole[: len(whole) - len(one.tail)]
            way = self.chance.randrange(4)
            if way == 0:
                text = head + wording.with_numerals(one.tail, self.chance)
            elif way == 1:
                text = wording.full_width(whole)
            elif way == 2:
                text = wording.with_separators(whole, self.chance)
            else:
                text = head + wording.dashed(one.tail, self.chance)
            found.append(one.question(text))
        return found

    def mistaken(self, count: int, kinds: tuple[str, ...], mistakes: int = 1) -> list[Question]:
        """One mistake (or more) anywhere but in a digit, where no other address is as near to the text."""
        found: list[Question] = []
        while len(found) < count:
            for one in self.drawn(count - len(found)):
                kind = self.chance.choice(kinds)
                where = self.chance.choice(("", one.community, one.street + one.community, COUNTY + one.community))
                name, rest = one.name, one.tail
                text = where + name + rest
                for _ in range(mistakes):
                    text, _ = wording.mistaken(text, kind, self.chance)
                if self._clear(one, where, text, kind, mistakes):
                    found.append(one.question(text))
        return found

    def _clear(self, one: Recorded, where: str, text: str, kind: str, mistakes: int) -> bool:
        """Tell whether no other address with the same numbers is as near to a text."""
        if "".join(filter(str.isdigit, text)) != "".join(filter(str.isdigit, one.tail)):
            return False
        if wording.re.findall(r"\d+", text) != wording.re.findall(r"\d+", where + one.name + one.tail):
            return False  # two numbers ran together
        middle = text[len(where) - mistakes if where else 0 : len(text) - len(one.tail) + mistakes]
        community = one.community if where else ""
        others = self.by_tail[community, one.tail] - {one.name}
        if kind == "homophone":
            return "".join(wording.sounds(one.name)) not in {"".join(wording.sounds(other)) for other in others}
        mine = wording.distance(where + one.name + one.tail, text)
        return not any(
            set(other) & set(middle) and wording.distance(where + other + one.tail, text) <= mine for other in others
        )

    def pinyin(self, count: int) -> list[Question]:
        """Names in full pinyin, where no other name sounds alike."""
        found: list[Question] = []
        while len(found) < count:
            for one in self.drawn(count - len(found)):
                if len(self.by_sound["".join(wording.sounds(one.name))]) == 1:
                    found.append(one.question(wording.in_pinyin(one.name, one.tail, self.chance)))
        return found

    def initials(self, count: int) -> list[Question]:
        """First letters, four or more, that only one name has; alone they mean the name itself."""
        clear = sorted(name for short, names in self.by_initials.items() if len(short) > 3 for name in names
                       if len(names) == 1)  # fmt: skip
        wanted = [one for one in self.drawn(50 * count) if one.name in set(clear)]
        return [one.question(wording.initials(one.name) + self._numbers(one)) for one in wanted[:count]]

    def mixed(self, count: int) -> list[Question]:
        """First letters in front of an ending in characters, which together only one name has: eeds大街12."""
        alike = Counter(wording.mixed(name) for name in self.names)
        found: list[Question] = []
        while len(found) < count:
            for one in self.drawn(count - len(found)):
                short = wording.mixed(one.name)
                if alike[short] == 1 or sum(wording.mixed(other) == short for other in self.by_tail["", one.tail]) == 1:
                    found.append(one.question(short + self._numbers(one)))
        return found

    def _numbers(self, one: Recorded) -> str:
        return self.chance.choice((one.tail, "-".join(wording.re.findall(r"\d+", one.tail))))


def _addresses(space: Workspace) -> Iterator[Recorded]:
    for table in space.store.batches(theme("addresses"), 50_000, columns=COLUMNS, geometry=False):
        assert table.fid is not None
        for fid, *values in zip(table.fid.tolist(), *(table.columns[name] for name in COLUMNS), strict=True):
            row = {name: value or "" for name, value in zip(COLUMNS, values, strict=True)}
            full = row["full"]
            name = row["compound"] if row["compound"] and row["compound"] in full else row["road"]
            tail = full[full.rfind(name) + len(name) :]
            yield Recorded(fid, full, name, row["community"], row["street"], tail, row)


def old_names(space: Workspace) -> list[Question]:
    """Give every registered old name, with the name of today as its answer."""
    table = space.store.read(theme("aliases"), columns=("alias", "name", "kind"), geometry=False)
    kinds = {"道路": "roads", "小区": "compounds"}
    known = {
        name
        for kind in ("roads", "compounds", "divisions")
        for name in space.store.read(theme(kind), columns=("name",), geometry=False).columns["name"]
    }
    rows = zip(*(table.columns[name] for name in ("alias", "name", "kind")), strict=True)
    return [Question(old, kinds.get(kind, ""), 0, new) for old, new, kind in rows if new in known]
