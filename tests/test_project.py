"""What is true of the repository itself."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import hyoka

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.txt", "requirements-dev.txt"]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))

posix = pytest.mark.skipif(os.name == "nt", reason="the shell's launchers")


def committed() -> list[Path]:
    """Every file that goes out with the repository."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """The committed files that are text, with what they say."""
    binary = {".ttf", ".woff2", ".png", ".pdf", ".xlsx", ".parquet", ".ods", ".zip"}
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in committed()
        if path.suffix not in binary
    ]


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """name → (version, number of hashes)."""
    entries = re.split(r"^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    pinned = (re.match(r"([\w.-]+)==([\w.!+]+)", entry) for entry in entries)
    return {
        found[1].lower(): (found[2], entry.count("--hash=sha256:"))
        for found, entry in zip(pinned, entries, strict=True)
        if found
    }


def wanted(extra: str | None = None) -> list[Requirement]:
    project = PROJECT["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(line) for line in lines]


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    hosts = r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|index-url"
    paths = r"(?<![\w.~$}/-])/(?:work|root|tmp|home|Users)/\w"
    guilty = re.compile(f"{hosts}|{paths}")
    found = {
        name: hit[0]
        for name, text in texts()
        if name != "tests/test_project.py"
        for hit in guilty.finditer(text)
    }
    assert not found


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_installed_is_pinned_with_hashes(lock: str) -> None:
    assert pins(lock)
    assert all(hashes for _, hashes in pins(lock).values())


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:", text)  # a package may be called httpx
    assert "://" not in text


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])]
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    pinned = pins(lock)
    asked = wanted() + [requirement for extra in extras for requirement in wanted(extra)]
    stale = [str(r) for r in asked if not r.specifier.contains(pinned.get(r.name.lower(), ("0", 0))[0])]
    assert not stale, f"lock again (CONTRIBUTING.md): {stale}"


def test_the_two_locks_agree() -> None:
    run, dev = (pins(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    everything = wanted() + wanted("build") + wanted("dev")
    unexplained = [
        requirement.name
        for requirement in everything
        if not re.search(rf'^ +"{re.escape(requirement.name)}[^"]*", +# \w.{{3,}}$', text, flags=re.MULTILINE)
    ]
    assert everything
    assert not unexplained


def test_the_changelog_knows_the_version() -> None:
    assert f"## {hyoka.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]
    assert len(DECISIONS) >= 8


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_context_decision_and_cost_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == ["Context", "Decision", "What it costs us"]
    assert len(text.split()) <= 450


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "CONTRIBUTING.md"])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!\w+://)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_each_shipped_font_has_its_licence_beside_it() -> None:
    fonts = ROOT / "src" / "hyoka" / "writers" / "pdf" / "fonts"
    families = {path.name.split("-")[0] for path in fonts.glob("*.ttf")}
    assert families
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (fonts / f"{family}-OFL.txt").read_text(encoding="utf-8")


@posix
@pytest.mark.parametrize("through_a_link", [False, True])
def test_the_launcher_passes_arguments_on_from_any_folder(tmp_path: Path, through_a_link: bool) -> None:
    home = tmp_path / "a city's folder"
    installed_as_if(home, b'#!/bin/sh\nprintf "<%s>" "$@"\n')
    command = home / "hyoka"
    if through_a_link:
        (tmp_path / "bin").mkdir()
        command = tmp_path / "bin" / "link"
        command.symlink_to(Path("..") / home.name / "hyoka")
    ran = subprocess.run(
        [command, "check", "two words.txt", ""], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "<check><two words.txt><>"


@posix
@pytest.mark.parametrize("launcher", ["hyoka", "test"])
def test_a_machine_without_python_is_told_so_in_two_languages(tmp_path: Path, launcher: str) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "dirname", "readlink", "cmp"):
        (programs / name).symlink_to(str(shutil.which(name)))
    home = tmp_path / "home"
    installed_as_if(home, b"")
    shutil.rmtree(home / ".venv")
    ran = subprocess.run(
        [home / launcher], env={"PATH": str(programs)}, capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 2
    assert "Python 3.11 以上" in ran.stderr
    assert "Python 3.11 or newer" in ran.stderr


@posix
def test_another_lock_is_noticed(tmp_path: Path) -> None:
    """It would install, so it looks for a Python first, and here there is none."""
    installed_as_if(tmp_path, b"#!/bin/sh\n")
    assert subprocess.run([tmp_path / "hyoka"], check=False).returncode == 0
    (tmp_path / "requirements.txt").write_text("another==1\n", encoding="utf-8")
    (tmp_path / "tools" / "find-python.sh").write_text("exit 7\n", encoding="utf-8")
    assert subprocess.run([tmp_path / "hyoka"], check=False).returncode == 7


def installed_as_if(home: Path, program: bytes) -> None:
    """A folder with the launchers, and an environment that holds only `program`."""
    (home / ".venv" / "bin").mkdir(parents=True)
    shutil.copytree(ROOT / "tools", home / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("hyoka", "test", *LOCKS):
        shutil.copy(ROOT / name, home / name)
    shutil.copy(ROOT / "requirements.txt", home / ".venv" / "made-from-requirements.txt")
    (home / ".venv" / "made-in").write_text(f"{home.resolve()}\n", encoding="utf-8")
    (home / ".venv" / "bin" / "hyoka").write_bytes(program)
    (home / ".venv" / "bin" / "hyoka").chmod(0o755)
