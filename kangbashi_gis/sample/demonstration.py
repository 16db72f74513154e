"""The demonstration accounts of sample workspaces: one per role, with passwords that everybody may know.

The people of the sample are made up, so these passwords guard nothing. A workspace of one's own has none of them.
"""

from dataclasses import dataclass

from kangbashi_gis.model.account import Role


@dataclass(frozen=True)
class Demonstration:
    """One account that everybody may use."""

    name: str
    role: Role
    password: str


DEMONSTRATIONS = (
    Demonstration("示例系统管理员", Role.SYSTEM_ADMIN, "Yan-Shi 2026 xt"),
    Demonstration("示例安全管理员", Role.SECURITY_ADMIN, "Yan-Shi 2026 aq"),
    Demonstration("示例审计管理员", Role.AUDIT_ADMIN, "Yan-Shi 2026 sj"),
    Demonstration("示例办事员", Role.CLERK, "Yan-Shi 2026 bs"),
    Demonstration("示例规划员", Role.PLANNER, "Yan-Shi 2026 gh"),
    Demonstration("示例测绘员", Role.SURVEYOR, "Yan-Shi 2026 ch"),
    Demonstration("示例领导", Role.LEADER, "Yan-Shi 2026 ld"),
)
