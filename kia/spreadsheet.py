"""A table as CSV that a Dutch spreadsheet opens."""

import csv
import io

from exchange.columns import harmless
from exchange.download import file_response, spooled
from exchange.formats import csv_cell


def as_csv(headings, rows, *words, is_sample):
    """The answer with the file, called after these words."""
    with spooled() as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows([harmless(csv_cell(cell)) for cell in row] for row in rows)
        # The file stays open for the answer.
        text.detach()
        return file_response(file, "csv", *words, is_sample=is_sample)
