"""Files that are not what they are called: told in a sentence that helps."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from exchange.reading import Unreadable, read_file

DAMAGED = "Dit Excel-bestand is beschadigd. Open het in Excel, bewaar het opnieuw als"
OTHER_KIND = "Dit bestand is geen tabel maar iets anders"
LOCKED = "Dit bestand is beveiligd met een wachtwoord."
OLD = "Dit is een Excel-bestand van voor 2007 (XLS)."
# The container of old Office files; a locked workbook is put into one.
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def workbook():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["jaar", "agenda"])
    book.active.append([2020, "Agenda A"])
    book.save(file)
    return file.getvalue()


def without(name, content):
    """The workbook with a part of it gone."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    return file.getvalue()


def refusal(name, content):
    with pytest.raises(Unreadable) as error:
        read_file(name, content, "inzet")
    return str(error.value)


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.xlsx", workbook()[:-400], DAMAGED),
        ("a.xlsx", without("xl/workbook.xml", workbook()), DAMAGED),
        ("a.xlsx", without("xl/worksheets/sheet1.xml", workbook()), DAMAGED),
        ("A.XLSX", b"PK\x03\x04" + bytes(100), DAMAGED),
        ("a.xlsx", b"jaar;agenda\r\n2020;x\r\n", ""),
        ("a.csv", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), OTHER_KIND),
        ("a.csv", b"MZ\x90\x03\xff\xfe\xfd" * 40, OTHER_KIND),
        ("a.csv", b"%PDF-1.7\n1 0 obj", OTHER_KIND),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(20), OTHER_KIND),
        ("a.csv", b"\x7fELF" + bytes(60), OTHER_KIND),
        ("a.csv", b"jaar;agenda\r\n2020;\x00", OTHER_KIND),
        ("a.xlsx", CONTAINER + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("A.CSV", CONTAINER + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("a.xls", CONTAINER + "Workbook".encode("utf-16-le"), OLD),
        ("a.xlsx", CONTAINER, OLD),
    ],
)
def test_a_file_that_is_not_what_it_is_called(name, content, said):
    if said:
        assert refusal(name, content).startswith(said)
    else:
        assert read_file(name, content, "inzet")[0].head == ["jaar", "agenda"]
