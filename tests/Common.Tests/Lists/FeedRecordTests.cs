using System;
using System.IO;
using IpBlock.Lists;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Tests.Lists;

public sealed class FeedRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{ "source": [], "entries": 5 }""")]
    [InlineData("""{ "source": "a", "entries": [] }""")]
    [InlineData("""{ "source": "a", "entries": {} }""")]
    [InlineData("""{ "source": "a", "entries": "many" }""")]
    [InlineData("""{ "source": "a", "entries": 99999999999999999999 }""")]
    [InlineData("""{ "source": "a", "entries": 9999999999 }""")]
    [InlineData("""{ "source": "a", "tried": {} }""")]
    [InlineData("""{ "source": "a", "accepted": 5 }""")]
    [InlineData("""{ "source": "a", "accepted": [ [] ] }""")]
    [InlineData("""{ "source": "a", "tried": "9999-12-31T23:59:59Z" }""")]
    [InlineData("""{ "source": "a", "tried": "0001-01-01T00:00:00Z" }""")]
    [InlineData("""{ "source": "a", "notBefore": "9999-12-31T23:59:59+00:00" }""")]
    [InlineData("""{ "source": "a", "refreshed": "0001-01-01T00:00:00+14:00" }""")]
    [InlineData("""{ "source": "a", "updated": "yesterday" }""")]
    [InlineData("""{ "source": "a", "lastModified": "" }""")]
    [InlineData("""{ "source": "a", "entries": -5 }""")]
    [InlineData("""{ "source": "a", "failures": -2147483648 }""")]
    public void A_record_that_is_damaged_counts_as_none(string text)
    {
        File.WriteAllText(_folder.PathOf("record"), text);
        Assert.Equal(("", 0), (FeedRecord.Read(_folder.PathOf("record")).Source, FeedRecord.Read(_folder.PathOf("record")).Entries));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var record = new FeedRecord { Source = "a", ETag = "\"x\"", Entries = 5, Result = FeedResult.Held, Why = "it is empty", Failures = 2, Tried = DateTimeOffset.UnixEpoch.AddDays(9), Accepted = ["own 192.0.2.1"] };
        File.WriteAllText(_folder.PathOf("record"), record.ToJson());
        Assert.Equal(record.ToJson(), FeedRecord.Read(_folder.PathOf("record")).ToJson());
    }
}
