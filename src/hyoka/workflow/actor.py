"""行う人と相手 — what the policy needs to know of a person, and of the sheet that person wants to act on."""

from dataclasses import dataclass, replace

from hyoka.layouts import Season
from hyoka.workflow.role import Role
from hyoka.workflow.stage import Stage


@dataclass(frozen=True)
class Post:
    """職 — a role, held for a division, a department or the city. A deputy acts for its holder (代決)."""

    role: Role
    division: str = ""  # key; "" for roles of the city
    department: str = ""  # name of the department
    is_deputy: bool = False


@dataclass(frozen=True)
class Actor:
    """A person as of one moment: only the posts that are valid then."""

    person: int  # 0: the program itself
    name: str
    posts: tuple[Post, ...] = ()
    assigned: frozenset[str] = frozenset()  # keys of the sheets this person is assigned to

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)


@dataclass(frozen=True)
class Subject:
    """A sheet as the policy sees it."""

    key: str
    division: str
    department: str
    stage: Stage
    season: Season
    is_open: bool = True  # the office has opened its round
    has_final: bool = False  # there is an approved revision
    has_published: bool = False
    is_correction: bool = False  # 訂正: opened again after it was fixed, with a reason
    lent: tuple[tuple[str, frozenset[str]], ...] = ()  # divisions, and the rows that they evaluate

    @property
    def borrowers(self) -> frozenset[str]:
        return frozenset(division for division, _ in self.lent)

    def borrowed_at(self, parts: tuple[str, ...]) -> "Subject":
        """The sheet as it is at one place: lent to those only who have a row that the place lies in."""
        if not self.lent:
            return self
        here = frozenset(parts)
        return replace(self, lent=tuple((division, rows) for division, rows in self.lent if rows & here))
