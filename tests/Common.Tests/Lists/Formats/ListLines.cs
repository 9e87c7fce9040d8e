using System;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Addresses;
using IpBlock.Tests.Addresses;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>Lines as they stand in lists, right ones and wrong ones.</summary>
internal static class ListLines
{
    public static Gen<AddressRange> Ranges { get; } = Gen.OneOf(
        Samples.Addresses.Select(AddressRange.Of),
        from address in Samples.Addresses from bits in Gen.Choose(0, 128) select AddressRange.Cidr(address, bits % (address.Bits + 1)),
        Samples.Pairs.Select(pair => AddressRange.Between(pair.Left, pair.Right))).Where(range => range.First.IsIPv4 == range.Last.IsIPv4 && WideRanges.WhyTooWide(range) is null);

    /// <summary>An IPv4 address or network in which now and then a character is another, is missing or is there twice.</summary>
    public static Gen<string> Mangled { get; } =
        from address in Samples.IPv4
        from bits in Gen.Choose(-32, 34)
        from network in Gen.Elements(true, false)
        from place in Gen.Choose(0, 20)
        from change in Gen.Choose(0, 5)
        from letter in Gen.Elements('0', '1', '9', '.', '/', ' ', '\t', '-', ':', 'a', '!', '\0')
        let text = bits < 0 ? address.ToString() : network && bits <= 32 ? AddressRange.Cidr(address, bits).First + "/" + bits : address + "/" + bits
        let at = place % text.Length
        select change switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, letter.ToString()),
            2 => text.Remove(at, 1).Insert(at, letter.ToString()),
            3 => text + letter,
            _ => text,
        };
}

/// <summary>Gives a few bytes at a time, as a network does.</summary>
internal sealed class PiecemealStream(byte[] content, int size) : MemoryStream(content)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
}

/// <summary>The same text over and over, for ever or for so many bytes.</summary>
internal sealed class EndlessStream(string text, long length = long.MaxValue) : Stream
{
    private readonly byte[] _text = Encoding.ASCII.GetBytes(text);
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = (int)Math.Min(count, length - _at);
        for (var i = 0; i < given; i++)
            buffer[offset + i] = _text[_at++ % _text.Length];
        return given;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
