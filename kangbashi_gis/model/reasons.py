"""Why somebody may see one person's record unmasked: a list, so that the log holds codes and no free text."""

from collections.abc import Mapping

UNGIVEN = "ungiven"  # in place of a reason that nobody gave; a key of `terms.TERMS`

REASONS: Mapping[str, tuple[str, str]] = {
    "window_service": ("窗口办事：本人在场", "the person is at the counter"),
    "phone_service": ("电话办事：已核对身份", "the person telephones and has been identified"),
    "household_check": ("入户核实", "check at the door"),
    "record_correction": ("更正登记信息", "correcting the record"),
    "emergency": ("应急救助", "emergency and rescue"),
    "public_safety": ("公安机关依法调取", "lawful request of the police"),
    "court": ("司法机关依法调取", "lawful request of a court or prosecutor"),
    "welfare": ("民政、社保、医保核查", "welfare, social or medical insurance"),
    "own_request": ("本人申请查阅（个人信息保护法第四十五条）", "the person's own request for access"),
}

# why a person is erased (个人信息保护法第四十七条)
ERASING: Mapping[str, tuple[str, str]] = {
    "purpose_over": ("处理目的已实现、无法实现或不再需要", "the purpose is achieved, or is none any more"),
    "period_over": ("保存期限已满", "the time of keeping is over"),
    "consent_withdrawn": ("本人撤回同意", "the person withdrew consent"),
    "unlawful": ("处理违反法律或约定", "it was kept against the law or an agreement"),
    "recorded_wrongly": ("登记有误，本不该登记", "recorded by mistake"),
    "by_order": ("主管部门或法院要求", "by order of an authority or a court"),
}
