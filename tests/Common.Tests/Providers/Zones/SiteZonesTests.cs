using System;
using System.IO;
using System.Text;
using IpBlock.Providers.Zones;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Tests.Providers.Zones;

public sealed class SiteZonesTests : IDisposable
{
    private const string Good = """{ "zones": ["bl.example.org", "example.net"], "state": "listsWorld", "since": "2026-11", "does": "it is parked", "advice": "remove it", "source": "us" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_the_programs_own_hold()
    {
        var zones = SiteZones.Read(_folder.PathOf("ipblock.json"));
        Assert.Equal((KnownZones.BuiltIn, 0, null), (zones.Table, zones.Added, zones.Trouble));
    }

    [Fact]
    public void Those_of_the_file_add_to_the_programs_own_and_go_before_them()
    {
        var zones = Read(Good, """{ "zones": ["sorbs.net"], "state": "refuses", "does": "it is back", "advice": "register", "source": "us" }""");
        Assert.Equal((2, null), (zones.Added, zones.Trouble));
        Assert.Equal((ZoneState.ListsWorld, "2026-11"), (zones.Table.Of("key.bl.example.org")!.State, zones.Table.Of("EXAMPLE.net.")!.Since));
        Assert.Equal(ZoneState.Refuses, zones.Table.Of("dnsbl.sorbs.net")!.State);
        Assert.Equal(ZoneState.Emptied, zones.Table.Of("ix.dnsbl.manitu.net")!.State);
        Assert.Equal(ZoneState.Emptied, KnownZones.Of("dnsbl.sorbs.net")!.State);
    }

    [Theory]
    [InlineData("\"state\": \"listsWorld\"", "\"state\": \"gone\"", "zones[0].state: write one of closed, emptied")]
    [InlineData("\"state\": \"listsWorld\"", "\"state\": 3", "zones[0].state")]
    [InlineData("\"state\": \"listsWorld\"", "\"state\": \"renamed\"", "zones[0].newZone")]
    [InlineData("\"since\": \"2026-11\"", "\"newZone\": \"bl.example.com\"", "zones[0].newZone")]
    [InlineData("\"since\": \"2026-11\"", "\"since\": \"2026-13\"", "zones[0].since")]
    [InlineData("\"since\": \"2026-11\"", "\"since\": \"2026-11\\n\"", "zones[0].since")]
    [InlineData("\"since\": \"2026-11\"", "\"when\": \"2026-11\"", "zones[0].when: a zone has no such property")]
    [InlineData("\"it is parked\"", "\"\"", "zones[0].does")]
    [InlineData("\"it is parked\"", "\"it is\\nparked\"", "zones[0].does")]
    [InlineData("\"remove it\"", "null", "zones[0].advice")]
    [InlineData("\"source\": \"us\"", "\"source\": [ \"us\" ]", "zones[0].source")]
    [InlineData("\"bl.example.org\"", "\"BL.example.org\"", "zones[0].zones")]
    [InlineData("\"bl.example.org\"", "\"org\"", "zones[0].zones")]
    [InlineData("\"bl.example.org\"", "\"bl..example.org\"", "zones[0].zones")]
    [InlineData("\"bl.example.org\", \"example.net\"", "", "zones[0].zones: write at least one zone")]
    [InlineData("{ \"zones\"", "[ ], { \"zones\"", "zones[0]: it is not an object")]
    [InlineData("\"source\": \"us\"", "\"source\": \"us\", \"source\": \"them\"", "a property occurs twice")]
    public void A_row_with_an_error_makes_the_whole_file_count_for_nothing(string good, string bad, string why)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var zones = Read(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(why, zones.Trouble, StringComparison.Ordinal);
        Assert.Same(KnownZones.BuiltIn, zones.Table);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not valid JSON")]
    [InlineData("{ \"zones\": [] }", "the format is not 1")]
    [InlineData("{ \"format\": 2, \"zones\": [] }", "the format is not 1")]
    [InlineData("{ \"format\": 1 }", "zones: it is missing")]
    [InlineData("{ \"format\": 1, \"zones\": [], \"lists\": [] }", "there is no property lists")]
    public void What_is_no_table_of_zones_counts_for_nothing(string text, string why) => Assert.Contains(why, Raw(Encoding.UTF8.GetBytes(text)).Trouble, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_too_large_or_no_text_or_no_file_counts_for_nothing()
    {
        Assert.Equal("it is larger than 4 MB", Raw(new byte[(4 << 20) + 1]).Trouble);
        Assert.Equal("it is not UTF-8 text", Raw([0xC3, 0x28]).Trouble);
        File.Delete(_folder.PathOf(SiteZones.FileName));
        Directory.CreateDirectory(_folder.PathOf(SiteZones.FileName));
        Assert.StartsWith("it cannot be read: ", SiteZones.Read(_folder.PathOf("ipblock.json")).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void The_programs_own_table_is_good_for_a_file_of_a_site()
    {
        using var stream = typeof(KnownZones).Assembly.GetManifestResourceStream("IpBlock.zones.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Assert.Equal(KnownZones.All.Count, Raw(bytes.ToArray()).Added);
    }

    private SiteZones Read(params string[] rows) => Raw(Encoding.UTF8.GetBytes("{ \"format\": 1, \"zones\": [ " + string.Join(", ", rows) + " ] }"));

    private SiteZones Raw(byte[] content)
    {
        File.WriteAllBytes(_folder.PathOf(SiteZones.FileName), content);
        return SiteZones.Read(_folder.PathOf("ipblock.json"));
    }
}
