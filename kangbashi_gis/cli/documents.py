"""Answers as JSON documents: the shapes that other programs rely on (version 1)."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kangbashi_gis.model.account import ROLE_TITLES
from kangbashi_gis.model.answers import Around, Place, Population, SearchAnswer, SearchHit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kangbashi_gis.operations.explaining import Explanation
    from kangbashi_gis.sample.demonstration import Demonstration


def hit(one: SearchHit) -> dict[str, Any]:
    """One search result."""
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "detail": one.detail,
        "note": one.note,
        "score": round(one.score, 4),
        **_where(one),
    }


def search(answer: SearchAnswer) -> dict[str, Any]:
    """The answer to one query."""
    return {
        "query": answer.query,
        "elapsed_ms": round(answer.elapsed_ms, 3),
        "results": [hit(one) for one in answer.results],
    }


def explanation(told: "Explanation") -> dict[str, Any]:
    """Why a query has its answer. Places in the text count code points."""
    query = told.answer.query
    return {
        "understood": [
            {"start": one.start, "end": one.end, "text": query[one.start : one.end], "kind": one.kind, "word": one.word}
            for one in told.parts
        ],
        "not_understood": [{"start": start, "end": end, "text": query[start:end]} for start, end in told.unread],
        "rule": told.way,
        "trace": [{"step": step, "what": what} for step, what in told.steps],
    }


def around(answer: Around) -> dict[str, Any]:
    """Everything around a place."""
    parcel = answer.parcel
    return {
        "place": _place(answer.place),
        "radius_m": answer.radius_m,
        "roads": [
            {"name": r.name, "class": r.klass, "class_title": r.class_title, "length_m": round(r.length_m, 3)}
            for r in answer.roads
        ],
        "population": _population(answer.population),
        "entities": _entities(answer),
        "parcel": parcel
        and {
            "code": parcel.code,
            "use": parcel.use,
            "use_title": parcel.use_title,
            "area_m2": parcel.area_m2,
            "heights_m": list(parcel.heights_m) if parcel.heights_m else None,
        },
        "addresses": {"total": answer.addresses},
        "elapsed_ms": round(answer.elapsed_ms, 3),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"kind": place.kind, "id": place.id, "title": place.title, **_where(place)}


def _where(one: Place | SearchHit) -> dict[str, float | None]:
    numbers = {"x": (one.x, 3), "y": (one.y, 3), "lon": (one.lon, 8), "lat": (one.lat, 8)}
    return {name: None if number is None else round(number, digits) for name, (number, digits) in numbers.items()}


def _population(people: Population) -> dict[str, Any]:
    return {
        "exact": people.exact,
        "total": people.total,
        "households": people.households,
        "by_sex": dict(people.by_sex),
        "by_age": {
            **{
                band: {"male": male, "female": female, "unknown": unknown, "total": male + female + unknown}
                for band, (male, female, unknown) in people.by_age.items()
            },
            **{
                band: {"male": None, "female": None, "unknown": None, "total": number}
                for band, number in people.by_broad_age.items()
            },
        },
        "by_community": dict(people.by_community),
        "released": people.released or None,
        "blocks": None if people.exact else people.blocks,
    }


def _entities(answer: Around) -> dict[str, Any]:
    found = answer.entities
    return {
        "total": found.total,
        "by_industry": [
            {"code": code, "title": found.industry_titles.get(code, code), "count": count}
            for code, count in found.by_industry.items()
        ],
        "list": [
            {
                "id": one.id,
                "name": one.name,
                "industry": one.industry,
                "industry_title": one.industry_title,
                "address": one.address,
                "distance_m": round(one.distance_m, 3),
                "x": round(one.x, 3),
                "y": round(one.y, 3),
            }
            for one in found.list[:100]
        ],
    }


def plain(value: Any) -> dict[str, Any]:
    """A report (a frozen dataclass of plain values) as a document."""
    return asdict(value)


def demonstrations(known: "Sequence[Demonstration]") -> list[dict[str, str]]:
    """Give the demonstration accounts of a sample, with the passwords that everybody may know."""
    return [{"name": one.name, "role": one.role.value, "password": one.password} for one in known]


def demonstration_lines(known: "Sequence[Demonstration]", lang: str) -> list[str]:
    """Say the same in lines; none where there are none."""
    heading = (
        "演示账户（虚构数据，密码公开）：" if lang == "zh" else "Demonstration accounts (made-up data, open passwords):"
    )
    place = 0 if lang == "zh" else 1
    lines = [f"  {one.name}（{ROLE_TITLES[one.role][place]}）  {one.password}" for one in known]
    return [heading, *lines] if lines else []
