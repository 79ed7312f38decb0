"""docs/settings.md — every setting of the office, made from `config.env.SETTINGS`."""

from hyoka.config.env import SETTINGS, Setting

PREFACE = """# 設定

`hyoka serve` などの設定の一覧です。環境変数か、一つの TOML ファイルで決めます。ファイルの場所は環境変数 `HYOKA_CONFIG` で示します。
両方にあるときは環境変数が勝ちます。ファイルの中では、名前から `HYOKA_` を除き、小文字で書きます。

```toml
# HYOKA_CONFIG=/srv/hyoka/hyoka.toml
dir = "/srv/hyoka"
city = "見本市"
hosts = ["hyoka.city.local"]
idle_minutes = 30
```

知らない名前や使えない値があれば、サーバーは始まらず、どれが、なぜ、何なら使えるかを一行で示します。値は `hyoka doctor` でも確かめられます。
`hyoka demo` は、ここにある設定を使いません。
"""


def settings_page(made: str) -> str:
    rows = "\n".join(_setting_row(held) for held in SETTINGS)
    return f"{made}\n{PREFACE}\n| 環境変数 | 意味 | 省いたとき | 例 |\n|---|---|---|---|\n{rows}\n"


def _setting_row(held: Setting) -> str:
    default = f"`{held.default}`" if held.default else "空"
    example = f"`{held.example}`" if held.example else ""
    return f"| `{held.name}` | {held.title} | {default} | {example} |"
