"""言い分 — what a sentence says in figures: of which indicator, of which fiscal year, as actual, target or change."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from hyoka.checks.words.figures import Figure, find_figures
from hyoka.checks.words.mention import Mention, Sure
from hyoka.checks.words.names import core_of, deeds_alike
from hyoka.checks.words.scene import Said, Scene, unit_of
from hyoka.checks.words.tense import Tense, tense_of
from hyoka.checks.words.topic import turns_away
from hyoka.checks.words.units import count_alike
from hyoka.checks.words.years import years_said
from hyoka.sheet import Series
from hyoka.values import FiscalYear, YearInText


class Role(StrEnum):
    """What the figure is said to be."""

    ACTUAL = "actual"
    TARGET = "target"
    RISE = "rise"  # by so much more than before
    FALL = "fall"


class Period(NamedTuple):
    """The year a figure is of. `base`: the year it is compared with."""

    fiscal_year: FiscalYear
    is_said: bool  # False: it goes without saying
    base: FiscalYear | None = None


class Claim(NamedTuple):
    """A figure of a sentence and what it is said of."""

    said: Said
    figure: Figure
    series: Series
    sure: Sure
    role: Role
    period: Period


_YEAR_IS_BASE = re.compile(r"(?:末|実績|度末)?の?(?:を|より|から|と比|に比|と比べ|に対し|比(?![率較]))")
_YEAR_IS_RANGE = re.compile(r"(?:末)?(?:まで|以降|からの|~)")
_LIGHT_WORDS = re.compile(
    r"(?:末|中|現在|実績値?|時点|の|は|が|、|で|に|を|も|には|では|における|合計|合わせて|計|約|およそ|全体|件数|回数|人数|数|年間|年|月|まで|と|,|:|\()*"
)
_TARGET_BEFORE = re.compile(
    r"目標(?:値|件数|回数|人数|数)?(?:の|は|を|、|である|であった|だった|とした|とする|として(?:いた|いる)?|\()*(?:約|年間)?$"
)
_TARGET_AFTER = re.compile(r"(?:以上)?(?:を|の|という)目標|を目指")
_PLANNED = re.compile(
    r"(?P<word>予定|見込|計画|想定|定員|募集|上限|対象|全|うち|内訳|累計|延べ|のべ|だけ|上位|各|新規|新た|新しく|残り|ほか|他に?|追加|同じ|平均|最大|最多|最低)(?:では|[はのをにで])?(?:約)?$"
)
_PERSON_TIMES = ("延べ", "のべ")
_PLANNED_AFTER = re.compile(
    r"(?:分)?(?:を|の|と|が|に)?(?:予定|見込|計画して|想定|対象|上限|定員|募集|中(?!で)|のうち|ある)"
)
_BEFORE = re.compile(
    r"(?:[はがもでにを、(:]|どおり|通り|[増減]の|から|より|て|計|合わせて|あわせて|合計|約|およそ|ほぼ|延べ|のべ|年間|末|現在|実績|年度|比べ?|対し|上回る|下回る|(?:年度|年|末|現在|実績|合計|比|月|目標値?)の|目標|総数|件数|回数|人数|数)$"
)
_AFTER = re.compile(
    r"$|[、,。)(]|と(?:な|増|減|少|多|大|横|前|推移|、|目標|いう|し)|で(?!きる)|に(?!対する|分け|渡|わた|増やす|拡大する|する|向け)|だ|から|へ|まで|を(?:数え|記録|達成|超|上回|下回|突破|開催|実施|受け|維持|確保|目標)|が(?!対象|未)"
    r"|の(?:増|減|実績|利用|開催|参加|登録|申請|皆|方)|し|増|減|上回|下回|上昇|低下|伸び|開[きい催設]|行[いっ]|設け|開催|実施|以上|超|余|強|弱|程度|未満|以下|前後|近く"
)
# 「参加者のうち」「うち9件」: a part of the whole.
_OF_A_PART = re.compile(r"(?:の|この|その|(?<![ぁ-ん]))うち(?!わ)|内訳|内数")
_SUMMED_UP = re.compile(r"(?:計|合計|合わせて|あわせて|全体(?:では|で|として)?)(?:約)?$")
# 「4団体が解散した」: the verb says what of them is counted.
_DID = re.compile(r"が(?!あ[りっ])[ぁ-ん、]*(?P<verb>[一-龠々]{2})")
_BRACKETED_NOUN = re.compile(r"(?P<noun>[一-龠々ァ-ヴーA-Za-z0-9]+)\($")
_NOT_DONE = re.compile(
    r"(?:の|を|が|は|分)?(?:開催|実施|訪問|公開|作成)?(?:が|は|を|に)?(?:できな|出来な|しなかっ|せず|中止|見送|延期|取りやめ|至らな)"
)
_RISE = re.compile(
    r"(?:の|ほど|程度|余り?|分)?(?:増(?!やす|設|刷)|多(?:い|く|か)|上回|上昇|伸び|プラス|の?伸び)"
)
_FALL = re.compile(r"(?:の|ほど|程度|余り?|分)?(?:減(?!ら)|少な(?:い|く|か)|下回|低下|落ち込|マイナス)")
_MOVED_BY = re.compile(r"(?:の|を|分を?)?(?:減ら|減じ|削減|縮減|増や|追加|解消|除却|廃止|撤去)")
# 「目標を3件上回った」「県平均より25g少ない」: held against something else than another year.
_ABOVE_OR_BELOW = re.compile(r"(?:の|ほど|程度)?(?:上回|下回)")
_YEAR_BEFORE = re.compile(
    r"(?:年度?|年度?末|前回|実績)(?:の実績|の数値?)?(?:の[0-9][0-9,.]*[^、。ぁ-ん]{1,4})?[をにより]+(?:約)?$"
)
_OTHER_BASE = re.compile(
    r"(?:平均|全国|県|国|他市|前回調査|当時|年前|コロナ|計画|目標値?|予定|当初|見込|定員|上限)[^、]{0,14}(?:を|より|から|比べて?|比較して)(?:約)?$|年間で(?:約)?$"
)


def find_claims(scene: Scene, said: Said) -> Iterator[Claim]:
    """Everything a sentence says in figures of the sheet's indicators. What is not surely said is left out."""
    figures = find_figures(said.text, scene.units)
    mentions = scene.mentions(said) if figures else []
    if not mentions:
        return
    years = years_said(said.text, scene.fiscal_year, scene.columns)
    is_future = tense_of(said.text) is Tense.FUTURE
    for figure in figures:
        if any(year.start < figure.end and figure.start < year.end for year in years):
            continue
        mention = _subject(said.text, figure, mentions)
        role = _role(said.text, figure, mention) if mention else None
        if mention is None or role is None:
            continue
        period = _period(scene, said, figure, figures, years, mention)
        if period is None or (is_future and not period.is_said):
            continue
        figure = figure.in_unit(unit_of(mention.series))
        sure = Sure.END if _counts_times(said.text[: figure.start], mention) else mention.spot.sure
        yield Claim(said, figure, mention.series, sure, role, period)


