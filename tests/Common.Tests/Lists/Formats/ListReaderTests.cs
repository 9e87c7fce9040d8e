using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;
using IpBlock.Settings;
using IpBlock.Tests.Addresses;
using Xunit;

namespace IpBlock.Tests.Lists.Formats;

public sealed class ListReaderTests
{
    [Fact]
    public void Bad_lines_are_left_out_and_reported_with_number_and_cure_up_to_one_in_a_hundred()
    {
        var lines = Enumerable.Range(0, 198).Select(i => $"10.0.{i}.1").ToList();
        lines.InsertRange(5, ["", "# comment", "10.0.0.300"]);
        lines.Add("192.0.2.0/33\u0007");

        var list = ListText.Read(ListFormat.Auto, [.. lines]);

        Assert.Equal((198, 2, null, 198), (list.Contents.Entries, list.Contents.BadLineCount, list.Contents.Refusal, list.Set.Count));
        Assert.Equal(
            [new BadLine(8, "10.0.0.300", "'10.0.0.300' is not an IPv4 or IPv6 address; write an address, 192.0.2.0/24, or 192.0.2.1-192.0.2.9"), (202, "192.0.2.0/33?")],
            list.Contents.BadLines.Select((bad, i) => i == 0 ? (object)bad : (bad.Line, bad.Text)));
    }

    [Fact]
    public void A_list_with_more_bad_lines_is_refused_as_a_whole()
    {
        var list = ListText.Read(ListFormat.Plain, [.. Enumerable.Range(0, 98).Select(i => $"10.0.{i}.1"), "what", "is this"]);

        Assert.Equal("2 of 100 entries are invalid, which is more than 1 %; the first is in line 99: 'what' is not an IPv4 or IPv6 address; for host names, set the format to hosts", list.Contents.Refusal);
        Assert.Equal((98, 2, 0), (list.Contents.Entries, list.Contents.BadLineCount, list.Set.Count));
    }

    [Fact]
    public void A_refused_list_leaves_the_builder_as_it_was()
    {
        var builder = new IpSetBuilder();
        builder.Add(AddressRange.Of(Address.FromIPv4(1)), 1);

        ListReader.Read(new MemoryStream(Encoding.ASCII.GetBytes("10.0.0.1\nnonsense")), builder, new ListReadOptions());

        Assert.Equal(["0.0.0.1"], builder.Build().Ranges.Select(range => range.Range.ToString()));
    }

