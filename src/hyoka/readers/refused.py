"""受け取れない訳 — the closed list of reasons why an upload is refused, each with its code and its words.

Staff see the code and the message. A code never changes its meaning and is never used again.
"""

from enum import StrEnum


class Code(StrEnum):
    """Why an upload is refused."""

    EMPTY = "E-IMP-01"
    FILE_TOO_LARGE = "E-IMP-02"
    STRANGER = "E-IMP-03"
    LOCKED = "E-IMP-04"
    TOO_MANY_ENTRIES = "E-IMP-05"
    UNFOLDS_TOO_LARGE = "E-IMP-06"
    TRAP = "E-IMP-07"  # ratio, DOCTYPE, external entity, macro
    TOO_MUCH_IN_IT = "E-IMP-08"  # cells, pages, lines
    BAD_NAMES = "E-IMP-09"  # of the entries of a zip file
    TIME = "E-IMP-20"
    MEMORY = "E-IMP-21"
    ANSWER_TOO_LARGE = "E-IMP-22"
    BUSY = "E-IMP-23"
    NOT_A_SHEET = "E-IMP-30"  # in the reader's own words
    NO_SUCH_LAYOUT = "E-IMP-31"
    CRASH = "E-IMP-99"


# What is said where no reader has words of its own: what was found, what was expected, what to do.
WORDS = {
    Code.EMPTY: "ファイルが空です。評価表のテキスト、PDF、Excel（.xlsx）、JSON のどれかを選んでください。",
    Code.FILE_TOO_LARGE: "ファイルが大きすぎます（{found} MB）。{most} MB までです。評価表だけのファイルに分けてください。",
    Code.TOO_MANY_ENTRIES: "ブックの中の部品が多すぎます（{found:,}個）。{most:,}個までです。評価表を分けて書き出し直してください。",
    Code.UNFOLDS_TOO_LARGE: "展開すると大きすぎます（{found:,} MB）。{most} MB までです。評価表を分けて書き出し直してください。",
    Code.TRAP: "圧縮率が異常です（{found:,}倍）。ふつうのブックは {most} 倍までです。Excel で開いて「Excel ブック (.xlsx)」として保存し直してください。",
    Code.BAD_NAMES: "ブックの中の部品の名前が正しくないか、重なっています。Excel で開いて「Excel ブック (.xlsx)」として保存し直してください。",
    Code.TIME: "読むのに時間がかかりすぎるため、やめました（{most:g} 秒まで）。評価表を分けるか、Excel か PDF で保存し直してください。",
    Code.MEMORY: "読むのに要るメモリーが大きすぎるため、やめました（{most} MB まで）。評価表を分けるか、Excel か PDF で保存し直してください。",
    Code.ANSWER_TOO_LARGE: "読み取った内容が大きすぎます（{most} MB まで）。評価表を分けて、何度かに渡してください。",
    Code.BUSY: "ほかのファイルを読んでいて混み合っています。ファイルに問題はありません。少し待って、もう一度送ってください。",
    Code.CRASH: "このファイルを読む途中で、予期しない誤りが起きました。何も保存していません。別の形式で保存し直すか、番号 {incident} を管理者に伝えてください。",
}  # fmt: skip


class Refused(Exception):
    """The upload is refused: a code of the closed list, one Japanese line, and a number where we must look into it."""

    def __init__(self, code: Code, message: str, incident: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.incident = code, message, incident


def refusal(code: Code, *, found: int = 0, most: float = 0, incident: str = "") -> Refused:
    """A refusal in our own words."""
    return Refused(code, WORDS[code].format(found=found, most=most, incident=incident), incident)
