"""Packs the exports of tests/sites/formats that are no text: python3 tests/exports/formats.py

They are kept, because the tests need neither Python nor SQLite. Everybody in them is invented.
"""

import gzip
import pathlib
import sqlite3
import zipfile

HERE = pathlib.Path(__file__).parent.parent / "sites/formats/content/comments"
DAY = (2024, 10, 1, 12, 0, 0)

REMARK42 = """\
{"version":1,"users":[],"posts":[{"url":"https://blog.lagevliet.example/2024/dijkbewaking/","read_only":false}]}
{"id":"r1","pid":"","text":"<p>Waar meld ik me aan?</p>","orig":"Waar meld ik me aan?","user":{"name":"Douwe Kuipers","id":"github_81"},"locator":{"site":"blog","url":"https://blog.lagevliet.example/2024/dijkbewaking/"},"time":"2024-06-12T10:00:00+02:00"}
{"id":"r2","pid":"r1","text":"<p>Bij de <em>dijkwacht</em>, op donderdag.</p>","orig":"Bij de *dijkwacht*, op donderdag.","user":{"name":"Aafke Broer","id":"github_82"},"locator":{"site":"blog","url":"https://blog.lagevliet.example/2024/dijkbewaking/"},"time":"2024-06-12T11:00:00+02:00"}
{"id":"r3","pid":"","text":"","orig":"","user":{"name":"deleted","id":"deleted"},"locator":{"site":"blog","url":"https://blog.lagevliet.example/2024/dijkbewaking/"},"time":"2024-06-13T11:00:00+02:00","delete":true}
"""


def remark(number, parent, approved, author, text):
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{author}]]></wp:comment_author>"
        f"<wp:comment_date_gmt><![CDATA[2024-03-2{number % 10} 08:00:00]]></wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved><![CDATA[{approved}]]></wp:comment_approved>"
        f"<wp:comment_type><![CDATA[comment]]></wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>\n"
    )


WORDPRESS = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n<title>De Lage Vliet</title>\n<wp:wxr_version>1.2</wp:wxr_version>\n'
    "<wp:base_site_url>https://blog.lagevliet.example</wp:base_site_url>\n<wp:base_blog_url>https://blog.lagevliet.example</wp:base_blog_url>\n"
    "<item><title><![CDATA[Later maaien langs de sloot]]></title><link>https://blog.lagevliet.example/?p=412</link>"
    "<wp:post_id>412</wp:post_id><wp:post_name><![CDATA[]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>"
    "<wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password>\n"
    + remark(701, 0, 1, "Jurjen Hofman", "Wanneer is de Dwarssloot aan de beurt?")
    + remark(702, 701, 1, "Mieke Aalders", "In september, zegt de planning.")
    + remark(703, 0, 0, "Iemand", "Mag ik zelf maaien?")
    + "</item>\n</channel>\n</rss>\n"
)

MESSAGES = """\
id,group_id,thread_id,replied_to_id,in_private_group,in_private_conversation,sender_id,created_at,body,deleted_at,attachments
3049071234567890,7,3049071234567890,,false,false,11,2024-03-20T09:00:00Z,Nieuw op het blog: https://blog.lagevliet.example/2024/sluis-zes/,,
3049071234567891,7,3049071234567890,3049071234567890,false,false,12,2024-03-20T10:00:00Z,"Eindelijk, dank [[user:11]]!",,
3049071234567892,7,3049071234567890,3049071234567891,false,false,11,2024-03-20T11:00:00Z,Graag gedaan.,,
"""
USERS = """\
id,name,email,state
11,Foekje Land,foekje@voorbeeld.example,active
12,Rutger Bos,rutger@voorbeeld.example,active
"""
COMMENTS = """\
Date,Link,Message
2024-08-21 13:04:05,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7301,"Driehonderd alen, wat een ""oogst"" voor het eerste jaar!"
"""
PROFILE = """\
First Name,Last Name,Maiden Name,Address,Birth Date,Headline
Silke,Zwart,,,,Ecoloog
"""
ROWS = [
    ["Naam", "Afdeling", "Datum", "Artikel", "Reactie", "Status"],
    ["Wessel Kok", "Buitendienst", "26-8-2024", "vismigratie", "Ik zag er ook een zeeforel bij.", "ja"],
    ["Ilse de Graaf", "Ecologie", "26-8-2024", "Vismigratie langs de stuw", "Die staat nu in de telling.", "ja"],
    ["Ilse de Graaf", "Ecologie", "27-8-2024", "vismigratie", "Nog even nakijken.", "nee"],
]
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(name, text):
    (HERE / name).write_bytes(gzip.compress(text.encode(), mtime=0))


def archive(name, files):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, DAY), text, zipfile.ZIP_DEFLATED)


def workbook(name, rows):
    cell = lambda row, column, text: f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
    lines = (
        f'<row r="{number}">{"".join(cell(number, column, text) for column, text in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    kind = f"application/vnd.openxmlformats-officedocument.spreadsheetml"
    archive(
        name,
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">'
            '<sheets><sheet name="Reacties" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        },
    )


def isso():
    path = HERE / "isso.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 512")
    connection.execute("CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))")
    connection.execute(
        "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,"
        " modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,"
        " likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL)"
    )
    connection.execute("INSERT INTO threads VALUES (1, '/2024/vismigratie/', 'Vismigratie langs de stuw')")
    rows = [
        (1, None, 1724400000.25, 1, "Tellen jullie ook **snoek**?", "Gosse Veld"),
        (2, 1, 1724403600, 1, "Ja, achttien dit jaar.", "Ilse de Graaf"),
        (3, None, 1724407200, 2, "Wacht nog op iemand.", "Ruth Kamp"),
    ]
    connection.executemany(
        "INSERT INTO comments (tid, id, parent, created, mode, text, author, voters) VALUES (1, ?, ?, ?, ?, ?, ?, x'00')", rows
    )
    connection.commit()
    connection.close()


packed("remark42-backup.gz", REMARK42)
packed("wordpress.xml.gz", WORDPRESS)
archive("engage.zip", {"Messages.csv": MESSAGES, "Users.csv": USERS})
archive("linkedin.zip", {"Comments.csv": COMMENTS, "Profile.csv": PROFILE})
workbook("formulier.xlsx", ROWS)
isso()
