using System;
using System.Buffers;
using System.Text;
using IpBlock.Filtering;

namespace IpBlock.Service.Policy;

/// <summary>The actions the service answers with: words of access(5), behind <c>action=</c>.</summary>
internal static class PolicyAnswer
{
    /// <summary>No opinion: what comes next in Postfix's list decides. Never OK, which would end the list and could open the relay.</summary>
    public const string Dunno = "DUNNO";

    /// <summary>What a client hears when the service itself is in trouble and the settings say so (RFC 3463: 4.3.0 is trouble in the mail system).</summary>
    public const string TempFail = "DEFER_IF_PERMIT 4.3.0 Temporary filter error, please try again later";

    /// <summary>Longer than any reply can be: code, enhanced code and 490 characters.</summary>
    private const int MaxAction = 1024;

    /// <summary>The refusal of a verdict. Where lists were silent, 450 comes only if nothing else refuses for good.</summary>
    public static string For(Verdict verdict, SmtpReply reply) =>
        verdict.Action == VerdictAction.Defer ? $"DEFER_IF_PERMIT {reply.EnhancedCode} {reply.Text}" : reply.ToString();

    /// <summary>Postfix's log says who would have been refused; the client is served.</summary>
    public static string Warn(Verdict refusal) => "WARN ipblock would have replied: " + refusal.Reply;

    /// <summary>The message gets a header field in front.</summary>
    public static string Prepend(string field) => "PREPEND " + field;

    /// <summary>Writes the answer with its blank line. Whatever stands in the action, it stays one line.</summary>
    public static void Write(IBufferWriter<byte> output, string action)
    {
        var buffer = output.GetSpan("action=\n\n".Length + MaxAction);
        "action="u8.CopyTo(buffer);
        var length = "action=".Length;
        length += Encoding.ASCII.GetBytes(action.AsSpan(0, Math.Min(action.Length, MaxAction)), buffer[length..]);
        ReplaceUnprintable(buffer[..length]);
        "\n\n"u8.CopyTo(buffer[length..]);
        output.Advance(length + 2);
    }

    private static void ReplaceUnprintable(Span<byte> text)
    {
        for (int at; (at = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~')) >= 0;)
            text[at] = (byte)'?';
    }
}
