"""行政評価 — read, check and print the evaluation sheets of Japanese cities.

The packages are the floors of one house and import downwards only:

    cli                          the way in
    readers | checks | writers   bytes → Reading | documents → Findings | documents → bytes
    tables | judging             document → tidy rows | proposed judgements
    layouts                      様式 as data
    sheet                        the document: 行政評価表
    plan                         総合計画, 行革大綱, divisions and their succession
    values                       年度, money, entries, Japanese text
"""

__version__ = "0.1.0"
