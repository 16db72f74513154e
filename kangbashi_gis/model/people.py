"""What questions about people are answered with. Personal values never show in a repr, so that no log can hold them."""

from dataclasses import dataclass, field

from kangbashi_gis.model.answers import SearchHit


@dataclass(frozen=True)
class Resident:
    """One person as everybody who may look people up sees them: masked.

    match: how the query matched, a key of `MATCHES`. address stops at the building. age: None where it is not known.
    """

    id: str
    name: str
    id_number: str
    phone: str
    sex: str
    age: int | None
    relation: str
    address: str
    household: str = field(default="", repr=False)
    address_fid: int | None = None
    match: str = ""


@dataclass(frozen=True)
class RoomsThere:
    """The rooms of the building where somebody lives. people: None where they may not be counted."""

    title: str
    rooms: int
    people: int | None


@dataclass(frozen=True)
class ResidentCard:
    """A person, who else belongs to the household, and where that is. None where nothing is known."""

    person: Resident
    household: tuple[Resident, ...]
    address: SearchHit | None
    building: SearchHit | None
    parcel: SearchHit | None
    rooms: RoomsThere | None = None


@dataclass(frozen=True)
class ResidentAnswer:
    """The people that a query found, best first. form: what the query was taken for, a key of `FORMS`.

    total counts all, of whom `people` may be the first only. note: "too_wide", "unclear" (an address without road and
    compound), "nothing" or "". card: of the one household whose number was asked for.
    """

    form: str
    total: int
    people: tuple[Resident, ...]
    elapsed_ms: float
    note: str = ""
    card: ResidentCard | None = None

    @property
    def more(self) -> int:
        """How many were found beside those listed."""
        return self.total - len(self.people)


@dataclass(frozen=True)
class Unmasked:
    """The one record that was unmasked, and the code of the reason."""

    id: str
    reason: str
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    sex: str = field(repr=False)
    born: str = field(repr=False)
    ethnicity: str = field(repr=False)
    household: str = field(repr=False)
    relation: str = field(repr=False)
    address: str = field(repr=False)
    moved_in: str = field(repr=False)


# What a query may be taken for: Chinese and English.
FORMS = {
    "name": ("姓名", "name"),
    "id_number": ("身份证号", "ID number"),
    "phone": ("电话", "phone"),
    "tail": ("尾号", "last digits"),
    "number": ("证件号或户号", "document or household number"),
    "room": ("户室", "room"),
    "none": ("不是查人", "not about people"),
    "wide": ("范围太大", "too wide"),
}
# How a person matched, best first.
MATCHES = {
    "whole": ("姓名相同", "whole name"),
    "id_number": ("身份证号", "ID number"),
    "phone": ("电话", "phone"),
    "household": ("户号", "household"),
    "room": ("住在这里", "lives here"),
    "id_tail": ("身份证尾号", "end of the ID number"),
    "phone_tail": ("电话尾号", "end of the phone number"),
    "start": ("姓名开头", "beginning of the name"),
    "inside": ("名字中有", "within the name"),
    "sound": ("读音相同", "sounds alike"),
    "wrong": ("差一个字", "one character differs"),
}
GRADES = tuple(MATCHES)
