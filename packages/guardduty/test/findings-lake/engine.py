"""Runs Athena's SQL in DuckDB over an export in a folder. What is to be run comes as JSON on stdin, what came out goes to stdout.

sqlglot, which others wrote, translates the SQL. Which files a query reads is found here and not by the library: the conditions that
reach the table are evaluated over the partitions that the table's projection properties describe, as the Athena User Guide has it.
"""

import datetime
import json
import os
import re
import sys
import time

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.pushdown_predicates import pushdown_predicates
from sqlglot.optimizer.qualify import qualify

KEYS = ("account", "region", "day")


def day_range(parameters, today):
    """`projection.day.range`: a fixed start, or one such as NOW-3YEARS."""
    assert parameters["projection.day.format"] == "yyyy/MM/dd"
    assert parameters.get("projection.day.interval", "1") == "1"
    assert parameters.get("projection.day.interval.unit", "DAYS") == "DAYS"
    start, end = parameters["projection.day.range"].split(",")
    assert end == "NOW"
    relative = re.fullmatch(r"NOW-(\d+)YEARS", start)
    if relative:
        first = today.replace(year=today.year - int(relative[1]))
    else:
        first = datetime.datetime.strptime(start, "%Y/%m/%d").date()
    return [first + datetime.timedelta(days=days) for days in range((today - first).days + 1)]


def partitions_of(parameters, today):
    assert parameters["projection.enabled"] == "true"
    for key in ("account", "region"):
        assert parameters[f"projection.{key}.type"] == "enum"
    assert parameters["projection.day.type"] == "date"
    days = day_range(parameters, today)
    return [
        (account, region, day.strftime("%Y/%m/%d"))
        for account in parameters["projection.account.values"].split(",")
        for region in parameters["projection.region.values"].split(",")
        for day in days
    ]


def folder_of(parameters, partition, bucket_root):
    location = parameters["storage.location.template"]
    for key, value in zip(KEYS, partition):
        location = location.replace("${" + key + "}", value)
    assert "$" not in location and location.endswith("/")
    return os.path.join(bucket_root, re.sub(r"^s3://[^/]+/", "", location))


def files_in(folder):
    if not os.path.isdir(folder):
        return []
    return sorted(os.path.join(folder, name) for name in os.listdir(folder))


def fixed_today(tree, today):
    return tree.transform(
        lambda node: exp.cast(exp.Literal.string(today.isoformat()), "date") if isinstance(node, exp.CurrentDate) else node
    )


def to_duckdb(sql, today):
    """What sqlglot leaves as it is: in Trino a text that is cast to JSON becomes a JSON string, in DuckDB it is parsed."""
    tree = fixed_today(sqlglot.parse_one(sql, dialect="athena"), today)
    for node in list(tree.find_all(exp.JSONFormat)):
        cast = node.this
        assert isinstance(cast, exp.Cast) and cast.to.this == exp.DataType.Type.JSON
        cast.replace(cast.this)
    return tree.sql(dialect="duckdb")


def conditions_at_table(query, view, today):
    """For each scan of the table, the conditions on partition keys that reach it when the view is taken apart."""
    tree = fixed_today(sqlglot.parse_one(query, dialect="athena"), today)
    for table in list(tree.find_all(exp.Table)):
        if table.name == "findings" and table.db:
            # The alias, where a query gives one, stays.
            table.replace(sqlglot.parse_one(view, dialect="athena").subquery(table.alias or "findings"))
    columns = {"finding": "text", **{key: "text" for key in KEYS}}
    databases = {table.db for table in tree.find_all(exp.Table) if table.name == "findings_raw"}
    assert len(databases) == 1
    tree = qualify(tree, schema={databases.pop(): {"findings_raw": columns}}, dialect="athena")
    tree = pushdown_predicates(tree, dialect="athena")
    scans = []
    for table in tree.find_all(exp.Table):
        if table.name != "findings_raw":
            continue
        where = table.find_ancestor(exp.Select).args.get("where")
        conjuncts = list(where.this.flatten()) if where and isinstance(where.this, exp.And) else [where.this] if where else []
        used = []
        for conjunct in conjuncts:
            names = {column.name for column in conjunct.find_all(exp.Column)}
            if names and names <= set(KEYS):
                bare = conjunct.transform(
                    lambda node: exp.column(node.name, quoted=True) if isinstance(node, exp.Column) else node
                )
                used.append(bare.sql(dialect="duckdb"))
        scans.append(used)
    return scans


def make_raw(connection, database, files, bucket_root):
    """The one-column table: a line is a value, whatever is in it; the folders give the keys."""
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{database}"')
    if files:
        connection.execute("CREATE OR REPLACE TEMP MACRO folder(path, part) AS list_extract(string_split(path, '/'), -part)")
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        # In Athena json_extract_scalar has no value for a text that is not JSON; in DuckDB it is an error.
        body = f"""
            SELECT
                CASE WHEN json_valid(line) THEN line END AS finding,
                folder(filename, 7) AS account,
                folder(filename, 5) AS region,
                folder(filename, 4) || '/' || folder(filename, 3) || '/' || folder(filename, 2) AS day
            FROM read_csv([{listed}], columns = {{'line': 'VARCHAR'}}, delim = '\x01', quote = '', escape = '',
                header = false, auto_detect = false, compression = 'gzip', filename = true, max_line_size = 1000000)"""
    else:
        body = "SELECT NULL::VARCHAR AS finding, '' AS account, '' AS region, '' AS day WHERE false"
    connection.execute(f'CREATE OR REPLACE VIEW "{database}"."findings_raw" AS {body}')


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool, list)) else str(value)


def main():
    job = json.load(sys.stdin)
    today = datetime.date.fromisoformat(job["today"])
    parameters = job["parameters"]
    database = job["database"]
    all_partitions = partitions_of(parameters, today)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET threads = 2")
    connection.execute("SET memory_limit = '%s'" % job.get("memory", "2GB"))
    connection.execute("CREATE TABLE partitions (account VARCHAR, region VARCHAR, day VARCHAR)")
    connection.execute(
        "INSERT INTO partitions SELECT unnest(?), unnest(?), unnest(?)", [list(key) for key in zip(*all_partitions)]
    )
    answers = {}
    for name, query in job["queries"].items():
        scans = conditions_at_table(query, job["view"], today)
        read = []
        for conditions in scans:
            where = " AND ".join(f"({condition})" for condition in conditions) or "true"
            left = connection.execute(f"SELECT account, region, day FROM partitions WHERE {where}").fetchall()
            read += [file for partition in left for file in files_in(folder_of(parameters, partition, job["root"]))]
        files = sorted(set(read))
        make_raw(connection, database, files, job["root"])
        view = to_duckdb(job["view"], today)
        connection.execute(f'CREATE OR REPLACE VIEW "{database}"."findings" AS {view}')
        translated = to_duckdb(query, today)
        started = time.monotonic()
        cursor = connection.execute(translated)
        columns = [column[0] for column in cursor.description]
        types = [str(column[1]) for column in cursor.description]
        rows = [dict(zip(columns, map(plain, row))) for row in cursor.fetchall()]
        answers[name] = {
            "rows": rows,
            "types": dict(zip(columns, types)),
            "scans": len(scans),
            "files": [os.path.relpath(file, job["root"]) for file in files],
            "bytes": sum(os.path.getsize(file) for file in read),
            "seconds": round(time.monotonic() - started, 2),
        }
    json.dump(answers, sys.stdout)


main()
