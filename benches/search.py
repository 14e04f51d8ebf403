#!/usr/bin/env python3
"""Measures the reader's search in Chromium: bytes, requests and time of a cold first query and of further ones, the size of the
index, and how well a judged set of queries is answered.

    benches/search.py bytes  OUTPUT WORD...         each word as a cold first query, then as a further one
    benches/search.py size   REPORT.json            bytes per word of the index, from `weerklank build --json`
    benches/search.py judged OUTPUT JUDGED.tsv      nDCG@10 and MRR
    benches/search.py table  OUTPUT REPORT.json [PAGEFIND]
                                                    every measure of a reader's search, with words of each frequency; and Pagefind's
                                                    beside them, if it has indexed the pages of the folder PAGEFIND

OUTPUT is a built site. Bytes are those of the files as they lie there: the server does not compress, and caches nothing.
"""
import gzip
import http.server
import json
import math
import pathlib
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
       "form-action 'self'; require-trusted-types-for 'script'; trusted-types weerklank")


def serve(folder, asked, policy=CSP):
    """A server of this folder that notes what is asked for."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def end_headers(self):
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.send_header("Cache-Control", "no-cache" if self.path.endswith(".html") else "max-age=3600")
            super().end_headers()

        def copyfile(self, source, outputfile):
            data = source.read()
            asked.append((time.time(), self.path, len(data)))
            outputfile.write(data)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


class Browser:
    """Chromium with an empty profile, over WebDriver."""

    def __init__(self, arguments=()):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if "successfully on port " in line:
                port = line.split("successfully on port ")[1].strip().rstrip(".")
                break
        threading.Thread(target=self.driver.stdout.read, daemon=True).start()
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900", *arguments]}
        self.base = f"http://127.0.0.1:{port}/session"
        session = self.post("", {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.base += "/" + session["sessionId"]

    def post(self, path, body):
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            return json.load(urllib.request.urlopen(request))["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(error.read().decode()[:2000])

    def open(self, address):
        self.post("/url", {"url": address})

    def ask(self, script):
        return self.post("/execute/sync", {"script": "return " + script, "args": []})

    def until(self, script, seconds=30):
        end = time.time() + seconds
        while time.time() < end:
            value = self.ask(script)
            if value:
                return value
            time.sleep(0.02)
        raise SystemExit(f"never true: {script}\n{self.post('/se/log', {'type': 'browser'})}")

    def network(self, latency, bits):
        self.post("/chromium/network_conditions", {"network_conditions": {"latency": latency, "throughput": bits // 8, "offline": False}})

    def close(self):
        urllib.request.urlopen(urllib.request.Request(self.base, method="DELETE"))
        self.driver.terminate()


RESULTS = "[...document.querySelectorAll('[data-results] > [data-url]')]"
DONE = "(document.querySelector('[data-count]')?.textContent.includes('“' + %s + '”') || false)"


def measure(folder, words):
    asked = []
    address = serve(folder, asked)
    rows = []
    for word in words:
        browser = Browser()
        browser.open(address + "/index.html")
        asked.clear()
        start = time.time()
        browser.open(f"{address}/search.html?q={urllib.parse.quote(word)}")
        browser.until(DONE % json.dumps(word))
        shown = time.time()
        time.sleep(0.5)
        # What was asked for before the first ten results stood there.
        early = browser.ask("(shown => performance.getEntriesByType('resource').filter(e => e.startTime < shown).map(e => new URL(e.name).pathname))"
                            "(performance.getEntriesByName('weerklank-shown')[0].startTime)")
        cold = [(path, size) for _, path, size in asked if path in early and path.endswith(".js")]
        later = sum(size for _, path, size in asked if path.endswith(".js"))
        row = {"word": word, "results": browser.ask("+document.querySelector('[data-count]').dataset.count"), "cold bytes": sum(size for _, size in cold), "requests": len(cold), "with 20": later,
               "script": sum(size for path, size in cold if "/assets/" in path), "root": sum(size for path, size in cold if "root" in path),
               "words": sum(size for path, size in cold if "/search/w" in path), "lists": sum(size for path, size in cold if "/search/p" in path),
               "texts": sum(size for path, size in cold if "/search/s" in path), "seconds": round(shown - start, 2)}
        rows.append(row)
        print(json.dumps(row), flush=True)
        browser.close()
    browser = Browser()
    browser.open(f"{address}/search.html?q=zzzz")
    browser.until("document.querySelector('[data-count]')")
    time.sleep(0.5)
    further = []
    for word in words:
        asked.clear()
        browser.ask(f"(b => {{ b.value = {json.dumps(word)}; b.form.requestSubmit(); }})(document.querySelector('#search-q'))")
        browser.until(DONE % json.dumps(word))
        time.sleep(0.4)
        early = browser.ask("(shown => performance.getEntriesByType('resource').filter(e => e.startTime < shown).map(e => new URL(e.name).pathname))"
                            "(performance.getEntriesByName('weerklank-shown').at(-1).startTime)")
        further.append(sum(size for _, path, size in asked if path in early and path.endswith(".js")))
        print("further", word, further[-1], flush=True)
    browser.close()
    median = lambda values: sorted(values)[len(values) // 2]
    print("cold median", median([row["cold bytes"] for row in rows]), "max", max(row["cold bytes"] for row in rows))
    print("further median", median(further), "max", max(further))


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def queries(count):
    """Words of each frequency of the made corpus, and pairs of them."""
    words = (pathlib.Path(__file__).parent / "words-nl.txt").read_text().split()
    spread = [words[min(len(words) - 1, int(4 * 1.9 ** (at * 13 / count)))] for at in range(count)]
    return [word if at % 4 else f"{word} {words[at * 7 % 300]}" for at, word in enumerate(dict.fromkeys(spread))]


SHOWN = "performance.getEntriesByName('weerklank-shown')"
EARLY = "(shown => performance.getEntriesByType('resource').filter(e => e.startTime < shown && e.name.endsWith('.js')).map(e => [new URL(e.name).pathname, e.startTime, e.responseEnd]))"


def steps(entries):
    """The longest row of requests that each began when one before was there, whose data told what to ask for: scripts and the root come
    with the page, then words, lists and places; the texts of results are asked for all at once, and wait for nothing but these."""
    texts = [entry for entry in entries if "/search/s" in entry[0]]
    others = [entry for entry in entries if "/search/s" not in entry[0] and "weerklank." not in entry[0]]
    longest = [(0, 0)]
    for _, start, end in sorted(others, key=lambda entry: entry[2]):
        longest.append((end, 1 + max(depth for before, depth in longest if before <= start)))
    return max(depth for _, depth in longest) + (1 if texts else 0)


def cold(folder, address, asked, words, slow=False):
    sizes, depths, times, packed = [], [], [], []
    for word in words:
        browser = Browser()
        browser.open(address + "/404.html")
        if slow:
            browser.network(150, 1_600_000)
        asked.clear()
        browser.open(f"{address}/search.html?q={urllib.parse.quote(word)}")
        browser.until(f"{SHOWN}.length > 0", 60)
        entries = browser.ask(f"{EARLY}({SHOWN}[0].startTime)")
        names = {name for name, _, _ in entries}
        times.append(browser.ask(f"{SHOWN}[0].startTime") / 1000)
        time.sleep(0.2 if not slow else 0)
        loaded = [path for _, path, _ in asked if path in names]
        sizes.append(sum(size for _, path, size in asked if path in names))
        packed.append(sum(len(gzip.compress((pathlib.Path(folder) / path[1:]).read_bytes(), 6)) for path in loaded))
        depths.append(steps(entries))
        browser.close()
    return sizes, depths, times, packed


def further(address, asked, words):
    browser = Browser()
    browser.open(f"{address}/search.html?q=dijk")
    browser.until(f"{SHOWN}.length > 0")
    time.sleep(0.5)
    sizes = []
    for word in words:
        browser.ask("performance.clearMarks() || performance.clearResourceTimings()")
        asked.clear()
        browser.ask(f"(b => {{ b.value = {json.dumps(word)}; b.form.requestSubmit(); }})(document.querySelector('#search-q'))")
        browser.until(f"{SHOWN}.length > 0")
        time.sleep(0.4)
        names = {name for name, _, _ in browser.ask(f"{EARLY}({SHOWN}[0].startTime)")}
        sizes.append(sum(size for _, path, size in asked if path in names))
    browser.close()
    return sizes


def misspelt(count):
    """Words of five letters or more with one wrong letter, that are no words themselves, each with the right one."""
    words = (pathlib.Path(__file__).parent / "words-nl.txt").read_text().split()
    known, chance, pairs = set(words), random.Random(7), []
    while len(pairs) < count:
        word = chance.choice(words)
        at, letter = chance.randrange(len(word)), chance.choice("abcdefghijklmnopqrstuvwxyz")
        wrong = chance.choice([word[:at] + letter + word[at + 1:], word[:at] + word[at + 1:], word[:at] + letter + word[at:], word[:at] + word[at + 1:at + 2] + word[at] + word[at + 2:]])
        if len(word) >= 5 and len(wrong) >= 5 and word.isascii() and word.isalpha() and wrong not in known:
            pairs.append((wrong, word))
    return pairs


def typos(folder, address, count):
    """The share of misspelt words whose right form is looked for, or a form that is as near; and the bytes that finding it takes."""
    browser = Browser()
    found, sizes = 0, []
    for wrong, right in misspelt(count):
        browser.open(f"{address}/search.html?q={wrong}")
        browser.until(f"{SHOWN}.length > 0")
        names = [name for name, _, _ in browser.ask(f"{EARLY}({SHOWN}[0].startTime)")]
        meant = browser.ask("document.querySelector('[data-meant]')?.dataset.meant || ''")
        # A wrong letter may make another form of the word, which is found without asking.
        found += meant == right or not meant and browser.ask(f"[...document.querySelectorAll('[data-results] mark')].some(mark => mark.textContent.toLowerCase() === {json.dumps(right)})")
        sizes.append(sum((pathlib.Path(folder) / name[1:]).stat().st_size for name in names if name.startswith(("/search/e", "/search/f", "/assets/search-"))))
    browser.close()
    return found / count, sizes


def keys(address, words):
    """From a key press to results on screen, when what it needs is there, on a processor four times as slow."""
    browser = Browser()
    browser.open(f"{address}/search.html?q=dijk")
    browser.until(f"{SHOWN}.length > 0")
    times = []
    for warm in (True, False):
        if not warm:
            browser.post("/goog/cdp/execute", {"cmd": "Emulation.setCPUThrottlingRate", "params": {"rate": 4}})
        for word in words:
            for end in range(3, len(word) + 1):
                typed = json.dumps(word[:end])
                took = browser.ask(f"(async b => {{ await new Promise(done => setTimeout(done, 100)); performance.clearMarks(); b.value = {typed}; const start = performance.now(); "
                                   "b.dispatchEvent(new Event('input')); while (!performance.getEntriesByName('weerklank-shown').length) await new Promise(done => setTimeout(done, 1)); "
                                   "await new Promise(done => requestAnimationFrame(() => setTimeout(done))); return performance.now() - start; })(document.querySelector('#search-q'))")
                if not warm:
                    times.append(took)
    browser.close()
    return times


def table(folder, report, pagefind):
    asked = []
    address = serve(folder, asked)
    words = queries(24)
    sizes, depths, _, packed = cold(folder, address, asked, words)
    rows = [("first query, cold, median / p95", f"{percentile(sizes, 0.5) / 1000:.1f} / {percentile(sizes, 0.95) / 1000:.1f} kB")]
    rows.append(("the same from a server that compresses (gzip 6)", f"{percentile(packed, 0.5) / 1000:.1f} / {percentile(packed, 0.95) / 1000:.1f} kB"))
    more = further(address, asked, words)
    rows.append(("each further query, median / p95", f"{percentile(more, 0.5) / 1000:.1f} / {percentile(more, 0.95) / 1000:.1f} kB"))
    rows.append(("sequential steps after the page, median / most", f"{percentile(depths, 0.5)} / {max(depths)}"))
    _, _, times, _ = cold(folder, address, asked, words[:8], slow=True)
    rows.append(("slow 4G, cold, first results, median / most", f"{percentile(times, 0.5):.2f} / {max(times):.2f} s"))
    pressed = keys(address, [word for word in words if " " not in word][:8])
    rows.append(("key press to results, CPU slowed 4 times, median / p95", f"{percentile(pressed, 0.5):.0f} / {percentile(pressed, 0.95):.0f} ms"))
    share, more = typos(folder, address, 200)
    rows.append(("one wrong letter, words of 5 letters or more: found, more bytes median / most", f"{100 * share:.1f} %, {percentile(more, 0.5) / 1000:.1f} / {max(more) / 1000:.1f} kB"))
    search = json.load(open(report))["search"]
    rows.append(("index, bytes per word", f"{(search['bytes'] - search['shown']) / search['tokens']:.2f}"))
    for name, value in rows:
        print(f"| {name} | {value} |", flush=True)
    if pagefind:
        of_pagefind(pagefind, words)


PAGE = """<!doctype html><title>Pagefind</title><script type="module">
const pagefind = await import("/pagefind/pagefind.js");
window.find = async (query) => {
  const found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  return found.results.length;
};
window.ready = true;
</script>"""


def of_pagefind(folder, words):
    """Bytes of Pagefind's own script and data, without its interface: a first query with ten excerpts, and further ones."""
    (pathlib.Path(folder) / "measure.html").write_text(PAGE)
    asked = []
    address = serve(folder, asked, policy=None)
    first = []
    for word in words[:8]:
        browser = Browser()
        asked.clear()
        browser.open(address + "/measure.html")
        browser.until("window.ready || false")
        browser.ask(f"window.find({json.dumps(word)})")
        first.append(sum(size for _, path, size in asked if "/pagefind/" in path))
        browser.close()
    browser = Browser()
    browser.open(address + "/measure.html")
    browser.until("window.ready || false")
    browser.ask("window.find('dijk')")
    more = []
    for word in words:
        asked.clear()
        browser.ask(f"window.find({json.dumps(word)})")
        more.append(sum(size for _, path, size in asked if "/pagefind/" in path))
    browser.close()
    print(f"Pagefind: first query {percentile(first, 0.5) / 1000:.0f} / {percentile(first, 0.95) / 1000:.0f} kB, further {percentile(more, 0.5) / 1000:.0f} / {percentile(more, 0.95) / 1000:.0f} kB", flush=True)


