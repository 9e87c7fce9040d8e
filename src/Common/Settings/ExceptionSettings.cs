using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Who is never refused; decided before anything is looked up.</summary>
[SettingObject("the exceptions")]
public sealed class ExceptionSettings : IChecked
{
    internal const string UsualDelimiter = "+";

    /// <summary>Clients that are never refused.</summary>
    [Setting("Clients that are never rejected: addresses, ranges, or verified host names.")]
    public IReadOnlyList<ClientException> Clients { get; init; } = [];

    /// <summary>Recipients whose mail is never refused.</summary>
    [Setting("Recipients that also receive mail from listed clients, such as `postmaster@*`, which many lists require.")]
    public IReadOnlyList<RecipientException> Recipients { get; init; } = [];

    /// <summary>The characters that set off an extension in a recipient's name; empty for none.</summary>
    [Setting("The characters that separate an extension from a recipient's name, as in `recipient_delimiter` of Postfix: with `+` the exception `abuse@example.com` covers `abuse+ticket42@example.com` too. `+-` means either character; empty means no extensions. `+` by default, because Exchange Online and most mail servers use it.", Min = "0", Max = "10", Ascii = true)]
    public string RecipientDelimiter { get; init; } = UsualDelimiter;

    /// <summary>Private, loopback and link-local clients are never refused.</summary>
    [Setting("Whether clients with private, loopback or link-local addresses are exempt. On by default, because no list contains them, and they are your own servers and devices.")]
    public bool ExemptPrivateNetworks { get; init; } = true;

    /// <summary>Clients that have logged in are never refused.</summary>
    [Setting("Whether authenticated clients are exempt. On by default, because your users' home and hotel addresses are on many lists.")]
    public bool ExemptAuthenticated { get; init; } = true;

    /// <summary>Connections to these ports of this server are never refused.</summary>
    [Setting("Ports of this server whose connections are exempt. 465 and 587 by default, the submission ports, because your users authenticate only after the greeting.", Min = "1", Max = "65535")]
    public IReadOnlyList<int> ExemptLocalPorts { get; init; } = [465, 587];

    IEnumerable<Flaw> IChecked.Check()
    {
        foreach (var c in RecipientDelimiter)
        {
            if (char.IsLetterOrDigit(c) || c is '@' or '"' or '.' or '*' or ' ')
                yield return new Flaw("recipientDelimiter", $"'{c}' cannot be a delimiter, because names can contain it", "write characters such as + or -, or an empty string for none");
        }
    }
}
