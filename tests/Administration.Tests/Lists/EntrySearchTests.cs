using System.IO;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Lists;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Lists;

public sealed class EntrySearchTests
{
    private const string Settings = """
        { "exceptions": { "clients": [ "192.0.2.0/28", "mail.example.com" ] },
          "allowList": [ { "address": "192.0.2.7", "comment": "partner", "expires": "2020-01-01" } ],
          "blockList": [ "192.0.2.0/24", "192.0.2.7", "198.51.100.1" ],
          "lists": [ { "name": "good", "file": "good.txt", "kind": "allow" }, { "name": "bad", "file": "bad.txt", "mode": "report" },
                     { "name": "off", "file": "good.txt", "enabled": false }, { "name": "gone", "file": "gone.txt" } ] }
        """;

    [Fact]
    public void Each_entry_that_holds_an_address_is_found_in_the_order_in_which_they_are_heard()
    {
        using var folder = new ScratchFolder();
        folder.Write("good.txt", "192.0.2.4/30\n");
        folder.Write("bad.txt", "192.0.2.7\n192.0.2.8\n");
        var path = folder.Write("ipblock.json", Settings);
        Assert.True(Address.TryParse("192.0.2.7", out var address));
        var found = EntrySearch.Find(address, SettingsFile.Load(path).Settings!, path, Clock.System);
        Assert.Equal(
            ["Exceptions 192.0.2.0/28  True", "AllowList 192.0.2.7  False", "AllowFile 192.0.2.4/30 good True", "BlockList 192.0.2.0/24  True",
             "BlockList 192.0.2.7  True", "BlockFile 192.0.2.7-192.0.2.8 bad True"],
            found.Select(static one => $"{one.Place} {one.Entry} {one.List} {one.Holds}"));
        Assert.True(found[^1].Reports);
        Assert.Equal("partner", found[1].Comment);
    }

    [Fact]
    public void Where_no_entry_holds_it_there_is_none()
    {
        Assert.True(Address.TryParse("2001:db8::1", out var address));
        Assert.Empty(EntrySearch.Find(address, SettingsFile.Parse(Settings, "x").Settings!, Path.Combine(Path.GetTempPath(), "x"), Clock.System));
    }
}
