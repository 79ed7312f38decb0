"""記録の書き方 — structured logs, one JSON object a line, without personal text: who by number, what by address."""

import json
import logging
import logging.config
import re
from datetime import UTC, datetime
from typing import Any

# What a record may carry beside its message; nothing else gets into the log.
_FACTS = ("status", "method", "path", "person", "incident", "sheet", "job", "seconds")


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
            "message": _one_line(record.getMessage()),
        }
        line.update({name: _fact(getattr(record, name)) for name in _FACTS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            # Where it happened; the exception's own words may hold what a person typed.
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _trace(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _fact(value: Any) -> Any:
    return _one_line(value) if isinstance(value, str) else value


def _one_line(message: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", message)[:500]


def _trace(traceback: Any) -> list[str]:
    steps = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        steps.append(f"{code.co_filename.rpartition('hyoka/')[2]}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return steps[-12:]


def logging_dict(target: str) -> dict[str, Any]:
    """What `logging.config` and the server are given."""
    handler: dict[str, Any] = {"class": "logging.StreamHandler", "formatter": "json"}
    if target != "-":
        handler = {
            "class": "logging.FileHandler",
            "filename": target,
            "encoding": "utf-8",
            "formatter": "json",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "hyoka.config.logs.JsonLine"}},
        "handlers": {"out": handler},
        # Libraries, too, speak in JSON lines or not at all.
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "hyoka": {"level": "INFO"},
            "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "_granian": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        },
    }


def logging_config(target: str) -> None:
    logging.config.dictConfig(logging_dict(target))