def _role(sentence: str, figure: Figure, mention: Mention) -> Role | None:
    before, after = sentence[: figure.start], sentence[figure.end :]
    is_target = _TARGET_BEFORE.search(before[-14:]) and not _ABOVE_OR_BELOW.match(after)
    if is_target or _TARGET_AFTER.match(after):
        return Role.TARGET
    if _NOT_DONE.match(after) or _is_of_others(before, after, mention):
        return None
    planned = _PLANNED.search(before)
    is_named_so = planned is not None and planned["word"] in (mention.series.indicator.name or "")
    if (planned and not is_named_so and planned["word"] not in _PERSON_TIMES) or _PLANNED_AFTER.match(after):
        return None
    if _MOVED_BY.match(after):
        return None
    if (_RISE.match(after) or _FALL.match(after)) and (
        _OTHER_BASE.search(before) or (_ABOVE_OR_BELOW.match(after) and not _YEAR_BEFORE.search(before))
    ):
        return None
    if _RISE.match(after):
        return Role.RISE
    if _FALL.match(after):
        return Role.FALL
    return Role.ACTUAL


def _counts_times(before: str, mention: Mention) -> bool:
    """「延べ2,140人」 of an indicator that may count heads."""
    return before.endswith(_PERSON_TIMES) and not any(
        word in (mention.series.indicator.name or "") for word in _PERSON_TIMES
    )


def _is_of_others(before: str, after: str, mention: Mention) -> bool:
    """A part of the whole (うち9件), those who did something else (4団体が解散), or another's figure (全国平均(19.0%))."""
    if _OF_A_PART.search(before, mention.spot.end):
        return True
    name = mention.series.indicator.name or ""
    own = core_of(name)
    did = _DID.match(after)
    if did and not any(did["verb"] in words for words in (own.squeezed, *deeds_alike(own.deed))):
        return True
    bracketed = _BRACKETED_NOUN.search(before)
    noun = bracketed["noun"] if bracketed else ""
    return not _LIGHT_WORDS.fullmatch(noun) and noun.lower() not in name.lower()


