using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Who is never refused; decided before anything is looked up.</summary>
[SettingObject("the exceptions")]
public sealed class ExceptionSettings : IChecked
{
    internal const string UsualDelimiter = "+";

    /// <summary>Clients that are never refused.</summary>
    [Setting("Clients that are never refused: addresses, ranges, or host names that are verified.")]
    public IReadOnlyList<ClientException> Clients { get; init; } = [];

    /// <summary>Recipients whose mail is never refused.</summary>
    [Setting("Recipients who get mail from listed clients too, such as `postmaster@*`, which the rules of many lists ask for.")]
    public IReadOnlyList<RecipientException> Recipients { get; init; } = [];

    /// <summary>The characters that set off an extension in a recipient's name; empty for none.</summary>
    [Setting("The characters that set off an extension in a recipient's name, as in `recipient_delimiter` of Postfix: with `+` the exception `abuse@example.com` covers `abuse+ticket42@example.com` too. `+-` means either of the two; empty means that there are no extensions. `+`, because Exchange Online and most mail servers use it.", Min = "0", Max = "10", Ascii = true)]
    public string RecipientDelimiter { get; init; } = UsualDelimiter;

    /// <summary>Private, loopback and link-local clients are never refused.</summary>
    [Setting("Never refuse clients with private, loopback or link-local addresses. On, because no list knows them, and they are your own printers and servers.")]
    public bool ExemptPrivateNetworks { get; init; } = true;

    /// <summary>Clients that have logged in are never refused.</summary>
    [Setting("Never refuse clients that have logged in. On, because your users' home and hotel addresses are on many lists.")]
    public bool ExemptAuthenticated { get; init; } = true;

    /// <summary>Connections to these ports of this server are never refused.</summary>
    [Setting("Never refuse connections to these ports of this server. 465 and 587 are where your users hand in mail, and they log in after the greeting.", Min = "1", Max = "65535")]
    public IReadOnlyList<int> ExemptLocalPorts { get; init; } = [465, 587];

    IEnumerable<Flaw> IChecked.Check()
    {
        foreach (var c in RecipientDelimiter)
        {
            if (char.IsLetterOrDigit(c) || c is '@' or '"' or '.' or '*' or ' ')
                yield return new Flaw("recipientDelimiter", $"'{c}' cannot set off an extension: it is a part of names", "write characters such as + or -, or an empty text for none");
        }
    }
}
