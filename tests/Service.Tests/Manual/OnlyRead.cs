namespace IpBlock.Service.Tests.Manual;

/// <summary>Commands of <c>ipblock</c> in the documents that are read by the real command line, with their arguments and options, and not run on the sample site.</summary>
internal static class OnlyRead
{
    public static readonly (string Begins, string Reason)[] All =
    [
        ("fleet", "needs a PostgreSQL server; the tests of the fleet run it"),
        ("log --fleet", "needs the database of a fleet; the tests of the fleet run it"),
        ("stats --fleet", "needs the database of a fleet; the tests of the fleet run it"),
        ("report --server", "needs the database of a fleet; the tests of the fleet run it"),
        ("replay --fleet", "needs the database of a fleet; the tests of the fleet run it"),
        ("lists update", "fetches from the Internet; the tests of the feeds run it"),
        ("catalog update", "fetches from the Internet; the tests of the catalogue run it"),
        ("config set catalogue.publicKey", "the key is cut off in the document"),
        ("catalog sign", "needs a catalogue of one's own and a key; the tests of the catalogue run it"),
        ("notify test", "sends mail; the tests of the notifications run it"),
        ("provider retry", "waits for a running service; the tests of the health run it"),
    ];

    /// <summary>Commands that are run, and whose exit code is 2 although nothing is wrong with them.</summary>
    public static readonly (string Begins, string Reason)[] ThatFail =
    [
        ("status", "the sample site has no running service"),
        ("doctor", "the sample site has no running service"),
    ];
}