def _period(
    scene: Scene, said: Said, figure: Figure, figures: list[Figure], years: list[YearInText], mention: Mention
) -> Period | None:
    """The fiscal year of a figure: said right before it, in brackets behind it, or the sheet's own in Check.

    A year that belongs to another part of the sentence (前年度に始めた教室の…) leaves it open: None.
    """
    is_check = said.stage.stage == "check"
    own = scene.fiscal_year if is_check else None
    bracketed = next((year for year in years if _is_bracketed(said.text, figure, year)), None)
    if bracketed:
        return Period(bracketed.fiscal_year, True)
    before = [
        year
        for year in years
        if year.end <= figure.start and (not is_check or year.fiscal_year <= scene.fiscal_year)
    ]
    if not before:
        return Period(_first_of_two(said, figure, figures, scene), False) if own else None
    last = before[-1]
    between = said.text[last.end : figure.start]
    if _YEAR_IS_RANGE.match(between):
        return None
    is_taken = any(
        last.end <= other.start and other.end <= figure.start for other in figures if other is not figure
    )
    if is_taken and own:
        base = last.fiscal_year if last.fiscal_year != own else None
        return Period(_first_of_two(said, figure, figures, scene), False, base)
    if _YEAR_IS_BASE.match(between):
        earlier = [year.fiscal_year for year in before[:-1] if year.fiscal_year > last.fiscal_year]
        year = earlier[-1] if earlier else own
        return Period(year, bool(earlier), last.fiscal_year) if year else None
    if _belongs(said.text, last, figure, mention):
        return Period(last.fiscal_year, True)
    return Period(own, False) if own == last.fiscal_year and own else None


def _is_bracketed(sentence: str, figure: Figure, year: YearInText) -> bool:
    """「5,696件(平成29年度)」, not 「6,154件(平成29年度5,696件)」."""
    opened = sentence[figure.end : year.start] == "("
    return opened and bool(re.match(r"(?:末|実績|現在)*\)", sentence[year.end :]))


def _first_of_two(said: Said, figure: Figure, figures: list[Figure], scene: Scene) -> FiscalYear:
    """「39.1%から41.6%に」: the first of two is the year before's."""
    is_first = said.text[figure.end :].startswith(("から", "より")) and any(
        other.start > figure.end and other.unit == figure.unit and other.start - figure.end <= 12
        for other in figures
    )
    return FiscalYear(scene.fiscal_year - is_first)


def _belongs(sentence: str, year: YearInText, figure: Figure, mention: Mention) -> bool:
    """Whether nothing but the indicator's name and light words stand between a year and a figure."""
    start, end = max(year.end, mention.spot.start), min(figure.start, mention.spot.end)
    between = (
        sentence[year.end : start] + sentence[end : figure.start]
        if start < end
        else sentence[year.end : figure.start]
    )
    return bool(_LIGHT_WORDS.fullmatch(between))


def _subject(sentence: str, figure: Figure, mentions: list[Mention]) -> Mention | None:
    """The indicator a figure is of: the surest that is named before it, or right behind it (12回の講座を開催)."""
    before, after = sentence[: figure.start], sentence[figure.end :]
    fitting = [mention for mention in mentions if _counts(mention.series, figure, after)]
    behind = [
        mention
        for mention in fitting
        if after.startswith("の") and mention.spot.start == figure.end + 1 and mention.spot.sure >= Sure.NAMED
    ]
    if behind:
        return max(behind, key=lambda mention: mention.rank)
    if before and not _BEFORE.search(before) and not any(before.endswith(one) for one in _things(fitting)):
        return None
    fitting = [mention for mention in fitting if _AFTER.match(after) or _is_done(mention.series, after)]
    near = [
        mention
        for mention in fitting
        if mention.spot.start < figure.start and not _turns_away(sentence, mention, figure)
    ]
    if not near:
        return None
    best = max(near, key=lambda mention: (*mention.rank, mention.spot.start))
    if best.spot.sure <= Sure.THING and unit_of(best.series) != figure.unit:
        return None
    rivals = {mention.series.indicator.name for mention in near if mention.rank == best.rank}
    return best if best.spot.sure is Sure.COUNTED or len(rivals) == 1 else None


def _counts(series: Series, figure: Figure, after: str) -> bool:
    """Whether the figure may count the indicator, or, in points, how far a rate moved."""
    unit = unit_of(series)
    is_moved = unit in ("%", "パーセント") and bool(_RISE.match(after) or _FALL.match(after))
    return count_alike(unit, figure.in_unit(unit).unit) or (is_moved and figure.unit == "ポイント")


def _is_done(series: Series, after: str) -> bool:
    """「6基新設し」「106箇所を取り替えた」「14橋の点検」: what follows is the indicator's own deed."""
    deed = core_of(series.indicator.name or "").deed
    return bool(deed) and after.removeprefix("を").removeprefix("の").startswith(deeds_alike(deed))


def _things(mentions: list[Mention]) -> set[str]:
    """The last thing of each name: 「橋りょう14橋」."""
    cores = [core_of(mention.series.indicator.name or "") for mention in mentions]
    return {core.things[-1] for core in cores if core.things}


def _turns_away(sentence: str, mention: Mention, figure: Figure) -> bool:
    end = min(mention.spot.end, figure.start)
    if _SUMMED_UP.search(sentence[: figure.start]):  # 「電話が812件、来所が476件の計1,288件」
        return False
    return turns_away(sentence[end : figure.start], core_of(mention.series.indicator.name or "").squeezed)
