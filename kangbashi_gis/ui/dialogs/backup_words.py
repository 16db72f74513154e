"""What came of work on backups, in the words of the window."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

Answer = dict[str, Any]
FAULTS: dict[str, Any] = {
    "index": QT_TRANSLATE_NOOP("BackupWords", "The index of a pack cannot be read"),
    "manifest": QT_TRANSLATE_NOOP("BackupWords", "The list of a backup is damaged or was changed"),
    "not_in_log": QT_TRANSLATE_NOOP("BackupWords", "The log does not know this backup, or knows another"),
    "signature": QT_TRANSLATE_NOOP("BackupWords", "The signature of its maker is wrong"),
    "piece": QT_TRANSLATE_NOOP("BackupWords", "A piece is damaged"),
    "check": QT_TRANSLATE_NOOP("BackupWords", "The restored copy has something the matter"),
    "count": QT_TRANSLATE_NOOP("BackupWords", "The restored copy has another number of rows"),
    "login": QT_TRANSLATE_NOOP("BackupWords", "The clerk cannot log in to the restored copy"),
    "no_key": QT_TRANSLATE_NOOP("BackupWords", "This account has no key to the vault"),
}


def cells(one: Answer) -> list[str]:
    """Give a backup as the cells of its row."""
    if one["damaged"]:
        return [one["name"], "", "", "", QCoreApplication.translate("BackupWords", "cannot be read")]
    logged = (
        QCoreApplication.translate("BackupWords", "yes")
        if one["logged"]
        else QCoreApplication.translate("BackupWords", "No: not made by this program, or changed")
    )
    return [one["at"].replace("T", " "), _size(one["size_bytes"]), one["expires"][:10], one["user"], logged]


def made(answer: Answer) -> str:
    """Say what was made."""
    text = QCoreApplication.translate(
        "BackupWords", "Made and read back: {size}, of which {written} are new. Kept until {until}."
    ).format(size=_size(answer["size_bytes"]), written=_size(answer["written_bytes"]), until=answer["expires"][:10])
    lines = [text]
    if answer["expired"]:
        lines.append(
            QCoreApplication.translate("BackupWords", "{count} expired backups were removed.").format(
                count=len(answer["expired"])
            )
        )
    if answer["printed_key"]:
        said = QCoreApplication.translate(
            "BackupWords", "Recovery key, shown only now. Write it down and keep it elsewhere: {key}"
        )
        lines.append(said.format(key=answer["printed_key"]))
    return "\n".join(lines)


def verified(answer: Answer) -> str:
    """Say what a check came to."""
    lines = _faults(answer)
    if not lines:
        said = QCoreApplication.translate("BackupWords", "All {pieces} pieces of {backups} backups are whole.")
        lines = [said.format(pieces=f"{answer['pieces']:,}", backups=answer["backups"])]
    lines += [
        QCoreApplication.translate("BackupWords", "The log knows a backup that is not here: {name}").format(name=one)
        for one in answer["missing"]
    ]
    return "\n".join(lines)


def drilled(answer: Answer) -> str:
    """Say what a drill came to."""
    lines = _faults(answer)
    people = QCoreApplication.translate("BackupWords", "the vault was not opened")
    if answer["people"] is not None:
        people = QCoreApplication.translate("BackupWords", "{people} people in the vault").format(
            people=f"{answer['people']:,}"
        )
    said = (
        QCoreApplication.translate("BackupWords", "The drill failed.")
        if lines
        else QCoreApplication.translate("BackupWords", "The drill succeeded: {rows} rows, {people}; {seconds} s.")
    )
    seconds = f"{answer['restore_s'] + answer['check_s']:.1f}"
    return "\n".join([said.format(rows=f"{answer['rows']:,}", people=people, seconds=seconds), *lines])


def restored(answer: Answer) -> str:
    """Say what was restored."""
    lines = [QCoreApplication.translate("BackupWords", "Restored to: {path}").format(path=answer["path"])]
    if answer["undone"]:
        said = QCoreApplication.translate(
            "BackupWords", "{count} operations after the backup are not in it; its log says so."
        )
        lines.append(said.format(count=answer["undone"]))
    if answer["erased"]:
        lines.append(
            QCoreApplication.translate(
                "BackupWords", "People erased since are erased again before anybody is shown people there."
            )
        )
    return "\n".join(lines)


def _faults(answer: Answer) -> list[str]:
    return [
        f"{QCoreApplication.translate('BackupWords', FAULTS[one['code']])}: {one['where']}" for one in answer["faults"]
    ]


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
