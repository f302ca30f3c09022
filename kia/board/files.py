"""The tables of these pages as CSV that a Dutch spreadsheet opens."""

import csv
import io

from exchange.columns import harmless
from exchange.download import file_response, spooled
from exchange.formats import csv_cell
from kia.money import in_thousands

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
    return _file(GAPS, rows, *words, is_sample=gaps.is_sample)


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
    return _file(MONEY, rows, *words, is_sample=money.is_sample)


def _file(headings, rows, *words, is_sample):
    with spooled() as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows([harmless(csv_cell(cell)) for cell in row] for row in rows)
        # The file stays open for the answer.
        text.detach()
        return file_response(file, "csv", *words, is_sample=is_sample)
