"""The tables of these pages, to take away."""

from kia.money import in_thousands
from kia.spreadsheet import as_csv

GAPS = ("thema", "code", "missie", "telbasis", "peildatum")
MONEY = (
    "thema",
    "code",
    "missie",
    "bijdragen",
    "begroting × € 1.000",
    "telt mee in de 25",
    "zonder bijdrage",
    "telbasis",
    "peildatum",
)
YES_NO = {True: "ja", False: "nee"}


def gaps_file(gaps, agenda):
    rows = [
        (m.theme, m.code, m.short_label, gaps.basis.label, gaps.today)
        for m in gaps.missing
    ]
    words = ("missies zonder bijdrage", agenda.slug, gaps.basis.label)
    return as_csv(GAPS, rows, *words, is_sample=gaps.is_sample)


def money_file(money):
    rows = [
        (
            row.mission.theme,
            row.mission.code,
            row.mission.short_label,
            row.mission.entries,
            in_thousands(row.euros),
            YES_NO[row.is_counted],
            YES_NO[row.is_gap],
            money.basis.label,
            money.today,
        )
        for row in money.rows
    ]
    words = ("missies", money.department.slug, money.basis.label)
    return as_csv(MONEY, rows, *words, is_sample=money.is_sample)
