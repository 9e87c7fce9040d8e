using System;

namespace Microsoft.Exchange.Data.Mime;

public abstract class Header : MimeNode
{
    internal Header(string name) => Name = name;

    public string Name { get; }

    public abstract string Value { get; set; }

    public static Header Create(string name)
    {
        if (name == null)
            throw new ArgumentNullException(nameof(name));
        // RFC 5322 §2.2: printable US-ASCII without the colon.
        foreach (var c in name)
        {
            if (c is <= ' ' or > '~' or ':')
                throw new ArgumentException("No name of a header field.", nameof(name));
        }

        return name.Length > 0 ? new TextHeader(name, null) : throw new ArgumentException("No name of a header field.", nameof(name));
    }
}

public class TextHeader : Header
{
    public TextHeader(string name, string value)
        : base(name) => Value = value;

    public sealed override string Value { get; set; }
}
