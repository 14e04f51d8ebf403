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

# Remark42

REMARK42 = """\
{"version":1,"users":[],"posts":[{"url":"https://blog.lagevliet.example/water/","read_only":false}]}
{"id":"r1","pid":"","text":"<p>Waar meld ik me aan?</p>","orig":"Waar meld ik me aan?","user":{"name":"Douwe Kuipers","id":"github_81"},"locator":{"site":"lagevliet","url":"https://blog.lagevliet.example/water/"},"time":"2024-06-12T10:00:00+02:00"}
"""
write("remark42/backup.gz", gzip.compress(REMARK42.encode(), mtime=0))

# Isso

path = HERE / "isso/database.db"
path.parent.mkdir(exist_ok=True)
path.unlink(missing_ok=True)
connection = sqlite3.connect(path)
connection.execute("PRAGMA page_size = 512")
connection.execute("CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))")
connection.execute(
    "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL, modified FLOAT,"
    " mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL, author VARCHAR, email VARCHAR, website VARCHAR,"
    " likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL)"
)
connection.execute("INSERT INTO threads VALUES (1, '/water/', 'Water op straat'), (2, '/?p=529', NULL)")
rows = [
    (1, 1, None, 1714557600.25, 1, "Goed & **wel** <b>zo</b>.", "Gosse Veld", "gosse@post.example"),
    (1, 2, None, 1714557601, 4, "", None, None),
    (1, 3, 2, 1714557602.5, 1, "Antwoord op wat weg is.", "Ilse de Graaf", None),
    (1, 4, None, 1714557603, 2, "Wacht nog.", "Ruth Kamp", None),
    (2, 5, None, 1714557604, 1, "Onder een nummer.", None, None),
    (99, 6, None, 1714557605, 1, "Onder geen bladzijde.", "Dee", None),
]
connection.executemany(
    "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, email, voters) VALUES (?, ?, ?, ?, ?, '192.0.2.0', ?, ?, ?, x'00')",
    rows,
)
connection.execute("PRAGMA user_version = 5")
connection.commit()
connection.close()
write("isso/log-beside-database/comments.db", path.read_bytes())
# As it begins: its sign, its version and the size of a page.
write("isso/log-beside-database/comments.db-wal", bytes.fromhex("377f0682 002de218 00000200") + bytes(20))

# Tables of Excel

TABLE = "Artikel;Naam;Reactie\r\nwater-op-straat;Zoë ’t Hart;Eén “natte” straat kost € 5 per meter…\r\n"
write("csv/windows-1252.csv", TABLE.encode("cp1252"))
write("csv/utf-16.txt", TABLE.replace(";", "\t").encode("utf-16"))

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# The second style of a cell is a date with its time, the third one that somebody made.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="d\\ mmm\\ yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def cell(value, row, column):
    """A text as it is, anything else as XML with `@` for where it stands."""
    place = f'r="{chr(65 + column)}{row}"'
    return value.replace("@", place) if value.startswith("<") else f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>'


def rows(*lines):
    return "".join(
        f'<row r="{number}">{"".join(cell(value, number, column) for column, value in enumerate(line) if value)}</row>'
        for number, line in enumerate(lines, 1)
    )