def size(report):
    search = json.load(open(report))["search"]
    index = search["bytes"] - search["shown"]
    print(json.dumps({**search, "index bytes per word": round(index / search["tokens"], 3), "shown bytes per word": round(search["shown"] / search["tokens"], 3)}))


def judged(folder, path):
    """Each line of the set: a query, a tab, and the addresses that answer it, the best first, with blanks between."""
    browser = Browser()
    gains, ranks = [], []
    for line in open(path):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        query, wanted = line.split("\t")
        wanted = wanted.split()
        browser.open(f"file://{folder}/search.html?q={urllib.parse.quote(query)}")
        browser.until("document.querySelector('[data-count]')")
        found = browser.ask(f"{RESULTS}.map(item => item.dataset.url)")[:10]
        worth = {address: 3 if at == 0 else 2 if at == 1 else 1 for at, address in enumerate(wanted)}
        gain = sum((2 ** worth.get(address, 0) - 1) / math.log2(at + 2) for at, address in enumerate(found))
        best = sum((2 ** value - 1) / math.log2(at + 2) for at, value in enumerate(sorted(worth.values(), reverse=True)[:10]))
        rank = next((1 / (at + 1) for at, address in enumerate(found) if address in wanted), 0)
        gains.append(gain / best)
        ranks.append(rank)
        if gain / best < 0.7:
            print(f"{gain / best:.2f} {rank:.2f} {query}: {' '.join(found[:4])}  wanted {' '.join(wanted[:3])}")
    browser.close()
    print(f"{len(gains)} queries, nDCG@10 {sum(gains) / len(gains):.3f}, MRR {sum(ranks) / len(ranks):.3f}")


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "bytes":
        measure(sys.argv[2], sys.argv[3:])
    elif len(sys.argv) == 3 and sys.argv[1] == "size":
        size(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "judged":
        judged(sys.argv[2], sys.argv[3])
    elif len(sys.argv) in (4, 5) and sys.argv[1] == "table":
        table(sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else None)
    else:
        raise SystemExit(__doc__)
