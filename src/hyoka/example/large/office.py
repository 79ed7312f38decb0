"""全庁の役所 — the people of the fifty divisions, and how far each sheet has come, thrown from the seed.

Divisions that people.toml knows keep their people, and the posts of the city are those of the whole office: whoever
knows the small demo signs in as before.
"""

from collections.abc import Iterator
from functools import cache

from hyoka.example.large.chance import dice
from hyoka.example.large.figures import YEARS
from hyoka.example.large.town import Division as Told
from hyoka.example.large.town import Measure, town
from hyoka.example.office import Division, Human, Office, Scene, office
from hyoka.workflow import Role, Stage

# How many of a hundred sheets stand at each stage.
EVALUATED = {
    Stage.DRAFT: 44, Stage.CHIEF: 10, Stage.HEAD: 10, Stage.DIRECTOR: 8, Stage.OFFICE: 15, Stage.FINAL: 7, Stage.PUBLISHED: 6,
}  # fmt: skip
PLANNED = {
    Stage.DRAFT: 58,
    Stage.CHIEF: 10,
    Stage.HEAD: 10,
    Stage.DIRECTOR: 5,
    Stage.OFFICE: 11,
    Stage.FINAL: 6,
}
NOTES = (
    "評価の文に、目標に届かなかった理由が書かれていません。担当で考えた理由を書き添えてください。",
    "決算額の増減の理由が空欄です。前年度と比べて変わった点を書いてください。",
    "改善内容が前年度とよく似ています。今年度に分かったことから書き起こしてください。",
)
SAID = (
    "成果指標の集計の方法が前年度と同じかどうか、ヒアリングまでに確かめてください。",
    "評価の根拠になった資料を、ヒアリングの前に事務局へ送ってください。",
    "ほかの課にも似た事業があります。違いを Plan に一言添えてください。",
)
_ROLES = {"tanto": Role.CLERK, "kakaricho": Role.CHIEF, "kacho": Role.HEAD}
# None of these is in people.toml: nobody is there twice.
_SURNAMES = ("青山", "秋山", "浅野", "荒木", "五十嵐", "市川", "岩田", "植田", "榎本", "大塚", "片山", "川口", "北村", "栗原", "黒田", "小池", "坂口", "桜井", "沢田", "柴崎", "島田", "杉本", "関口", "田口", "土屋", "戸田", "永井", "西川", "野村", "萩原", "馬場", "平田", "福島", "星野", "松井", "水野", "望月", "矢野", "吉川", "渡部")  # fmt: skip
_GIVEN = ("明", "杏奈", "勇", "恵美", "薫", "克也", "絹代", "浩", "早苗", "茂", "純子", "進", "聡子", "孝之", "千夏", "哲也", "奈々", "信夫", "春香", "英樹")  # fmt: skip


@cache
def large_office() -> Office:
    held = town()
    whole = office()
    known = {division.key: division.people for division in whole.divisions}
    names = _names()
    return Office(
        divisions=tuple(
            Division(
                key=told.key,
                name=told.name,
                department=told.department,
                people=known.get(told.key) or _people(told, names),
            )
            for told in held.divisions
        ),
        posts=whole.posts,
        scenes=tuple(_scene(measure) for measure in held.measures),
        first_year=YEARS[0],
    )


def plans() -> tuple[Scene, ...]:
    """How far the sheet of the coming year has come, measure by measure."""
    return tuple(_plan(measure) for measure in town().measures)


def _names() -> Iterator[str]:
    pairs = [f"{surname} {given}" for surname in _SURNAMES for given in _GIVEN]
    dice("people").shuffle(pairs)
    return iter(pairs)


def _people(told: Told, names: Iterator[str]) -> dict[Role, Human]:
    return {role: Human(login=f"{told.key}-{word}", name=next(names)) for word, role in _ROLES.items()}


def _scene(measure: Measure) -> Scene:
    chance = dice("scene", measure.no)
    [stage] = chance.choices(tuple(EVALUATED), tuple(EVALUATED.values()))
    is_returned = stage is Stage.DRAFT and chance.random() < 0.12
    return Scene(
        measure=str(measure.no),
        division=measure.division.key,
        stage=stage,
        typed=100 if is_returned or stage is not Stage.DRAFT else chance.choice((0, 30, 60, 80, 100)),
        note=chance.choice(NOTES) if is_returned else "",
        said=chance.choice(SAID) if chance.random() < 0.08 else "",
    )


def _plan(measure: Measure) -> Scene:
    chance = dice("plan", measure.no)
    [stage] = chance.choices(tuple(PLANNED), tuple(PLANNED.values()))
    typed = chance.choice((0, 0, 50, 80)) if stage is Stage.DRAFT else 100
    return Scene(measure=str(measure.no), division=measure.division.key, stage=stage, typed=typed)
