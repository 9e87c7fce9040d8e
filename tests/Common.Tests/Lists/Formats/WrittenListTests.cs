using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>Lists in the forms of other programs: what was written is what is listed, no more and no less.</summary>
public sealed class WrittenListTests
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    public static TheoryData<string> Forms => [.. WrittenList.Forms.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_list_holds_what_was_written_into_it(string form)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var entries = Entries(random, form, random.Next(3, 80));
            var end = form is "JSON lines" ? LineEnds[seed % 2] : LineEnds[seed % 3];
            var text = (seed % 2 == 0 ? "\uFEFF" : "") + string.Join(end, new WrittenList(random).Lines(form, entries)) + (seed % 4 < 2 ? end : "");

            var list = ListText.Read(new ListReadOptions(), Encoding.UTF8.GetBytes(text));

            Assert.Equal((WrittenList.Forms[form], entries.Count, 0, 0, null),
                (list.Contents.Format, list.Contents.Entries, list.Contents.Exclusions, list.Contents.BadLineCount, list.Contents.Refusal));
            Assert.Equal(Set(entries), list.Ranges);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_that_is_named_is_read_as_one_that_is_found(string form)
    {
        var random = new Random(7);
        var entries = Entries(random, form, 40);
        var text = string.Join('\n', new WrittenList(random).Lines(form, entries));

        Assert.Equal(Set(entries), ListText.Read(WrittenList.Forms[form], text.Split('\n')).Ranges);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_list_in_pieces_is_the_same_list(string form)
    {
        var random = new Random(3);
        var entries = Entries(random, form, 400);
        var builder = new IpSetBuilder();

        var text = string.Join('\n', new WrittenList(random).Lines(form, entries));
        var contents = ListReader.Read(new PiecemealStream(Encoding.UTF8.GetBytes(text), 17), builder, new ListReadOptions());

        Assert.Equal((entries.Count, null), (contents.Entries, contents.Refusal));
        Assert.Equal(Set(entries), builder.Build().Ranges.Select(static range => range.Range.ToString()));
    }

    [Fact]
    public void Every_format_has_a_form() =>
        Assert.Equal(
            Enum.GetValues<ListFormat>()
                .Except([ListFormat.Auto, ListFormat.Plain, ListFormat.Rbldnsd, ListFormat.SpamhausDrop, ListFormat.SpamhausDropJson, ListFormat.Hosts])
                .Order(),
            WrittenList.Forms.Values.Distinct().Order());

    private static List<AddressRange> Entries(Random random, string form, int count)
    {
        var six = form is not ("address and mask" or "P2P" or "eMule" or "MikroTik" or "first, last and length" or "names of both ends");
        var entries = new List<AddressRange>();
        for (var i = 0; i < count; i++)
        {
            var address = Address.FromIPv4(0x0B00_0000 | (uint)random.Next(1 << 24));
            if (WrittenList.HasRanges(form))
                entries.Add(AddressRange.Between(address, Address.FromIPv4(address.IPv4 + (uint)random.Next(600))));
            else if (six && random.Next(4) == 0)
                entries.Add(AddressRange.Cidr(Address.FromIPv6(0x2001_0DB8_0000_0000UL | (uint)random.Next(), 0), random.Next(40, 65)));
            else
                entries.Add(AddressRange.Cidr(address, random.Next(2) == 0 ? 32 : random.Next(12, 32)));
        }

        return entries;
    }

    private static List<string> Set(IEnumerable<AddressRange> entries)
    {
        var builder = new IpSetBuilder();
        foreach (var entry in entries)
            builder.Add(entry, 1);
        return [.. builder.Build().Ranges.Select(static range => range.Range.ToString())];
    }
}
