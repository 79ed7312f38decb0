# Sourced by ./hyoka and ./test: sets $python to a Python >= 3.11, or says what is missing.
python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  {
    echo "hyoka: Python 3.11 以上が見つかりません。Python 3.11 以上（venv と pip を含む）を入れてから、もう一度実行してください。"
    echo "hyoka: Python 3.11 or newer was not found. Install it with venv and pip, then run this again."
  } >&2
  exit 2
fi
