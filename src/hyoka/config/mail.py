"""メール — where reminders go: an SMTP server of the city, or the terminal."""

from typing import Any
from urllib.parse import unquote, urlsplit

from hyoka.config.env import BadSetting


def mail_settings(address: str, sender: str) -> dict[str, Any]:
    """Django's settings for mail.

    Raises BadSetting.
    """
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 20}
    if not address:
        return {**common, "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname:
        raise BadSetting(
            "設定 HYOKA_SMTP は smtp://ホスト:25 か smtps://利用者:合言葉@ホスト:465 の形で書いてください。"
        )
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
    }
