"""Settings of the tests: a folder of their own, quick passwords, SQLite or the PostgreSQL of HYOKA_TEST_DATABASE."""

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="hyoka-tests-"))
os.environ.update(
    HYOKA_DIR=str(_FOLDER),
    HYOKA_DATABASE=os.environ.get("HYOKA_TEST_DATABASE", ""),
    HYOKA_HTTPS="0",
    HYOKA_CITY="見本市",
    HYOKA_HOSTS="testserver,127.0.0.1,localhost",
    HYOKA_SECRET_KEY="only-for-tests-" + "x" * 50,
)
for _name in [name for name in os.environ if name.startswith("HYOKA_") and name not in (
    "HYOKA_DIR", "HYOKA_DATABASE", "HYOKA_HTTPS", "HYOKA_CITY", "HYOKA_HOSTS", "HYOKA_SECRET_KEY", "HYOKA_TEST_DATABASE",
)]:  # fmt: skip
    del os.environ[_name]

from hyoka.config.settings import *  # noqa: E402, F403
from hyoka.config.settings import DATABASES  # noqa: E402

# A file, not memory: threads and processes of a test see the same database.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
# Argon2 on purpose takes 0.2 s; `tests/web/test_sign_in.py` tests the real one.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
