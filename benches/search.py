#!/usr/bin/env python3
"""Measures the reader's search in Chromium: bytes, requests and time of a cold first query and of further ones, the size of the
index, and how well a judged set of queries is answered.

    benches/search.py bytes  OUTPUT WORD...         each word as a cold first query, then as a further one
    benches/search.py size   REPORT.json            bytes per word of the index, from `weerklank build --json`
    benches/search.py judged OUTPUT JUDGED.tsv      nDCG@10 and MRR

OUTPUT is a built site. Bytes are those of the files as they lie there: the server does not compress, and caches nothing.
"""
import http.server
import json
import math
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
       "form-action 'self'; require-trusted-types-for 'script'; trusted-types weerklank")


def serve(folder, asked):
    """A server of this folder that notes what is asked for."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def end_headers(self):
            self.send_header("Content-Security-Policy", CSP)
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
    else:
        raise SystemExit(__doc__)