    [Fact]
    public void Several_lists_go_into_one_builder_each_with_its_value()
    {
        var builder = new IpSetBuilder();
        foreach (var (text, value) in new[] { ("10.0.0.0/24\n!10.0.0.7", (byte)2), ("10.0.0.0/30", (byte)1), ("10.0.0.4/30\n2001:db8::/32", (byte)3), ("10.0.1.0/24", (byte)2) })
            Assert.Null(ListReader.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)), builder, new ListReadOptions { Format = ListFormat.Plain, Value = value }).Refusal);

        Assert.Equal(
            ["10.0.0.0/30:1", "10.0.0.4-10.0.0.6:2", "10.0.0.7:3", "10.0.0.8-10.0.1.255:2", "2001:db8::/32:3"],
            builder.Build().Ranges.Select(range => $"{range.Range}:{range.Value}"));
    }

    [Fact]
    public void Only_so_many_bad_lines_are_kept_but_all_are_counted()
    {
        var file = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat("bad!", 500)));

        Assert.Equal((500, 10), (ListText.Read(new ListReadOptions { Format = ListFormat.Plain }, file).Contents.BadLineCount, ListText.Read(new ListReadOptions { Format = ListFormat.Plain }, file).Contents.BadLines.Count));
        var none = ListText.Read(new ListReadOptions { Format = ListFormat.Plain, BadLinesKept = 0 }, file).Contents;
        Assert.Empty(none.BadLines);
        Assert.Contains("line 1:", none.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_list_is_not_read_to_its_end()
    {
        var endless = new EndlessStream("nonsense\n");

        var contents = ListReader.Read(endless, new IpSetBuilder(), new ListReadOptions { Format = ListFormat.Plain });

        Assert.Equal(10_000, contents.BadLineCount);
        Assert.NotNull(contents.Refusal);
    }

    [Fact]
    public void A_line_without_an_end_takes_no_memory()
    {
        var endless = new EndlessStream("10.0.0.1 ", 50_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var contents = ListReader.Read(endless, new IpSetBuilder(), new ListReadOptions { Format = ListFormat.Plain });

        Assert.Equal((1, 1), (contents.Lines, contents.BadLineCount));
        Assert.Contains("longer than 4096 characters", contents.BadLines[0].Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Theory]
    [InlineData(4_000, 0)]
    [InlineData(4_096, 0)]
    [InlineData(4_097, 1)]
    [InlineData(65_536, 1)]
    [InlineData(70_000, 1)]
    [InlineData(200_000, 1)]
    public void Lines_after_a_long_one_have_their_own_numbers(int length, int bad)
    {
        var lines = Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"10.1.{i % 256}.{i / 256}"));
        var list = ListText.Read(ListFormat.Plain, [.. lines, "10.2.0.1 #".PadRight(length, 'x'), "10.3.0.1", "bad", "10.4.0.1"]);

        Assert.Equal((304, bad + 1, null), (list.Contents.Lines, list.Contents.BadLineCount, list.Contents.Refusal));
        Assert.Equal(303, list.Contents.BadLines[^1].Line);
        Assert.Equal((bad == 0, true, true), (list.Lists("10.2.0.1"), list.Lists("10.3.0.1"), list.Lists("10.4.0.1")));
    }

    [Fact]
    public void A_list_is_the_same_in_pieces_of_any_size_and_with_any_line_end()
    {
        var sample = from ranges in ListLines.Ranges.ListOf() from size in Gen.Choose(1, 40) from end in Gen.Elements("\n", "\r\n") from mark in Gen.Elements("", "\uFEFF") select (ranges, size, end, mark);
        Check.QuickThrowOnFailure(Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var file = Encoding.UTF8.GetBytes(s.mark + string.Concat(s.ranges.Select(range => range + s.end)));
            var builder = new IpSetBuilder();
            var contents = ListReader.Read(new PiecemealStream(file, s.size), builder, new ListReadOptions { Format = ListFormat.Plain });
            var expected = new IpSetBuilder();
            foreach (var range in s.ranges)
                expected.Add(range, 1);
            return contents.Refusal is null && contents.Entries == s.ranges.Count && contents.Lines == s.ranges.Count && builder.Build().Ranges.SequenceEqual(expected.Build().Ranges);
        }));
    }

    [Fact]
    public void What_is_excluded_is_taken_out_of_what_is_wider_or_equal_and_of_nothing_else()
    {
        var network = from address in Gen.Choose(0, 500) from bits in Gen.Choose(20, 32) select AddressRange.Cidr(Address.FromIPv4(0x0A000000 + (uint)address), bits);
        var sample = (from range in network from negative in Gen.Choose(0, 3) select (Range: range, Negative: negative == 0)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(sample.ToArbitrary(), entries =>
        {
            var set = ListText.Read(ListFormat.Plain, [.. entries.Select(entry => (entry.Negative ? "!" : "") + entry.Range)]).Set;
            return Enumerable.Range(-5, 600).Select(offset => Address.FromIPv4((uint)(0x0A000000 + offset))).All(address => set.Contains(address) == Listed(address));

            bool Listed(Address address) => entries.Where(entry => entry.Range.Contains(address)).OrderByDescending(entry => entry.Range.First).ThenBy(entry => entry.Range.Last)
                .ThenByDescending(entry => entry.Negative).Select(entry => !entry.Negative).FirstOrDefault();
        }));
    }

    [Fact]
    public void The_fast_way_to_read_a_line_and_the_slow_one_agree()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(ListLines.Mangled.ToArbitrary(), line =>
        {
            var bytes = Encoding.ASCII.GetBytes("x" + line + "x");
            var fast = IPv4Line.TryRead(bytes, 1, bytes.Length - 1, out var first, out var last);
            var slow = AddressRange.TryParse(line, out var range);
            return fast
                ? slow && range == AddressRange.Between(Address.FromIPv4(first), Address.FromIPv4(last))
                : !slow || char.IsWhiteSpace(line[0]) || line.Contains('-', StringComparison.Ordinal) || range.ToString() != line.Trim();
        }));
    }

    [Theory]
    [InlineData("\u00FF\u00FE1\0", "UTF-16")]
    [InlineData("\u00FE\u00FF\01", "UTF-16")]
    [InlineData("\u001F\u008B\u0008", "compressed")]
    [InlineData("PK\u0003\u0004", "compressed")]
    [InlineData("\r\n <!DOCTYPE html>\n", "web page")]
    public void What_is_no_text_or_no_list_is_refused_by_name(string beginning, string what)
    {
        foreach (var format in new[] { ListFormat.Auto, ListFormat.Plain, ListFormat.SpamhausDropJson })
            Assert.Contains(what, ListText.Read(new ListReadOptions { Format = format }, Encoding.Latin1.GetBytes(beginning)).Contents.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_an_empty_list()
    {
        var list = ListText.Read(new ListReadOptions(), Array.Empty<byte>());
        Assert.Equal((ListFormat.Plain, 0, 0, null), (list.Contents.Format, list.Contents.Lines, list.Contents.Entries, list.Contents.Refusal));
    }

    [Fact]
    public void A_million_lines_are_read()
    {
        var random = new Random(1);
        var text = new StringBuilder();
        var addresses = Enumerable.Range(0, 1_000_000).Select(_ => (uint)random.NextInt64(1L << 32)).ToArray();
        foreach (var address in addresses)
            text.Append(Address.FromIPv4(address)).Append('\n');

        var list = ListText.Read(new ListReadOptions(), Encoding.ASCII.GetBytes(text.ToString()));

        Assert.Equal((1_000_000, 0), (list.Contents.Entries, list.Contents.BadLineCount));
        Assert.All(addresses, address => Assert.True(list.Set.Contains(Address.FromIPv4(address))));
        Assert.InRange(list.Set.MemoryBytes, 1, 6_000_000);
    }

    [Fact]
    public void Missing_arguments_are_a_callers_mistake()
    {
        Assert.Throws<ArgumentNullException>(() => ListReader.Read(null!, new IpSetBuilder(), new ListReadOptions()));
        Assert.Throws<ArgumentNullException>(() => ListReader.Read(Stream.Null, null!, new ListReadOptions()));
        Assert.Throws<ArgumentNullException>(() => ListReader.Read(Stream.Null, new IpSetBuilder(), null!));
    }
}
