"""The one exception of the developers' commands: a sentence that is printed without a traceback."""


class Trouble(Exception):
    """Something a developer can understand and act upon; its text is one line."""
