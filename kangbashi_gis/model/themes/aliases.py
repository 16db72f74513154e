"""地名别名 aliases: old and other names with the dates between which they held, so that old names are found."""

from kangbashi_gis.model.schema import Field, FieldType, Shape, Theme

ALIASES = Theme(
    name="aliases",
    title="地名别名",
    title_en="Place name aliases",
    shape=Shape.NONE,
    fields=(
        Field("alias", "别名", aliases=("曾用名", "旧名", "alias", "old_name"), required=True),
        Field("name", "现名", aliases=("标准名", "今名", "name", "new_name"), required=True),
        Field("kind", "类别", aliases=("类型", "kind")),
        Field("since", "启用日期", FieldType.DATE, ("起", "since", "from")),
        Field("until", "停用日期", FieldType.DATE, ("止", "until", "to")),
    ),
    key=("alias", "name"),
    aliases=("别名", "曾用名"),
)
