"""What can stand in the way of somebody on a page, asked in the browser."""

from django.conf import settings

AXE = settings.BASE_DIR / "portal" / "tests" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW_AND_DARK = (390, "dark")
SIZES = [(320, "light"), NARROW_AND_DARK, (1440, "light"), (1440, "dark")]
# In the dark a page is laid out and told as in the light: only its colours differ.
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What reaches past the right edge, except what a region scrolls by itself.
TOO_WIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""
VIOLATIONS = """async rules => {
    const runOnly = Array.isArray(rules) ? {type: 'tag', values: rules} : rules;
    const found = await axe.run({runOnly, resultTypes: ['violations']});
    return found.violations.flatMap(v => v.nodes.map(
        n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
}"""
STRUCTURE = """() => {
    const wrong = [];
    const count = s => document.querySelectorAll(s).length;
    if (count('h1') !== 1) wrong.push(`${count('h1')} h1`);
    if (count('main') !== 1) wrong.push(`${count('main')} main`);
    if (document.documentElement.lang !== 'nl') wrong.push('lang is not nl');
    let last = 0;
    for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const level = Number(h.tagName[1]);
        if (level > last + 1) wrong.push(`h${last} then ${h.tagName}: ${h.textContent.trim()}`);
        last = level;
    }
    for (const nav of document.querySelectorAll('nav')) {
        const by = nav.getAttribute('aria-labelledby');
        const name = by ? document.getElementById(by)?.textContent : nav.getAttribute('aria-label');
        if (!name?.trim()) wrong.push(`a nav without a name: ${nav.outerHTML.slice(0, 80)}`);
    }
    for (const cells of document.querySelectorAll('th'))
        if (!cells.scope) wrong.push(`th without scope: ${cells.textContent}`);
    for (const table of document.querySelectorAll('table'))
        if (!table.caption) wrong.push('a table without a caption');
    return wrong;
}"""
# At least 24 by 24, unless it is a link inside a sentence (WCAG 2.5.8).
TOO_SMALL = """() => {
    const wrong = [];
    const parts = 'a[href], button, summary, input:not([type=hidden]), select, textarea';
    for (const e of document.querySelectorAll(parts)) {
        if (!e.checkVisibility() || e.closest('.mr-sla-over, .hz-sla-over, .mx-sla-over')) continue;
        // A checkbox is as large as the label around it.
        const whole = e.closest('label') ?? e;
        const boxes = [...whole.querySelectorAll('*'), whole].map(x => x.getBoundingClientRect());
        const left = Math.min(...boxes.map(b => b.left)), right = Math.max(...boxes.map(b => b.right));
        const top = Math.min(...boxes.map(b => b.top)), bottom = Math.max(...boxes.map(b => b.bottom));
        if (right - left >= 23.9 && bottom - top >= 23.9) continue;
        const line = e.closest('p, li, td, th, dd, blockquote, figcaption, h1, h2, h3, h4, div');
        const words = n => n?.textContent.replace(/\\s/g, '').length ?? 0;
        if (getComputedStyle(e).display === 'inline' && words(line) > words(e)) continue;
        wrong.push(`${Math.round(right - left)} x ${Math.round(bottom - top)}: ${e.outerHTML.slice(0, 120)}`);
    }
    return wrong;
}"""
# Text that is set with fewer than 5 characters to the line.
TOO_NARROW = """() => {
    const wrong = [];
    for (const e of document.querySelectorAll('main :is(p, li, dd, td, th, span, a)')) {
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        const text = e.textContent.replace(/\\s+/g, ' ').trim();
        const upright = getComputedStyle(e).writingMode !== 'horizontal-tb' || e.closest('svg');
        const hidden = !e.checkVisibility() || e.closest('[class*=verborgen], [class*=onzichtbaar]')
            || getComputedStyle(e.closest('thead') ?? e).clipPath !== 'none';
        if (!own || text.length < 20 || upright || hidden || e.offsetWidth < 2) continue;
        const range = document.createRange();
        range.selectNodeContents(e);
        const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 12))).size;
        if (lines > 3 && text.length / lines < 5)
            wrong.push(`${lines} lines: ${e.outerHTML.slice(0, 120)}`);
    }
    return wrong;
}"""


def in_every_look(page, check=lambda: [], sizes=SIZES):
    """What axe finds, narrow and wide, light and dark; and what `check` finds there."""
    page.evaluate(AXE.read_text())
    problems = []
    for width, colours in sizes:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        rules = RULES if colours == "light" else OF_COLOUR
        found = page.evaluate(VIOLATIONS, rules) + check()
        problems += [f"{page.url} {width} {colours}: {problem}" for problem in found]
    return problems
