"""Why somebody may see one person's record unmasked: a list, so that the log holds codes and no free text."""

from collections.abc import Mapping

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
