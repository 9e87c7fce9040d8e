using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IpBlock.Settings;

/// <summary>Tells whether two texts are the same without showing them: a key may stand in them.</summary>
internal static class TextDigest
{
    private const int Length = 8;

    /// <summary>The first 64 bits of the text's SHA-256, as 16 hexadecimal digits.</summary>
    public static string Of(string text)
    {
        using var sha = SHA256.Create();
        var digest = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        var shown = new StringBuilder();
        for (var i = 0; i < Length; i++)
            shown.Append(digest[i].ToString("x2", CultureInfo.InvariantCulture));
        return shown.ToString();
    }
}
