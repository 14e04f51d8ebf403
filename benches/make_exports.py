#!/usr/bin/env python3
"""Make one large export of comments, and a site whose posts it belongs to.

    make_exports.py OUT --format wxr|csv|wide [--posts 10000] [--comments 1000000]
                    [--post-bytes 2000] [--comment-bytes 230] [--bytes 0] [--spam 0.1] [--seed 1]

OUT becomes a site: weerklank.toml, OUT/content/posts/*.md (one for each post, or `--site 0`), and the export in
OUT/content/comments/. With `--bytes` the export grows until it is that large, whatever `--comments` says. `wide` is a CSV
whose rows carry the text of the article too, as lists of SharePoint do.

Texts are pieces of one random text, so that four gigabytes take a minute. The same seed gives the same bytes.
"""
import argparse, os, random
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
\t<title>Blog</title>
\t<link>https://oud.example</link>
\t<pubDate>Mon, 23 Nov 2026 14:05:00 +0000</pubDate>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:base_site_url>https://oud.example</wp:base_site_url>
\t<wp:base_blog_url>https://oud.example</wp:base_blog_url>
"""

class Maker:
    def __init__(self, args):
        self.args, self.rng = args, random.Random(args.seed)
        words = open(os.path.join(HERE, "words-nl.txt"), encoding="utf-8").read().split()
        self.text = " ".join(self.rng.choices(words, k=400_000)).replace("&", "")
        self.names = ["%s %s" % (a.capitalize(), b.capitalize())
                      for a, b in zip(self.rng.choices(words, k=20_000), self.rng.choices(words, k=20_000))]
        self.start = datetime(2012, 1, 1)

    def piece(self, least, most):
        length = self.rng.randint(least, most)
        at = self.rng.randrange(len(self.text) - length)
        return self.text[at:at + length].strip()

    def comments(self):
        """Post, number, parent, moment, author, text, status, of one comment after another, post by post."""
        args, rng, number, post = self.args, self.rng, 0, 0
        each = max(1, args.comments // args.posts)
        least, most = args.comment_bytes * 6 // 23, args.comment_bytes * 40 // 23
        while True:
            post += 1
            own = []
            for _ in range(rng.randint(each // 2, each * 2 - each // 2)):
                number += 1
                parent = rng.choice(own) if own and rng.random() < 0.5 else 0
                moment = self.start + timedelta(days=post % 5000, seconds=number % 86400)
                status = "spam" if rng.random() < args.spam else "1"
                own.append(number)
                yield post, number, parent, moment, rng.choice(self.names), self.piece(least, most), status
            if not own:
                yield post, 0, 0, self.start, "", "", ""

def wxr(maker, out):
    args, last, written = maker.args, 0, out.write(HEAD)
    for post, number, parent, moment, name, text, status in maker.comments():
        if post != last:
            if last:
                written += out.write("\t</item>\n")
            if (args.bytes and written > args.bytes) or (not args.bytes and number > args.comments):
                break
            last = post
            content = "<p>" + maker.piece(args.post_bytes * 2 // 3, args.post_bytes * 4 // 3) + "</p>"
            written += out.write(f"""\t<item>
\t\t<title><![CDATA[Bericht {post}]]></title>
\t\t<link>https://oud.example/2012/bericht-{post}/</link>
\t\t<pubDate>Mon, 23 Nov 2020 14:05:00 +0000</pubDate>
\t\t<dc:creator><![CDATA[redactie]]></dc:creator>
\t\t<guid isPermaLink="false">https://oud.example/?p={post}</guid>
\t\t<description></description>
\t\t<content:encoded><![CDATA[{content}]]></content:encoded>
\t\t<wp:post_id>{post}</wp:post_id>
\t\t<wp:post_name><![CDATA[bericht-{post}]]></wp:post_name>
\t\t<wp:status><![CDATA[publish]]></wp:status>
\t\t<wp:post_type><![CDATA[post]]></wp:post_type>
""")
        if not number:
            continue
        account = hash_of(name) % 20_000 + 1
        written += out.write(f"""\t\t<wp:comment>
