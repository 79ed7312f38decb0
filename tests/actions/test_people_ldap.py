"""LDAP・Active Directory — against OpenLDAP's own server, started here; skipped where slapd or python-ldap is missing."""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.office import NOW, PASSWORD, a_person
from tests.server import a_free_port

SLAPD = shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SCHEMA = Path(os.environ.get("SLAPD_SCHEMA", "/etc/ldap/schema"))
MODULES = os.environ.get("SLAPD_MODULES", "/usr/lib/ldap")
THERE = "himitsu-no-aikotoba"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(SLAPD is None, reason="slapd がありません"),
    pytest.mark.skipif(importlib.util.find_spec("ldap") is None, reason="python-ldap がありません"),
]
LDIF = f"""dn: dc=city,dc=local
objectClass: dcObject
objectClass: organization
o: city
dc: city

dn: ou=people,dc=city,dc=local
objectClass: organizationalUnit
ou: people

dn: uid=A1,ou=people,dc=city,dc=local
objectClass: inetOrgPerson
uid: A1
cn: A1
sn: A1
userPassword: {THERE}

dn: uid=Z9,ou=people,dc=city,dc=local
objectClass: inetOrgPerson
uid: Z9
cn: Z9
sn: Z9
userPassword: {THERE}
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("slapd")
    (folder / "data").mkdir()
    (folder / "people.ldif").write_text(LDIF)
    (folder / "slapd.conf").write_text(
        f"modulepath {MODULES}\nmoduleload back_mdb.so\n"
        + "".join(f"include {SCHEMA}/{name}.schema\n" for name in ("core", "cosine", "inetorgperson"))
        + f'database mdb\nsuffix "dc=city,dc=local"\nrootdn "cn=root,dc=city,dc=local"\ndirectory {folder}/data\n'
        "access to attrs=userPassword by anonymous auth by * none\naccess to * by * none\n"
    )
    command = [str(SLAPD), "-f", str(folder / "slapd.conf")]
    subprocess.run(
        [str(SLAPD), "-Tadd", *command[1:], "-l", str(folder / "people.ldif")],
        check=True,
        capture_output=True,
    )
    port = a_free_port()
    address = f"ldap://127.0.0.1:{port}"
    server = subprocess.Popen([*command, "-h", address, "-d", "0"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(autouse=True)
def by_directory(directory, settings):
    settings.HYOKA_LDAP_URL = directory
    settings.HYOKA_LDAP_USER_DN = "uid={login},ou=people,dc=city,dc=local"
    settings.AUTHENTICATION_BACKENDS = [
        "django.contrib.auth.backends.ModelBackend",
        "hyoka.actions.people.ldap.LdapBackend",
    ]


def enters(login, password):
    from hyoka.actions.people.sign_in import sign_in
    from hyoka.actions.people.tries import CannotSignIn, Origin

    try:
        return sign_in(login=login, password=password, origin=Origin("10.0.0.1"), at=NOW).person.login
    except CannotSignIn:
        return ""


def without_password(login, **facts):
    person = a_person(login, **facts)
    person.set_unusable_password()
    person.save()
    return person


def test_the_directorys_password_opens_a_known_account():
    without_password("A1")
    assert enters("A1", THERE) == "A1"


def test_a_wrong_or_empty_password_opens_nothing():
    without_password("A1")
    assert [enters("A1", word) for word in ("wrong", "", " ")] == ["", "", ""]


def test_nobody_is_added_by_being_in_the_directory():
    from hyoka.store.models import Person

    assert enters("Z9", THERE) == ""
    assert not Person.objects.exists()


def test_a_closed_account_stays_closed():
    without_password("A1", is_active=False)
    assert enters("A1", THERE) == ""


def test_a_login_cannot_reach_another_entry():
    without_password("A1")
    without_password("A1,ou=people")
    assert enters("A1,ou=people", THERE) == ""
    assert enters("*", THERE) == ""


def test_a_local_password_works_beside_it_and_when_the_directory_is_away(settings):
    a_person("local")
    assert enters("local", PASSWORD) == "local"
    settings.HYOKA_LDAP_URL = f"ldap://127.0.0.1:{a_free_port()}"
    assert enters("local", PASSWORD) == "local"
    without_password("A1")
    assert enters("A1", THERE) == ""


def test_without_tls_no_password_leaves_this_machine():
    from hyoka.actions.people.ldap import needs_start_tls

    assert needs_start_tls("ldap://ad.city.local")
