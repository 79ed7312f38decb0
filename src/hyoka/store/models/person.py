"""人 — accounts, the posts people hold and for how long, and tries at signing in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hyoka.workflow import Role


class PersonManager(BaseUserManager):
    def get_by_natural_key(self, username: str) -> "Person":
        return self.get(login=username)


class Person(AbstractBaseUser):
    """An account. It is never deleted: history names it. `epoch` ends all its sessions when it is raised."""

    login = models.CharField("職員番号・ログイン名", max_length=80, unique=True)
    name = models.CharField("氏名", max_length=80)
    email = models.EmailField("メールアドレス", blank=True)
    is_active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_last = models.BigIntegerField(default=0)  # the last time step that was used: a code works once
    recovery_codes = models.JSONField(default=list)  # hashes; each works once in place of a code
    epoch = models.IntegerField(default=0)
    subject = models.CharField(max_length=255, blank=True)  # who this is at the OpenID provider or in LDAP
    language = models.CharField(max_length=2, default="ja")

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ("name",)
    objects = PersonManager()

    class Meta:
        ordering = ("login",)

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.epoch}.{int(self.is_active)}"

    def get_session_auth_fallback_hash(self):  # type: ignore[no-untyped-def]
        for old in super().get_session_auth_fallback_hash():
            yield f"{old}.{self.epoch}.{int(self.is_active)}"


class Appointment(models.Model):
    """任用 — a role from one day to another, for a division, a department or the city."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    division = models.ForeignKey(
        "store.DivisionRecord", null=True, on_delete=models.PROTECT, related_name="appointments"
    )
    department = models.CharField(max_length=80, blank=True)
    is_deputy = models.BooleanField(default=False)  # 代決できる
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("person", "role")

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class SignInTry(models.Model):
    """サインインの試み — what the lock-out counts. The login is kept as a keyed hash."""

    login_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=64)  # network address
    at = models.DateTimeField()
    ok = models.BooleanField()

    class Meta:
        indexes = (
            models.Index(fields=("login_hash", "at")),
            models.Index(fields=("source", "at")),
            models.Index(fields=("at",), name="sign_in_try_at"),  # every sign-in sweeps the old ones away
        )
