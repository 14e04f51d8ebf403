"""Makes the databases in this folder with SQLite itself: python3 tests/exports/make.py

They are kept, because the tests need no SQLite. Everybody in them is invented.
"""

import pathlib
import sqlite3

HERE = pathlib.Path(__file__).parent
THREADS = "CREATE TABLE IF NOT EXISTS threads (    id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))"
COMMENTS = (
    "CREATE TABLE IF NOT EXISTS comments (     tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,"
    "     created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR,     text VARCHAR NOT NULL,"
    " author VARCHAR, email VARCHAR, website VARCHAR,     likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0,"
    " voters BLOB NOT NULL)"
)


def database(name, *pragmas):
    path = HERE / name
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fill(connection):
    connection.execute(THREADS)
    connection.execute(COMMENTS)
    connection.execute("INSERT INTO threads VALUES (1, '/2024/water/', 'Over wáter 😀')")
    connection.execute("INSERT INTO threads VALUES (2, '/?p=4', NULL)")
    insert = (
        "INSERT INTO comments (tid, id, parent, created, modified, mode, remote_addr, text, author, email, website, voters)"
        " VALUES (?, ?, ?, ?, NULL, ?, '192.0.2.0', ?, ?, ?, 'https://ali.voorbeeld.example', x'00')"
    )
    rows = [
        (1, 1, None, 1404000000.25, 1, "Goed & **wel**.", "Ali", "ali@voorbeeld.example"),
        (1, 2, 1, 1404000001, 1, "lang " * 4000, "Bo", None),
        (1, 3, 1, 1404000002.5, 2, "Wacht nog.", "Cas", None),
        (1, 4, None, 1404000003, 4, "", None, None),
        (2, 5, None, 1404000004, 1, "Onder een nummer.", None, None),
        (99, 6, None, 1404000005, 1, "Nergens.", "Dee", None),
        (1, 7, 4, 1404000006, 1, "Antwoord op wat weg is.", "Eef", "geen adres"),
        (1, 8, None, 1404000007, 7, "Vreemd.", "Fen", None),
    ]
    rows += [(1, number, None, 1404000000 + number, 1, f"Reactie {number}.", "Gé", None) for number in range(9, 303)]
    rows += [(1, 9_000_000_000_000_000_000, None, 1404000999, 1, "De laatste.", "Hé", None)]
    connection.executemany(insert, rows)
    # As the program itself does when it is updated: rows that were there have nothing there.
    connection.execute("ALTER TABLE comments ADD COLUMN notification INTEGER DEFAULT 0")
    connection.execute("PRAGMA user_version = 5")
    connection.commit()
    connection.close()


fill(database("isso-small-pages.db", "page_size = 512"))
fill(database("isso-utf-16.db", "page_size = 4096", "encoding = 'UTF-16le'"))



def people(name, numbers):
    """Those whom tests/suite/forget.rs knows as Writer, each with one comment, and one who was taken out by SQLite itself."""
    connection = database(name, "page_size = 1024")
    connection.execute(THREADS)
    connection.execute(COMMENTS)
    connection.execute("INSERT INTO threads VALUES (1, '/water/', 'Water')")
    insert = (
        "INSERT INTO comments (tid, id, created, mode, remote_addr, text, author, email, website, voters)"
        " VALUES (1, ?, ?, 1, ?, ?, ?, ?, ?, x'00')"
    )
    for n in numbers:
        text = f"De kanarie{n} zingt het peil{n} van onze sloot{n}: bel 06-1234{n:04}"
        row = (7000 + n, 1_767_261_600 + n, f"198.51.100.{n}", text, f"Zanna{n} van Wijk{n}", f"zw{n}.wijk@oud{n}.example")
        connection.execute(insert, (*row, f"https://site-van-{n}.example/"))
    connection.execute("INSERT INTO comments (tid, id, created, mode, text, voters) VALUES (1, 9999, 1, 1, ?, x'00')", ("ruimte " * 200,))
    connection.execute("DELETE FROM comments WHERE id = 9999")
    connection.commit()
    connection.close()


people("isso-people.db", range(100, 303))
people("isso-people-left.db", range(300, 303))

hostile = database("isso-hostile.db", "page_size = 512")
hostile.execute("CREATE TABLE hidden (id INTEGER PRIMARY KEY, uri, title)")
hostile.execute("CREATE VIEW threads AS SELECT id, uri, zeroblob(1000000000) AS title FROM hidden")
hostile.execute(
    "CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, text, mode, created, voters,"
    " author TEXT GENERATED ALWAYS AS (hex(zeroblob(500000000))) VIRTUAL)"
)
hostile.execute("CREATE TRIGGER x AFTER INSERT ON comments BEGIN DELETE FROM hidden; END")
hostile.commit()
hostile.close()
