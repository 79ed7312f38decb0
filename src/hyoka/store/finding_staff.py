"""職員をさがす — the list of people with what they are today, for the administrator's screen and its file."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from hyoka.store.models import Appointment, Person
from hyoka.workflow import Role

SORTS = ("login", "name", "last_login")
STATES = ("active", "closed", "first_password", "no_post")


def holds_on(day: date, prefix: str = "") -> Q:
    """People, posts and divisions that hold on a day; both ends count."""
    since, until = f"{prefix}valid_from", f"{prefix}valid_until"
    return (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": day})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
    )


def find_staff(
    *, today: date, text: str = "", role: str = "", division: str = "", state: str = "", sort: str = "login"
) -> QuerySet[Person]:
    """People by name or number, role, division or state, with their posts that hold or are to come."""
    coming = Appointment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    found = Person.objects.prefetch_related(
        Prefetch(
            "appointments", coming.select_related("division").order_by("valid_from", "role"), to_attr="posts"
        )
    )
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(login__icontains=word) | Q(email__icontains=word))
    held = Appointment.objects.filter(holds_on(today))
    if role in set(Role):
        held = held.filter(role=role)
    if division:
        held = held.filter(division__key=division)
    if role or division:
        found = found.filter(pk__in=held.values("person_id"))
    open_now = Q(is_active=True) & holds_on(today)
    if state == "active":
        found = found.filter(open_now)
    elif state == "closed":
        found = found.exclude(open_now)
    elif state == "first_password":
        found = found.filter(open_now, must_change_password=True)
    elif state == "no_post":
        found = found.filter(open_now).exclude(pk__in=held.values("person_id"))
    key = sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "login"
    order = F(key).desc(nulls_last=True) if sort.startswith("-") else F(key).asc(nulls_last=True)
    return found.order_by(order, "login")
