"""置き場所の診断 — the folder of the data: on a disk of this machine, ours, with room left."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from hyoka.store.doctor_database import Told

LITTLE, VERY_LITTLE = 5 << 30, 500 << 20
# File systems of other machines: SQLite's locks do not hold there.
REMOTE = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs",
    "fuse.s3fs", "fuse.rclone", "davfs", "ncpfs", "lustre", "gpfs", "virtiofs",
})  # fmt: skip
FLEETING = frozenset({"tmpfs", "ramfs", "overlay", "aufs"})
MOUNTS = Path("/proc/self/mountinfo")


def disk_lines(folder: Path) -> Iterator[Told]:
    folder = folder.resolve()
    yield from _kind(folder)
    yield from _room(folder)
    yield from _owner(folder)


def _kind(folder: Path) -> Iterator[Told]:
    kind = file_system(folder)
    is_file_database = connection.vendor == "sqlite"
    if kind in REMOTE and is_file_database:
        yield (
            "DANGER",
            f"データのフォルダーがほかのコンピューターのディスクにあります（{kind}: {folder}）。SQLite はこのコンピューターの"
            "ディスクに置くか、PostgreSQL を使ってください。",
            f"the data lies on another machine's disk ({kind}: {folder}): use a disk of this machine, or PostgreSQL",
            True,
        )
    elif kind in FLEETING and is_file_database:
        yield (
            "CARE",
            f"データのフォルダーは、コンテナーの作り直しか再起動で消えるところにあります（{kind}: {folder}）。",
            f"the data will be gone with the container or at the next start ({kind}: {folder})",
            False,
        )
    elif not kind:
        yield (
            "OK",
            f"データのフォルダー {folder}（ファイルシステムの種類は調べられません。このコンピューターのディスクに置いてください）。",
            f"data in {folder} (kind of file system unknown: keep it on a disk of this machine)",
            False,
        )
    else:
        yield "OK", f"データのフォルダー {folder}（{kind}）。", f"data in {folder} ({kind})", False


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that a folder lies on; "" where that cannot be told."""
    if os.name == "nt":
        return _windows_drive(folder)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        point = left.split(" ")[4].encode().decode("unicode_escape")
        if len(point) >= best and folder.is_relative_to(point):
            best, kind = len(point), right.split(" ")[0]
    return kind


def _windows_drive(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    remote, fixed = 4, 3
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
    return {remote: "smb3", fixed: "ntfs"}.get(kind, "")


def _room(folder: Path) -> Iterator[Told]:
    room = shutil.disk_usage(folder)
    free = f"{room.free / (1 << 30):.1f} GB"
    if room.free < VERY_LITTLE:
        yield (
            "DANGER",
            f"ディスクの空きがほとんどありません（{free}）。保存できなくなります。すぐに空けてください。",
            f"hardly any room on the disk ({free}): saving will fail",
            True,
        )
    elif room.free < LITTLE:
        yield (
            "CARE",
            f"ディスクの空きが少なくなっています（{free}）。",
            f"little room on the disk ({free})",
            False,
        )
    else:
        yield "OK", f"ディスクの空きは {free} です。", f"{free} free on the disk", False


def _owner(folder: Path) -> Iterator[Told]:
    if not os.access(folder, os.W_OK | os.X_OK):
        yield "DANGER", f"データのフォルダーに書き込めません: {folder}", f"the data folder is not writable: {folder}", True  # fmt: skip
    elif os.name != "nt" and folder.stat().st_uid != os.geteuid():
        yield (
            "DANGER",
            f"データのフォルダーの持ち主が、動かしている人と違います: {folder}",
            f"the data folder belongs to somebody else: {folder}",
            True,
        )
    elif os.name != "nt" and folder.stat().st_mode & 0o022:
        yield (
            "CARE",
            f"データのフォルダーにほかの人も書き込めます: {folder}（chmod 700 を勧めます）。",
            f"others may write into the data folder: {folder} (chmod 700 is advised)",
            False,
        )
    else:
        yield (
            "OK",
            "データのフォルダーはこの利用者だけのものです。",
            "the data folder is this user's alone",
            False,
        )
