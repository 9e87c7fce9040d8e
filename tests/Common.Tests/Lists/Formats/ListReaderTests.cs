using System;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

public sealed class ListReaderTests
{
    [Fact]
    public void A_plain_list_is_read_in_all_notations()
    {
        var list = ListText.Read(ListFormat.Auto, "# ours", "192.0.2.1", "", "  198.51.100.0/24 ; bad", "203.0.113.0/255.255.255.128", "10.0.0.5 - 10.0.0.9", "2001:db8::/32 # six", "!198.51.100.7");

        Assert.Equal((ListFormat.Plain, 8, 5, 1, 0, null), (list.Contents.Format, list.Contents.Lines, list.Contents.Entries, list.Contents.Exclusions, list.Contents.BadLineCount, list.Contents.Refusal));
        Assert.Equal(
            ["10.0.0.5-10.0.0.9", "192.0.2.1", "198.51.100.0-198.51.100.6", "198.51.100.8-198.51.100.255", "203.0.113.0/25", "2001:db8::/32"],
            list.Ranges);
    }
}
