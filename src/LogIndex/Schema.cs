using IpBlock.Reporting;

namespace IpBlock.LogIndex;

/// <summary>
/// The tables of the index. Decisions lie in the order of their time, and a filter is a walk from the newest back until a page is full: a walk over a million
/// takes less than a second whatever the filter, so that only clients and recipients have an index of their own. Texts stand in a table of their own, each
/// once, with <see cref="Wording.Client"/> for the client's address; what clients are called is hardly ever the same twice, and stands by the decision's
/// number. The line itself stays in the log, and is read there when it is shown.
/// </summary>
internal static class Schema
{
    private const string Version = "1";

    /// <summary>An index with another stamp is of another version, or knows other columns of the log: it is made anew.</summary>
    public static string Stamp { get; } = Version + " " + LogColumns.Fields;

    public const string Tables = """
        CREATE TABLE about(stamp TEXT NOT NULL);
        CREATE TABLE file(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, print BLOB NOT NULL);
        CREATE TABLE part(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, fields TEXT NOT NULL);
        CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
        CREATE TABLE mailbox(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE decision(
            time INTEGER NOT NULL, id INTEGER NOT NULL, kind INTEGER NOT NULL, provider INTEGER NOT NULL, rule INTEGER NOT NULL, client BLOB,
            recipient INTEGER NOT NULL, sender INTEGER NOT NULL,
            policy INTEGER NOT NULL, server INTEGER NOT NULL, event INTEGER NOT NULL, reply INTEGER NOT NULL, codes INTEGER NOT NULL, reason INTEGER NOT NULL,
            session TEXT NOT NULL, part INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
            PRIMARY KEY(time, id)) WITHOUT ROWID;
        CREATE TABLE hour(
            part INTEGER NOT NULL, hour INTEGER NOT NULL, provider INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(part, hour, provider, kind)) WITHOUT ROWID;
        INSERT INTO word VALUES(0, '');
        INSERT INTO mailbox VALUES(0, '');
        """;

    /// <summary>Made once the index has what the log had at first: kept up line by line, they would cost more than all the rest.</summary>
    public const string Indexes = """
        CREATE INDEX IF NOT EXISTS by_client ON decision(client, kind);
        CREATE INDEX IF NOT EXISTS by_recipient ON decision(recipient, kind);
        """;
}