def workbook(name, *sheets, properties="", strings=""):
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{title}" sheetId="{n}" state="{state}" r:id="r{n}"/>' for n, (title, state, _) in numbered)
    targets = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered)
    if strings:
        targets += f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>' for n, _ in numbered)
    parts = [
        (
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{types}</Types>',
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>'),
        ("xl/styles.xml", STYLES),
    ]
    parts += [
        (f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>')
        for n, (_, _, cells) in numbered
    ]
    if strings:
        parts.append(("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>'))
    write(name, zipped(parts))


HEADINGS = ["Datum", "Artikel", "Naam", "Reactie"]
WATER = "water-op-straat"
workbook(
    "xlsx/dates-by-style.xlsx",
    (
        "Reacties",
        "visible",
        rows(
            HEADINGS,
            ["<c @ s='1'><v>45334.586805555555</v></c>", WATER, "Wessel Kok", "Een getal met stijl."],
            ["<c @><v>45335</v></c>", WATER, "Ilse de Graaf", "Een getal zonder stijl."],
            ["14-2-2024", WATER, "Ruth Kamp", "Een tekst."],
        ),
    ),
)
workbook(
    "xlsx/dates-from-1904.xlsx",
    ("Reacties", "visible", rows(HEADINGS, ["<c @ s='1'><v>43872</v></c>", WATER, "Wessel Kok", "Twaalf februari."])),
    properties='<workbookPr date1904="1"/>',
)
workbook(
    "xlsx/formula-and-error.xlsx",
    (
        "Reacties",
        "visible",
        rows(
            HEADINGS,
            ["12-2-2024", WATER, "Wessel Kok", "<c @ t='str'><f>CONCATENATE(\"Goed\",\" stuk\")</f><v>Goed stuk</v></c>"],
            ["13-2-2024", WATER, "Ilse de Graaf", "<c @ t='e'><f>eens</f><v>#NAME?</v></c>"],
        ),
    ),
)
workbook(
    "xlsx/ids-as-numbers.xlsx",
    (
        "Reacties",
        "visible",
        rows(
            ["Id", "Antwoord op", *HEADINGS],
            ["<c @><v>12.0</v></c>", "", "12-2-2024", WATER, "Wessel Kok", "Vraag."],
            ["<c @><v>13</v></c>", "<c @><v>12</v></c>", "13-2-2024", WATER, "Ilse de Graaf", "Antwoord."],
            ["<c @><v>3.04907123456789E+17</v></c>", "", "14-2-2024", WATER, "Ruth Kamp", "Afgerond."],
        ),
    ),
)
workbook(
    "xlsx/sheets.xlsx",
    ("Oud", "hidden", rows(HEADINGS, ["1-2-2024", WATER, "Wessel Kok", "Verborgen."])),
    ("Uitleg", "visible", rows(["Wat", "Waarom"], ["Vul in", "Daarom"])),
    ("Reacties", "visible", rows(HEADINGS, ["12-2-2024", WATER, "Ilse de Graaf", "Zichtbaar."])),
    ("Reacties 2", "visible", rows(HEADINGS, ["13-2-2024", WATER, "Ruth Kamp", "Op een ander blad."])),
)
workbook(
    "xlsx/cell-far-away.xlsx",
    (
        "Reacties",
        "visible",
        rows(HEADINGS, ["12-2-2024", WATER, "Ilse de Graaf", "Hier."])
        + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>',
    ),
)

TEXTS = [*HEADINGS, WATER, "Ilse de Graaf"]
workbook(
    "xlsx/shared-strings.xlsx",
    (
        "Reacties",
        "visible",
        rows([f'<c @ t="s"><v>{n}</v></c>' for n in range(4)], ["12-2-2024", *[f'<c @ t="s"><v>{n}</v></c>' for n in (4, 5, 6)]]),
    ),
    strings="".join(f"<si><t>{text}</t></si>" for text in TEXTS)
    + '<si><r><t xml:space="preserve">Heel </t></r><r><rPr><b/></rPr><t>natte</t></r><r><t xml:space="preserve"> voeten.</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
)
workbook(
    "xlsx/dates-of-own-style.xlsx",
    ("Reacties", "visible", rows(HEADINGS, ["<c @ s='2'><v>45334</v></c>", WATER, "Wessel Kok", "Een dag in een eigen stijl."])),
)

# Viva Engage

MESSAGES = """\
id,group_id,thread_id,replied_to_id,in_private_group,in_private_conversation,sender_id,created_at,body,deleted_at,attachments
3049071234567890,7,3049071234567890,,false,false,11,2024-03-20T09:00:00Z,Nieuw op het blog: https://blog.lagevliet.example/water/,,
3049071234567891,7,3049071234567890,3049071234567890,false,false,12,2024-03-20T10:00:00Z,"Eindelijk, dank [[user:11]]!",,uploadedfile:137082854
"""
USERS = """\
id,name,email,state
11,Foekje Land,foekje@lagevliet.example,active
12,Rutger Bos,rutger@lagevliet.example,active
"""
VERSIONS = "id,message_id,version,body,created_at\n1,3049071234567891,1,Eindelijk!,2024-03-20T10:00:00Z\n"
write(
    "engage/whole-export.zip",
    zipped(
        [
            ("lagevliet.example/Messages.csv", MESSAGES),
            ("lagevliet.example/MessageVersions.csv", VERSIONS),
            ("lagevliet.example/Users.csv", USERS),
            ("lagevliet.example/Groups.csv", "id,name,privacy\n7,Water,public\n"),
            ("lagevliet.example/Files/foto.jpg", b"\xff\xd8\xff\xe0"),
            ("log.txt", "klaar\n"),
            ("request.txt", "alles\n"),
        ]
    ),
)

# Mail

MESSAGE = """\
From: Baukje Siebenga <baukje@post.example>
To: blog@lagevliet.example
Subject: RE: Water op straat [kb:water-op-straat]
Date: Mon, 22 Apr 2024 10:00:00 +0200
Message-ID: <1@post.example>
Content-Type: multipart/mixed; boundary=A

--A
Content-Type: text/plain; charset=iso-8859-15
Content-Transfer-Encoding: 8bit

Dat kostte één buur € 500.
--A
Content-Type: message/rfc822

From: Iemand <iemand@elders.example>
Subject: Geheim

Wat een ander schreef.
--A--
"""
write("mail/message-within.eml", MESSAGE.encode("iso-8859-15"))

# What is no export, and what is packed oddly

write("mail/file-of-outlook.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__substg1.0_0037001F".encode("utf-16-le"))
inner = zipped([("export.xml", first)])
write("foreign/zip-in-zip.zip", zipped([("deel-1.zip", inner), ("__MACOSX/._deel-1.zip", b"\x00\x05\x16\x07"), (".DS_Store", b"\x00\x00\x00\x01Bud1")]))
write("foreign/zip-leads-out.zip", zipped([("../buiten.xml", first), ("binnen.xml", second)]))
