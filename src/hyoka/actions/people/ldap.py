"""LDAP・Active Directory — the password is tried at the directory (bind), and kept nowhere. Accounts are not made here.

Needs the extra `hyoka[ldap]` (python-ldap). The password goes over TLS only: ldaps://, or StartTLS on ldap://, but for
a directory on this very machine.
"""

import ipaddress
import logging
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from hyoka.store.models import Person

TIMEOUT = 5  # seconds
log = logging.getLogger("hyoka.people")


class LdapBackend:
    """In AUTHENTICATION_BACKENDS where HYOKA_LDAP_URL is set, after the accounts of our own."""

    def authenticate(self, request: Any, username: str, password: str) -> Person | None:
        """The directory is asked for unknown names too: the time it takes tells nothing."""
        if not username or not password:  # a bind without a password succeeds as nobody
            return None
        if not binds(settings.HYOKA_LDAP_URL, settings.HYOKA_LDAP_USER_DN, username, password):
            return None
        person: Person | None = Person.objects.filter(login=username, is_active=True).first()
        return person

    def get_user(self, user_id: int) -> Person | None:
        person: Person | None = Person.objects.filter(pk=user_id, is_active=True).first()
        return person


def binds(address: str, template: str, login: str, password: str) -> bool:
    """Whether the directory takes this password. One that cannot be reached takes none."""
    ldap: Any = import_module("ldap")  # an extra: it needs libraries of the system
    try:
        link = ldap.initialize(address)
        link.set_option(ldap.OPT_NETWORK_TIMEOUT, TIMEOUT)
        link.set_option(ldap.OPT_TIMEOUT, TIMEOUT)
        link.set_option(ldap.OPT_REFERRALS, 0)
        link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
        link.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
        if needs_start_tls(address):
            link.start_tls_s()
        link.simple_bind_s(name_of(template, import_module("ldap.dn").escape_dn_chars(login)), password)
        link.unbind_s()
    except (ldap.INVALID_CREDENTIALS, ldap.NO_SUCH_OBJECT, ldap.INVALID_DN_SYNTAX, ldap.UNWILLING_TO_PERFORM):
        return False
    except ldap.LDAPError as error:
        log.error("LDAP の要求が失敗しました: %s", type(error).__name__)
        return False
    return True


def name_of(template: str, login: str) -> str:
    """Who binds. The template is the city's; nothing but {login} is filled in.

    >>> name_of("uid={login},ou=people,dc=city", "A1")
    'uid=A1,ou=people,dc=city'
    """
    return template.replace("{login}", login)


def needs_start_tls(address: str) -> bool:
    """
    >>> [needs_start_tls(url) for url in ("ldaps://ad.city.local", "ldap://ad.city.local", "ldap://127.0.0.1:389")]
    [False, True, False]
    """
    parts = urlsplit(address)
    if parts.scheme != "ldap":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True
