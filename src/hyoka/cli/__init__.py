"""コマンド — the way in for a clerk, another city, or a test: `hyoka read | check | write | table | diff`.

Nothing heavy is imported before it is needed: `hyoka --help` answers at once.
"""

from hyoka.cli.app import main

__all__ = ["main"]
