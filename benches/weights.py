#!/usr/bin/env python3
"""Weighs the pages of a built site, and times the first paint of one page of each kind in Chromium.

    benches/weights.py OUTPUT           bytes of HTML, style, script and inline drawings, for each kind of page
    benches/weights.py OUTPUT --paint   also first contentful paint, largest paint and layout shift on a slow 4G line
    benches/weights.py OUTPUT --posts   also a row for each post

OUTPUT is a built site. Bytes are those of the files as they lie there, not compressed; pictures are not counted, drawings of
charts within the page are, and stand in a column of their own. The line has 150 ms of latency and 1.6 Mbit/s, and the processor
four times its own time.
"""
import pathlib
import re
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from search import Browser, serve

MEASURES = """(() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return [performance.getEntriesByType('navigation')[0].responseEnd, paint ? paint.startTime : 0, window.largest || 0, window.moved || 0];
})()"""
WATCH = """window.largest = 0; window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => window.largest = e.startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.hadRecentInput ? 0 : e.value)).observe({ type: 'layout-shift', buffered: true });"""


def weigh(folder):
    """Each page with its kind and its bytes: HTML, style, script, drawings."""
    rows = []
    for path in sorted(folder.rglob("*.html")):
        html = path.read_bytes().decode()
        kind = re.search(r'<body class="kind-([a-z0-9-]+)', html)
        if not kind or kind[1] == "redirect":
            continue
        size = lambda pattern: sum((path.parent / name).resolve().stat().st_size for name in re.findall(pattern, html))
        drawings = sum(len(svg.encode()) for svg in re.findall(r'<svg class="?chart.*?</svg>', html, re.S))
        rows.append((kind[1], path.relative_to(folder), len(html.encode()), size(r'<link rel="stylesheet" href="([^"]+)"'), size(r'<script defer src="([^"]+)"'), drawings))
    return rows


def table(head, rows):
    widths = [max(len(str(row[at])) for row in [head, *rows]) for at in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(str(cell).ljust(width) if not at else str(cell).rjust(width) for at, (cell, width) in enumerate(zip(row, widths))))
    print()


def paint(folder, rows):
    """The times of the heaviest page of each kind, with nothing in the cache."""
    address = serve(str(folder), [])
    heaviest = {}
    for row in rows:
        if row[0] not in heaviest or sum(row[2:5]) > sum(heaviest[row[0]][2:5]):
            heaviest[row[0]] = row
    found = []
    for kind, (_, path, *_rest) in sorted(heaviest.items()):
        browser = Browser()
        browser.post("/goog/cdp/execute", {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": WATCH}})
        browser.post("/goog/cdp/execute", {"cmd": "Emulation.setCPUThrottlingRate", "params": {"rate": 4}})
        browser.network(150, 1_600_000)
        browser.open(f"{address}/{path}")
        browser.until("document.readyState === 'complete' && performance.getEntriesByName('first-contentful-paint').length > 0")
        browser.ask("scrollTo(0, document.body.scrollHeight)")
        browser.until("new Promise(done => setTimeout(() => done(true), 500))")
        end, first, largest, moved = browser.ask(MEASURES)
        found.append((kind, path, f"{end:.0f} ms", f"{first:.0f} ms", f"{first - end:.0f} ms", f"{largest:.0f} ms", f"{moved:.3f}"))
        browser.close()
    table(("kind", "heaviest page", "HTML there", "first paint", "after HTML", "largest paint", "shift"), found)


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = weigh(folder)
    kinds = {}
    for row in rows:
        kinds.setdefault(row[0], []).append(row)
    shown = []
    for kind, pages in sorted(kinds.items()):
        total = [sum(page[2:5]) for page in pages]
        middle = lambda at: round(statistics.median(page[at] for page in pages))
        shown.append((kind, len(pages), middle(2), middle(3), middle(4), round(statistics.median(total)), max(total), max(page[5] for page in pages)))
    table(("kind", "pages", "HTML", "style", "script", "all, middle", "all, most", "of which drawn"), shown)
    if "--posts" in sys.argv:
        table(("post", "HTML", "style", "script", "all", "drawn"), [(row[1], *row[2:5], sum(row[2:5]), row[5]) for row in rows if row[0] == "post"])
    if "--paint" in sys.argv:
        paint(folder, rows)


if __name__ == "__main__":
    main()
