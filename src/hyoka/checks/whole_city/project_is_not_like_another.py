"""ほかの課に、よく似た事業がないか

ほかの課の事業と、名称、手段か目的（計画の文のうち、その事業の名前を掲げた段落）、活動指標がよく似ている事業の一覧です。誤りでは
ありません。重なる仕事を合わせられないか、相手の課の成果を使えないかを考える手がかりです。同じ課の中の事業、再掲の事業、名称が
まったく同じ事業（別の点検が言う）は含みません。
根拠: 行政改革の見直しの観点（類似・重複する事務事業の整理統合）
直し方: 相手の課と仕事の分担を確かめる。別の事業であれば、そのままでよい。
"""

from collections.abc import Iterator

from hyoka.checks.finding import Severity
from hyoka.checks.whole_city.city import City, named
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned, once_each
from hyoka.checks.whole_city.likeness import Likeness, Portrait, portraits_of, similar_groups


def project_is_not_like_another(city: City) -> Iterator[CityFinding]:
    for group, likeness in similar_groups(portraits_of(city)):
        yield _finding(city, group, likeness)


def _finding(city: City, group: list[Portrait], likeness: Likeness) -> CityFinding:
    alike = "、".join(
        f"{word} {share:.0%}"
        for word, share in zip(("名称", "手段・目的", "指標"), likeness.parts, strict=True)
        if share is not None
    )
    names = "、".join(f"{named(one.sheet)}の「{one.project.name}」" for one in group)
    return CityFinding(
        check="project-is-not-like-another",
        severity=Severity.NOTE,
        message=f"よく似た事業です: {names}（似ている度合い: {alike}）。",
        concerned=once_each(
            Concerned(
                sheet_key=one.sheet.key,
                at=one.place / "name",
                alone=f"事業「{one.project.name}」によく似た事業が、ほかの課にもあります。",
            )
            for one in group
        ),
        fiscal_year=city.fiscal_year,
    )
