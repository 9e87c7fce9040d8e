using System;
using System.Globalization;
using System.Text;
using IpBlock.Filtering;

namespace IpBlock.Service.Milter;

/// <summary>A reply as the data of SMFIR_REPLYCODE wants it.</summary>
internal static class ReplyText
{
    /// <summary>Sendmail's libmilter takes 980 bytes a line (MAXREPLYLEN); room is left for the codes.</summary>
    public const int MaxLine = 950;

    /// <summary>
    /// <c>550 5.7.1 text</c>, every line with both codes, CRLF between lines and NUL at the end. The text has been cleaned: it holds no line end.
    /// </summary>
    public static byte[] Of(SmtpReply reply)
    {
        var text = new StringBuilder();
        // Sendmail uses the text as a format; Postfix turns %% into % and drops a single one.
        var rest = reply.Text.Replace("%", "%%", StringComparison.Ordinal).AsSpan();
        while (rest.Length > MaxLine)
        {
            var length = Fold(rest);
            Line(text, reply, '-', rest[..length].TrimEnd(' ')).Append("\r\n");
            rest = rest[length..];
        }

        Line(text, reply, ' ', rest).Append('\0');
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static StringBuilder Line(StringBuilder text, SmtpReply reply, char separator, ReadOnlySpan<char> line) =>
        text.Append(reply.StatusCode.ToString(CultureInfo.InvariantCulture)).Append(separator).Append(EnhancedCode(reply)).Append(' ').Append(line);

    // After the last blank that leaves a line of sensible length, else in the middle of a word, but never of a doubled per cent sign.
    private static int Fold(ReadOnlySpan<char> rest)
    {
        var blank = rest[..MaxLine].LastIndexOf(' ') + 1;
        if (blank > MaxLine / 2)
            return blank;
        var signs = 0;
        while (signs < MaxLine && rest[MaxLine - 1 - signs] == '%')
            signs++;
        return signs % 2 == 0 ? MaxLine : MaxLine - 1;
    }

    // A code of another class than the reply is a "bad reply" to Postfix and loses the text in Sendmail ("Command rejected").
    private static string EnhancedCode(SmtpReply reply)
    {
        var kind = (char)('0' + reply.StatusCode / 100);
        return reply.EnhancedCode.Length > 0 && reply.EnhancedCode[0] == kind ? reply.EnhancedCode : kind + ".7.1";
    }
}
