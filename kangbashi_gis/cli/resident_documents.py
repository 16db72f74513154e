"""What the commands about residents print: masked people, the card of a person, and one record in clear."""

from typing import TYPE_CHECKING, Any

from kangbashi_gis.cli.console import Console
from kangbashi_gis.model.people import FORMS, MATCHES
from kangbashi_gis.model.reasons import REASONS

if TYPE_CHECKING:
    from kangbashi_gis.model.answers import SearchHit
    from kangbashi_gis.model.people import Resident, ResidentAnswer, ResidentCard, Unmasked

KEPT = ("id", "name", "id_number", "phone", "sex", "age", "relation", "address", "household", "match")
WHOLE = ("id", "reason", "name", "id_number", "phone", "sex", "born", "ethnicity", "household", "relation", "address")


def found(answer: "ResidentAnswer", whole: "Unmasked | None") -> dict[str, Any]:
    """Give the answer to a query."""
    return {
        "form": answer.form,
        "total": answer.total,
        "more": answer.more,
        "note": answer.note,
        "elapsed_ms": round(answer.elapsed_ms, 3),
        "results": [resident(one) for one in answer.people],
        "card": answer.card and card(answer.card),
        "unmasked": unmasked(whole),
    }


def resident(one: "Resident") -> dict[str, Any]:
    """Give a person, masked."""
    return {name: getattr(one, name) for name in KEPT}


def unmasked(whole: "Unmasked | None") -> dict[str, Any] | None:
    """Give the record in clear."""
    return None if whole is None else {name: getattr(whole, name) for name in (*WHOLE, "moved_in")}


def card(told: "ResidentCard") -> dict[str, Any]:
    """Give a person, the household, and where they live: as far as the building, like everything that is masked."""
    there = told.rooms
    return {
        "person": resident(told.person),
        "household": [resident(one) for one in told.household],
        "building": _place(told.building),
        "parcel": _place(told.parcel),
        "rooms": there and {"title": there.title, "rooms": there.rooms, "people": there.people},
    }


def _place(hit: "SearchHit | None") -> dict[str, Any] | None:
    return None if hit is None else {"id": hit.id, "title": hit.title, "detail": hit.detail}


def found_lines(answer: "ResidentAnswer", console: Console) -> list[str]:
    """Say who was found."""
    at = 0 if console.lang == "zh" else 1
    if answer.note == "too_wide":
        return [console.say("范围太大：请至少输入两个字或两个音节。", "Too wide: type at least two signs.")]
    if answer.note == "unclear":
        return [console.say("地址不够明确：请写上小区或道路。", "No sure address: name the compound or the road.")]
    if not answer.total:
        return [console.say("没有找到。", "Nobody was found.")]
    words = console.say("{form}：共 {total} 人，列出 {shown} 人", "{form}: {total} people, {shown} listed")
    said = words.format(form=FORMS[answer.form][at], total=answer.total, shown=len(answer.people))
    lines = card_lines(answer.card, console) if answer.card else [_line(one, at) for one in answer.people]
    return [*lines, said]


def card_lines(told: "ResidentCard", console: Console) -> list[str]:
    """Say who a person is, who belongs to the household, and where they live."""
    at = 0 if console.lang == "zh" else 1
    lines = [_line(told.person, at), f"{console.say('户号', 'household')}: {told.person.household or '-'}"]
    lines += [f"  {_line(one, at)}" for one in told.household]
    for title, hit in ((("楼栋", "building"), told.building), (("地块", "parcel"), told.parcel)):
        lines += [f"{console.say(*title)}: {hit.title}  {hit.detail}".rstrip()] if hit else []
    if there := told.rooms:
        people = "" if there.people is None else console.say(f"，{there.people} 人", f", {there.people} people")
        lines.append(
            console.say(f"楼盘表: {there.title}  {there.rooms} 户", f"rooms: {there.title}  {there.rooms}") + people
        )
    return lines


def unmasked_lines(whole: "Unmasked | None", console: Console) -> list[str]:
    """Say the record in clear, and why it was."""
    if whole is None:
        return []
    why = console.say(*REASONS[whole.reason])
    named = [f"  {name}: {getattr(whole, name)}" for name in (*WHOLE[2:], "moved_in")]
    return [console.say(f"明文（{why}）：", f"Unmasked ({why}):"), *named]


def _line(one: "Resident", at: int) -> str:
    age = "?" if one.age is None else str(one.age)
    match = MATCHES[one.match][at] if one.match else ""
    parts = (one.name, one.sex, age, one.id_number, one.phone, one.relation, one.address, match)
    return "  ".join([*filter(None, parts), one.id])
