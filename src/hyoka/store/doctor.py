"""診断 — what must be right for an office to be trusted with its data: one line for each, for the command and the screen."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hyoka.store.doctor_database import database_lines
from hyoka.store.doctor_disk import disk_lines
from hyoka.store.models import Event

BEGUN = datetime(
    2025, 1, 1, tzinfo=UTC
)  # no clock that is right shows a time before this program was written
SHORTEST_KEY = 50
_HOME = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class Level(StrEnum):
    OK = "OK"
    CARE = "要注意"
    DANGER = "危険"

    @property
    def english(self) -> str:
        return {"OK": "OK", "要注意": "CARE", "危険": "DANGER"}[self.value]


@dataclass(frozen=True)
class Line:
    """`blocks`: hyoka serve refuses to run on it."""

    level: Level
    ja: str
    en: str
    blocks: bool = False


def examine(*, at: datetime, has_certificate: bool | None = None, deep: bool = True) -> list[Line]:
    """Everything. `has_certificate`: whether the server itself speaks TLS; None where that is not known.

    `deep`: read the whole database file as well, which takes its time where it is large.
    """
    return [
        *(Line(Level[level], ja, en, blocks) for level, ja, en, blocks in database_lines(deep=deep)),
        *_migrations(),
        *(Line(Level[level], ja, en, blocks) for level, ja, en, blocks in disk_lines(settings.HYOKA_DIR)),
        *_key(),
        *_settings(has_certificate),
        *_clock(at),
        *_fonts(),
    ]


def _migrations() -> Iterator[Line]:
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations or ())
    ahead = [name for name in executor.loader.applied_migrations if name not in known and name[0] == "store"]
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if ahead:
        yield Line(
            Level.DANGER,
            "データベースはこの版の hyoka より新しいものです。新しい版を使ってください。",
            "the database is newer than this hyoka: use the newer one",
            True,
        )
    elif waiting:
        yield Line(
            Level.DANGER,
            f"データベースがこの版に合っていません（{len(waiting)} 件）。hyoka migrate を実行してください。",
            f"the database is behind ({len(waiting)} steps): run hyoka migrate",
            True,
        )
    else:
        yield Line(Level.OK, "データベースはこの版に合っています。", "the database fits this version")


def _key() -> Iterator[Line]:
    path = Path(settings.HYOKA_DIR) / "secret-key"
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield Line(
            Level.DANGER,
            f"署名の鍵が短すぎます（{SHORTEST_KEY} 字以上にしてください）。HYOKA_SECRET_KEY を空にすると作ります。",
            f"the signing key is too short (at least {SHORTEST_KEY} signs); leave HYOKA_SECRET_KEY empty to have one made",
            True,
        )
        return
    if os.name != "nt" and path.exists():
        facts = path.stat()
        if stat.S_IMODE(facts.st_mode) & 0o077:
            yield Line(
                Level.DANGER,
                f"署名の鍵をほかの人も読めます: {path}（chmod 600 で直してください）。",
                f"others can read the signing key: {path} (chmod 600)",
                True,
            )
            return
        if facts.st_uid != os.geteuid():
            yield Line(
                Level.DANGER,
                f"署名の鍵の持ち主が、動かしている人と違います: {path}",
                f"the signing key belongs to somebody else: {path}",
                True,
            )
            return
    yield Line(
        Level.OK, "署名の鍵は十分に長く、ほかの人は読めません。", "the signing key is long and nobody else's"
    )


def _settings(has_certificate: bool | None) -> Iterator[Line]:
    if settings.DEBUG:
        yield Line(Level.DANGER, "DEBUG が入っています。", "DEBUG is on", True)
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        yield Line(
            Level.DANGER,
            "HYOKA_HOSTS がどの名前でも受け付けます。サーバーの名前だけを書いてください。",
            "HYOKA_HOSTS takes any name: write the server's names only",
            True,
        )
    names, is_home = "、".join(settings.ALLOWED_HOSTS), set(settings.ALLOWED_HOSTS) <= _HOME
    if not settings.HYOKA_HTTPS:
        yield Line(
            Level.CARE if is_home else Level.DANGER,
            f"通信が暗号化されていません（HYOKA_HTTPS=0、受け付ける名前 {names}）。試用のほかには使わないでください。",
            f"connections are not encrypted (HYOKA_HTTPS=0, {names}): for trial only",
        )
    elif has_certificate is False and not settings.HYOKA_PROXY:
        yield Line(
            Level.DANGER,
            "HTTPS の証明書も中継サーバーもないので、サインインできません。--certificate と --key を指定するか、"
            "中継サーバーを置いて HYOKA_PROXY=1 にしてください。",
            "no certificate and no proxy: nobody could sign in. Give --certificate and --key, or set HYOKA_PROXY=1",
            True,
        )
    else:
        yield Line(Level.OK, f"HTTPS で使います（受け付ける名前 {names}）。", f"HTTPS ({names})")
    yield from _deployment()


def _deployment() -> Iterator[Line]:
    """Django's own list of what an installation on a network needs; what we leave out is silenced with a reason."""
    if not settings.HYOKA_HTTPS:
        return  # said above, once
    found = [held for held in run_checks(include_deployment_checks=True) if not held.is_silenced()]
    for held in found:
        yield Line(
            Level.DANGER if held.is_serious() else Level.CARE,
            f"Django の点検: {held.id} {held.msg}",
            f"Django: {held.id} {held.msg}",
        )
    if not found:
        yield Line(
            Level.OK, "Django の公開前の点検に指摘はありません。", "Django's deployment checks find nothing"
        )


def _clock(at: datetime) -> Iterator[Line]:
    last = Event.objects.order_by("-at").values_list("at", flat=True).first() if _has_events() else None
    if at < BEGUN:
        yield Line(
            Level.DANGER,
            f"時計が狂っています（{at:%Y-%m-%d %H:%M} UTC）。締切と記録に使うので、合わせてください。",
            f"the clock is wrong ({at:%Y-%m-%d %H:%M} UTC): deadlines and history depend on it",
            True,
        )
    elif last is not None and last > at:
        yield Line(
            Level.CARE,
            f"時計が、最後の記録（{last:%Y-%m-%d %H:%M} UTC）より前を指しています。",
            f"the clock stands before the last event ({last:%Y-%m-%d %H:%M} UTC)",
        )
    else:
        yield Line(
            Level.OK, f"時計は {at:%Y-%m-%d %H:%M} UTC です。", f"the clock says {at:%Y-%m-%d %H:%M} UTC"
        )


def _has_events() -> bool:
    return Event._meta.db_table in connection.introspection.table_names()


def _fonts() -> Iterator[Line]:
    package = Path(__file__).resolve().parent.parent
    places = (package / "writers" / "pdf" / "fonts", package / "web" / "static" / "hyoka" / "fonts")
    missing = [place for place in places if not any(place.glob("*.[tw][to]*"))]
    if missing:
        yield Line(
            Level.DANGER,
            f"書体がありません: {missing[0]}（hyoka を入れ直してください）。",
            f"fonts are missing: {missing[0]} (install hyoka again)",
            True,
        )
    else:
        yield Line(Level.OK, "書体は同梱のものを使います。", "fonts come with the program")
