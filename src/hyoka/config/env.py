"""環境変数 — every setting of the office, by environment or one TOML file (HYOKA_CONFIG); documented in docs/settings.md.

The environment goes before the file. In the file a name stands without HYOKA_, in small letters: `idle_minutes = 60`.
"""

import os
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class BadSetting(Exception):
    """A setting that cannot be used. The message is meant for the person who installs hyoka."""


class Setting(NamedTuple):
    name: str
    default: str
    read: Callable[[str], Any]
    title: str  # what it is, for the manual
    example: str = ""


def _flag(text: str) -> bool:
    words = {"1": True, "0": False, "true": True, "false": False, "yes": True, "no": False, "": False}
    if text.strip().lower() not in words:
        raise ValueError("1 か 0")
    return words[text.strip().lower()]


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError("1 以上の整数")
    return int(text)


def _days(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("0 以上の整数")
    return int(text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _steps(text: str) -> tuple[str, ...]:
    known = ("係長", "課長", "部長", "事務局")
    steps = _list(text.replace("、", ","))
    if not steps or any(step not in known for step in steps):  # nobody approves their own sheet
        raise ValueError("、".join(known) + " をコンマで区切ったもの")
    return steps


SETTINGS: tuple[Setting, ...] = (
    Setting("HYOKA_DIR", "hyoka-data", Path, "データを置くフォルダー（データベース、鍵、作った冊子）", "/srv/hyoka"),
    Setting("HYOKA_DATABASE", "", str, "PostgreSQL（15 以上）の接続先。空なら HYOKA_DIR の SQLite", "postgres://hyoka:合言葉@127.0.0.1:5432/hyoka"),
    Setting("HYOKA_SECRET_KEY", "", str, "署名の鍵。空なら HYOKA_DIR/secret-key に作る"),
    Setting("HYOKA_CITY", "", str, "画面に出す市の名前", "見本市"),
    Setting("HYOKA_HOSTS", "127.0.0.1,localhost", _list, "このサーバーを呼ぶ名前（コンマ区切り）", "hyoka.city.local"),
    Setting("HYOKA_HTTPS", "1", _flag, "HTTPS で使う。0 にすると暗号化しない（画面に赤い警告が出続ける）"),
    Setting("HYOKA_PROXY", "0", _flag, "前に置いた中継サーバーの X-Forwarded-Proto と X-Forwarded-For を信じる"),
    Setting("HYOKA_STEPS", "係長,課長,部長,事務局", _steps, "承認の段階。使わない段階は書かない", "課長,事務局"),
    Setting("HYOKA_AUDIT_SEES_DRAFTS", "0", _flag, "監査に確定前の評価表も見せる"),
    Setting("HYOKA_IDLE_MINUTES", "60", _count, "操作がないときにサインアウトするまでの分"),
    Setting("HYOKA_ABSOLUTE_HOURS", "12", _count, "操作していてもサインインし直すまでの時間"),
    Setting("HYOKA_SECOND_FACTOR", "", _list, "二要素を必ず使う役割（コンマ区切り。空なら各人が選ぶ）", "管理者,事務局"),
    Setting("HYOKA_PASSWORD_DAYS", "0", _days, "パスワードを変えさせる日数。0 は変えさせない（勧める）"),
    Setting("HYOKA_SMTP", "", str, "メールのサーバー。空なら標準出力に書く", "smtp://127.0.0.1:25"),
    Setting("HYOKA_MAIL_FROM", "hyoka@localhost", str, "メールの差出人"),
    Setting("HYOKA_URL", "", str, "メールに書くこのシステムの番地", "https://hyoka.city.local"),
    Setting("HYOKA_UPLOAD_MB", "30", _count, "受け取るファイルの大きさの上限（MB）"),
    Setting("HYOKA_LOG", "-", str, "記録の書き先。- は標準エラー出力", "/var/log/hyoka.log"),
    Setting("HYOKA_OIDC_ISSUER", "", str, "OpenID Connect の発行者。空なら使わない", "https://id.city.local/realms/city"),
    Setting("HYOKA_OIDC_CLIENT_ID", "", str, "OpenID Connect のクライアント ID"),
    Setting("HYOKA_OIDC_CLIENT_SECRET", "", str, "OpenID Connect のクライアントの秘密"),
    Setting("HYOKA_OIDC_CLAIM", "preferred_username", str, "職員番号が入っている項目（claim）"),
    Setting("HYOKA_LDAP_URL", "", str, "LDAP・Active Directory のサーバー。空なら使わない", "ldaps://ad.city.local"),
    Setting("HYOKA_LDAP_USER_DN", "", str, "サインインする人の DN。{login} が職員番号になる", "uid={login},ou=people,dc=city,dc=local"),
)  # fmt: skip

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> Any:
    """The value of a setting, read and checked.

    Raises BadSetting.
    """
    wanted = _BY_NAME[name]
    text = os.environ.get(name)
    if text is None:
        text = _file().get(name.removeprefix("HYOKA_").lower(), wanted.default)
    try:
        return wanted.read(text)
    except ValueError as error:
        raise BadSetting(f"設定 {name} に使えない値です: 「{text}」（使えるもの: {error}）") from error


@cache
def _file() -> dict[str, str]:
    """The settings of the file that HYOKA_CONFIG names."""
    path = os.environ.get("HYOKA_CONFIG", "")
    if not path:
        return {}
    try:
        held = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSetting(f"設定ファイルを開けません: {path}（HYOKA_CONFIG）") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"設定ファイルは UTF-8 の TOML にしてください: {path}（{error}）") from error
    names = {name.removeprefix("HYOKA_").lower() for name in _BY_NAME}
    unknown = sorted(set(held) - names)
    if unknown:
        raise BadSetting(f"設定ファイルに知らない名前があります: {'、'.join(unknown)}（{path}）")
    return {name: _text(value) for name, value in held.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
