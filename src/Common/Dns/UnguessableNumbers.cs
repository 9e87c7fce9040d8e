using System;
using System.Security.Cryptography;

namespace IpBlock.Dns;

/// <summary>
/// Query ids and ports that nobody off the path can predict (RFC 5452 §4.5 and §9.2). The generator is asked for a page at a time, because a call of its own for
/// every two bytes would cost more than the query.
/// </summary>
internal static class UnguessableNumbers
{
    [ThreadStatic]
    private static byte[]? _page;
    [ThreadStatic]
    private static int _used;

    public static ushort Next()
    {
        var page = _page ??= new byte[1024];
        if (_used == 0)
            Fill(page);
        var number = (ushort)(page[_used] << 8 | page[_used + 1]);
        _used = (_used + 2) % page.Length;
        return number;
    }

    private static void Fill(byte[] page)
    {
#if NET
        RandomNumberGenerator.Fill(page);
#else
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(page);
#endif
    }
}
