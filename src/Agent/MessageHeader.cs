using System.Globalization;
using System.Runtime.CompilerServices;
using IpBlock.Filtering;
using IpBlock.Sessions;
using Microsoft.Exchange.Data.Mime;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>
/// The header of a message: strangers' fields of our name go, and a marked message gets its own. Not looked at unless the settings can mark mail.
/// </summary>
internal static class MessageHeader
{
    // What Exchange's own spam filter writes; the store sorts by it.
    private const string Scl = "X-MS-Exchange-Organization-SCL";

    /// <summary>Marks a message, or only cleans it.</summary>
    /// <param name="e">The message.</param>
    /// <param name="mark">Why it is marked; null when it is not.</param>
    /// <param name="scl">The spam confidence level of marked mail; null for none.</param>
    // The MIME assembly is loaded with the first message that comes here, and not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(EndOfHeadersEventArgs e, Verdict? mark, int? scl)
    {
        var headers = e.Headers;
        Remove(headers, MessageTag.Name);
        if (mark is null)
            return;
        Add(headers, MessageTag.Name, MessageTag.Value(mark, "mark"));
        if (scl is not { } level)
            return;
        Remove(headers, Scl);
        Add(headers, Scl, level.ToString(CultureInfo.InvariantCulture));
    }

    // Looked for first: a header from which nothing is removed is not written anew.
    private static void Remove(HeaderList headers, string name)
    {
        if (headers.FindFirst(name) is not null)
            headers.RemoveAll(name);
    }

    // By the factory, which knows the class of each name.
    private static void Add(HeaderList headers, string name, string value)
    {
        var header = Header.Create(name);
        header.Value = value;
        headers.AppendChild(header);
    }
}
