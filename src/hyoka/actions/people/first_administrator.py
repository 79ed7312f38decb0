"""はじめの管理者 — made once by whoever installs hyoka; there is no account before, and none with a known password."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from hyoka.actions.events import append_city
from hyoka.actions.people.add_person import Added, tell_added
from hyoka.actions.people.passwords import make_password_once
from hyoka.actions.people.posts import administrators
from hyoka.actions.people.typed import Wrong, parse_name, parse_new_login, refuse
from hyoka.actions.refusal import Refusal
from hyoka.store.actors import SYSTEM
from hyoka.store.models import Appointment, Kind, Person
from hyoka.workflow import Role


def first_administrator(*, login: str, name: str, at: datetime) -> Added:
    """Whoever can run commands on the server may do this, as long as nobody administers. Raises Refusal."""
    try:
        login, name = parse_new_login(login), parse_name(name, "氏名")
    except Wrong as wrong:
        raise refuse(wrong) from wrong
    password = make_password_once()
    hashed = make_password(password)
    with transaction.atomic():
        if administrators(localdate(at)):
            raise Refusal("E-EXISTS", "管理者がもういます。職員の画面で加えてもらってください。")
        if Person.objects.filter(login__iexact=login).exists():
            raise Refusal("E-EXISTS", f"職員番号 {login} の人はもういます。別の職員番号にしてください。")
        made = Person.objects.create(login=login, name=name, password=hashed, must_change_password=True)
        Appointment.objects.create(person=made, role=Role.ADMIN.value)
        tell_added(made, SYSTEM, at, way="command")
        append_city(Kind.STAFF, SYSTEM, at, {"what": "appointed", "of": made.pk, "role": Role.ADMIN.value})
    return Added(made, password)
