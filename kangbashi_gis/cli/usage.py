"""What was wrong with the words of a command, in Chinese where that is asked; click itself speaks English."""

import click


def usage(error: click.ClickException, lang: str) -> str:
    """Say what was wrong in one phrase."""
    return error.format_message() if lang == "en" else _chinese(error)


def _chinese(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} 的值不对"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少值"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{error.ctx.command_path} 后面的写法不对"
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
