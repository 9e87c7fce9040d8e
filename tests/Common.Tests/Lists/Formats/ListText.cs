using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Lists.Formats;
using IpBlock.Settings;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>A list that was read, and the set that came of it.</summary>
internal sealed record ListText(ListContents Contents, IpSet Set)
{
    /// <summary>The ranges of the set as text, with ":value" where it is not 1.</summary>
    public IEnumerable<string> Ranges => Set.Ranges.Select(range => range.Value == 1 ? range.Range.ToString() : $"{range.Range}:{range.Value}");

    public bool Lists(string address) => Set.Contains(Address.TryParse(address, out var parsed) ? parsed : default);

    public static ListText Read(ListFormat format, params string[] lines) => Read(new ListReadOptions { Format = format }, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public static ListText Read(ListReadOptions options, params string[] lines) => Read(options, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public static ListText Read(ListReadOptions options, byte[] file)
    {
        var builder = new IpSetBuilder();
        var contents = ListReader.Read(new MemoryStream(file), builder, options);
        return new ListText(contents, builder.Build());
    }
}
