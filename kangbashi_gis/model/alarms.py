"""What is unusual enough to tell the auditor: a few rules, as data. They refuse nothing; quotas do that."""

from collections.abc import Mapping
from dataclasses import dataclass

from kangbashi_gis.model import events
from kangbashi_gis.model.events import Event, EventKind
from kangbashi_gis.model.reasons import ERASING, REASONS

HOUR, DAY = 60, 24 * 60
NIGHT = (22, 6)  # from and to, hours in China


@dataclass(frozen=True)
class Rule:
    """An alarm is noted when what `measure` counts over the last `minutes` is more than `most`.

    at: the kind of event after which it is asked. measure: a key of `operations/watching.MEASURES`. quiet: so many
    minutes the same is not noted again for the same account. why: Chinese and English, as the guide has it.
    """

    code: str
    at: EventKind
    measure: str
    most: int
    minutes: int
    quiet: int
    why: tuple[str, str]


RULES: tuple[Rule, ...] = (
    Rule("unmask_burst", EventKind.UNMASK, "people", 10, 10, HOUR,
         ("10 分钟内查看明文超过 10 人", "more than 10 records in clear within 10 minutes")),
    Rule("unmask_night", EventKind.UNMASK, "at_night", 0, HOUR, 8 * HOUR,
         ("夜里（22 点到 6 点）查看明文", "records in clear at night, 22 to 6")),
    Rule("lookup_night", EventKind.LOOKUP, "at_night", 20, HOUR, 8 * HOUR,
         ("夜里（22 点到 6 点）一小时内查询超过 20 次", "more than 20 look-ups an hour at night")),
    Rule("same_person", EventKind.UNMASK, "same_person", 3, 30 * DAY, DAY,
         ("30 天内查看同一个人的明文超过 3 次", "the same person in clear more than 3 times in 30 days")),
    Rule("same_card", EventKind.LOOKUP, "same_person", 10, 7 * DAY, DAY,
         ("7 天内打开同一个人的卡超过 10 次", "the same person's card more than 10 times in 7 days")),
    Rule("scattered", EventKind.UNMASK, "places", 4, HOUR, 4 * HOUR,
         ("一小时内查看明文的人分住 5 个以上社区", "people in clear of 5 or more communities within an hour")),
    Rule("many_listed", EventKind.LOOKUP, "people", 1_500, HOUR, 4 * HOUR,
         ("一小时内列出超过 1,500 人（翻看名单）", "more than 1,500 people listed within an hour")),
    Rule("more_than_usual", EventKind.LOOKUP, "beyond_usual", 60, DAY, DAY,
         ("一天的查询超过 60 次，并且超过自己平日（30 天中位数）的 3 倍",
          "more than 60 look-ups on a day, and thrice the account's own usual")),
)  # fmt: skip

# Alarms that no rule finds: they are noted where it happens.
OTHERS: Mapping[str, tuple[str, str]] = {
    "quota": ("当天的次数用完了还在查", "the quota of the day is used up"),
    "clock_back": ("电脑的时钟被拨回去了", "the computer's clock was set back"),
    "accounts_touched": ("账户文件被改过或换过", "the file of accounts was edited or swapped"),
    "log_older_than_vault": ("日志比居民库旧，可能被换过", "the log is older than the vault"),
}
TITLES: Mapping[str, tuple[str, str]] = {**{rule.code: rule.why for rule in RULES}, **OTHERS}


def words_of(event: Event) -> tuple[str, str]:
    """Say the reason of an event in Chinese and in English; a code without words stays as it is."""
    known = TITLES if event.kind == EventKind.ALARM.value else {**events.REASONS, **REASONS, **ERASING}
    return known.get(event.reason, (event.reason, event.reason))