\t\t\t<wp:comment_id>{number}</wp:comment_id>
\t\t\t<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
\t\t\t<wp:comment_author_email><![CDATA[{name.split()[0].lower()}{account}@oud.example]]></wp:comment_author_email>
\t\t\t<wp:comment_author_url></wp:comment_author_url>
\t\t\t<wp:comment_author_IP><![CDATA[10.1.2.3]]></wp:comment_author_IP>
\t\t\t<wp:comment_date><![CDATA[{moment}]]></wp:comment_date>
\t\t\t<wp:comment_date_gmt><![CDATA[{moment}]]></wp:comment_date_gmt>
\t\t\t<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
\t\t\t<wp:comment_approved><![CDATA[{status}]]></wp:comment_approved>
\t\t\t<wp:comment_type><![CDATA[comment]]></wp:comment_type>
\t\t\t<wp:comment_parent>{parent}</wp:comment_parent>
\t\t\t<wp:comment_user_id>0</wp:comment_user_id>
\t\t</wp:comment>
""")
    out.write("</channel>\n</rss>\n")
    return last

def csv(maker, out, wide):
    args, last = maker.args, 0
    written = out.write("Nr;Artikel;Naam;E-mail;Datum;Reactie;Antwoord op;Status%s\r\n" % (";Inhoud artikel" if wide else ""))
    article = ""
    for post, number, parent, moment, name, text, status in maker.comments():
        if post != last:
            if (args.bytes and written > args.bytes) or (not args.bytes and number > args.comments):
                break
            last = post
            article = maker.piece(args.post_bytes * 2 // 3, args.post_bytes * 4 // 3) if wide else ""
        if number:
            account = hash_of(name) % 20_000 + 1
            row = f'{number};/2012/bericht-{post}/;{name};{name.split()[0].lower()}{account}@oud.example;{moment:%d-%m-%Y %H:%M};"{text}";' \
                  f'{parent or ""};{"spam" if status == "spam" else "ja"}'
            written += out.write(f'{row};"{article}"\r\n' if wide else row + "\r\n")
    return last

def hash_of(text):
    value = 0
    for character in text:
        value = (value * 31 + ord(character)) & 0xffffffff
    return value

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--format", choices=["wxr", "csv", "wide"], default="wxr")
    for name, value in [("posts", 10_000), ("comments", 1_000_000), ("post-bytes", 2_000), ("comment-bytes", 230), ("bytes", 0), ("seed", 1), ("site", 1)]:
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--spam", type=float, default=0.1)
    args = parser.parse_args()
    maker = Maker(args)
    folder = os.path.join(args.out, "content", "comments")
    os.makedirs(folder, exist_ok=True)
    os.makedirs(os.path.join(args.out, "content", "posts"), exist_ok=True)
    path = os.path.join(folder, "export.xml" if args.format == "wxr" else "export.csv")
    with open(path, "w", encoding="utf-8", newline="") as out:
        posts = wxr(maker, out) if args.format == "wxr" else csv(maker, out, args.format == "wide")
    with open(os.path.join(args.out, "weerklank.toml"), "w", encoding="utf-8") as out:
        out.write('title = "Groot"\nbase_url = "https://kennis.example/"\n[comments]\nold_hosts = ["oud.example"]\n')
    for post in range(1, posts + 1 if args.site else 2):
        with open(os.path.join(args.out, "content", "posts", f"bericht-{post}.md"), "w", encoding="utf-8") as out:
            out.write(f"---\ntitle: Bericht {post}\ndate: 2012-01-01\nslug: bericht-{post}\naliases: [/2012/bericht-{post}/]\n---\n{maker.piece(200, 400)}\n")
    print(path, os.path.getsize(path), posts, "posts")

main()
