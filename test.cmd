@echo off
rem Everything that must hold, on Windows: see the file "test" beside this one.
setlocal
cd /d "%~dp0"
set "python=py -3"
where py >nul 2>&1 || set "python=python"
%python% tools\environment.py requirements-dev.txt || exit /b 2
set "PATH=%CD%\.venv\Scripts;%PATH%"
set "PYTHONUTF8=1"
set "failed="
ruff format --check --quiet . || set "failed=%failed% [ruff format]"
ruff check --quiet . || set "failed=%failed% [ruff check]"
mypy --no-error-summary || set "failed=%failed% [mypy]"
lint-imports --no-logo || set "failed=%failed% [lint-imports]"
python -m pytest -q -n 2 %* || set "failed=%failed% [pytest]"
if defined failed (
  echo failed:%failed% 1>&2
  exit /b 1
)
