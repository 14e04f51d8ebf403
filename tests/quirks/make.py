"""Makes the fixtures that are no text: python3 tests/quirks/make.py

They are kept, because the tests need neither Python nor SQLite. Everybody in them is invented.
"""

import gzip
import io
import pathlib
import sqlite3
import zipfile

HERE = pathlib.Path(__file__).parent
DAY = (2024, 10, 1, 12, 0, 0)


def write(name, content):
    (HERE / name).parent.mkdir(parents=True, exist_ok=True)
    (HERE / name).write_bytes(content)


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            content = content.encode() if isinstance(content, str) else content
            archive.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# WordPress


def wxr(encoding, number, slug, *remarks):
    comments = "".join(
        f"<wp:comment>\n<wp:comment_id>{number + place}</wp:comment_id>\n<wp:comment_author><![CDATA[{author}]]></wp:comment_author>\n"
        f"<wp:comment_date_gmt><![CDATA[2024-01-15 0{8 + place}:30:00]]></wp:comment_date_gmt>\n"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>\n<wp:comment_approved><![CDATA[1]]></wp:comment_approved>\n"
        "</wp:comment>\n"
        for place, (author, text) in enumerate(remarks)
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}" ?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
        "<wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_blog_url>https://blog.lagevliet.example</wp:base_blog_url>\n"
        f"<item>\n<link>https://blog.lagevliet.example/{slug}/</link>\n<wp:post_name>{slug}</wp:post_name>\n"
        f"<wp:status>publish</wp:status>\n<wp:post_type>post</wp:post_type>\n{comments}</item>\n</channel>\n</rss>\n"
    )


QUOTED = ("Zoë ’t Hart", "Eén “natte” straat kost € 5 per meter…")
write("wxr/file-windows-1252.xml", wxr("ISO-8859-1", 701, "water-op-straat", QUOTED).encode("cp1252"))
write("wxr/file-not-utf-8.xml", wxr("UTF-8", 701, "water-op-straat", QUOTED).encode("cp1252"))
write("wxr/file-utf-16.xml", wxr("UTF-8", 701, "water-op-straat", QUOTED).encode("utf-16"))
first = wxr("UTF-8", 701, "water-op-straat", ("Jurjen Hofman", "Staat de put ook op de lijst?"))
second = wxr("UTF-8", 711, "gemaal-zuidpolder", ("Frouke", "Draait hij al?"))
write("wxr/gzip.xml.gz", gzip.compress(first.encode(), mtime=0))
write(
    "wxr/zip.zip",
    zipped([("lagevliet/lagevliet.wordpress.2024-06-01.000.xml", first), ("lagevliet/lagevliet.wordpress.2024-06-01.001.xml", second)]),
)
