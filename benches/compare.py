"""Times Weerklank and its peers on the same corpus; called by benches/compare."""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def corpus(out, layout, posts, comments):
    command = [sys.executable, HERE / "make_corpus.py", out, "--posts", posts, "--comments", comments, "--layout", layout]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def run(command, cwd):
    """Seconds, and MiB at the peak, of a command."""
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed:\n{errors.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def measure(name, runs, command, cwd, before):
    times, peaks = [], []
    for number in range(runs):
        before(number)
        seconds, peak = run(command, cwd)
        times.append(seconds)
        peaks.append(peak)
    print(f"{name:<44} {statistics.median(times):>8.2f} s {max(peaks):>8.0f} MiB", flush=True)
    return statistics.median(times)


def main():
    work, binary = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    posts, comments, runs = (int(text) for text in sys.argv[3:6])
    print(f"{posts} posts, {comments} comments each on average, median of {runs} runs")
    site = work / "weerklank"
    corpus(site, "weerklank", posts, comments)
    settings = 'title = "Proef"\nbase_url = "https://blog.example/"\n[comments]\nsources = ["comments"]\nold_hosts = ["blog.example"]\n'
    build = [binary, "build", "--quiet", "--now", "2026-11-23"]

    def clean(_):
        shutil.rmtree(site / "public", ignore_errors=True)
        shutil.rmtree(site / ".weerklank", ignore_errors=True)

    changed = sorted((site / "content" / "posts").rglob("*.md"))[posts // 2]

    def touch(number):
        with changed.open("a", encoding="utf-8") as file:
            file.write(f"\nNog een alinea, nummer {number}.\n")

    # Sources that were only just written are looked at again: a time of change is no proof yet.
    time.sleep(3)
    own = None
    for name, search in (("without search", "false"), ("with search", "true")):
        (site / "weerklank.toml").write_text(f"{settings}[search]\nenabled = {search}\n")
        time.sleep(3)
        cold = measure(f"Weerklank {name}, cold", runs, build, site, clean)
        measure(f"Weerklank {name}, nothing changed", runs, build, site, lambda _: None)
        measure(f"Weerklank {name}, one post changed", runs, build, site, touch)
        own = own or cold
    for name, arguments in (("hugo", ["--quiet"]), ("zola", ["build"])):
        program = shutil.which(name)
        if program is None:
            print(f"{name}: not installed")
            continue
        peer = work / name
        shutil.copytree(HERE / "peers" / name, peer)
        corpus(peer, name, posts, comments)
        time_taken = measure(
            f"{name}, cold", max(1, runs // 2), [program, *arguments], peer, lambda _: shutil.rmtree(peer / "public", ignore_errors=True)
        )
        print(f"{name} takes {time_taken / own:.1f} times as long as Weerklank without search, which it has not either")


main()
