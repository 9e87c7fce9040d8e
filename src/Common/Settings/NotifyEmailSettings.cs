using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;

namespace IpBlock.Settings;

/// <summary>How notifications are mailed.</summary>
[SettingObject("the notify email settings")]
public sealed class NotifyEmailSettings : IChecked
{
    /// <summary>The mail server; null for none.</summary>
    [Setting("The mail server that receives the notifications: a host name or an address.", Default = "none", Min = "1", Max = "255", Ascii = true)]
    public string? Server { get; init; }

    /// <summary>The server's port.</summary>
    [Setting("The server's port: 25 for a relay, 587 for submission, 465 for submission with implicit TLS.", Min = "1", Max = "65535")]
    public int Port { get; init; } = 25;

    /// <summary>Whether the connection is encrypted.</summary>
    [Setting(
        "Whether the connection is encrypted. `required`: with STARTTLS, on port 465 with implicit TLS; without encryption nothing is sent. `whenOffered`: with "
        + "STARTTLS if the server offers it; a password is never sent without it. `none`: only for a relay on this server. Required by default, because "
        + "notifications contain settings and server names.")]
    public NotifyTls Tls { get; init; } = NotifyTls.Required;

    /// <summary>Certificates that are trusted beside those of the system.</summary>
    [Setting(
        "A PEM file of certificates: the server's own certificate if it is self-signed, or those of its certification authority. They are trusted in addition to those "
        + "of the system. Name and dates of the certificate are always verified. A relative path starts at the folder of the settings file.",
        Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? TrustedCertificate { get; init; }

    /// <summary>Who logs in; null for nobody.</summary>
    [Setting("The user name for authentication. Without it IpBlock does not authenticate.", Default = "none", Min = "1", Max = "320")]
    public string? User { get; init; }

    /// <summary>The password.</summary>
    [Setting("The password for authentication. It is never shown or logged.", Default = "none")]
    public Secret? Password { get; init; }

    /// <summary>The file that holds the password; null for none.</summary>
    [Setting(
        "A file whose first line is the password, to keep the password out of the settings. It is read each time. A relative path starts at the "
        + "folder of the settings file.", Default = "none", Min = "1", Max = "1000", IsPath = true)]
    public string? PasswordFile { get; init; }

    /// <summary>The sender; null for none.</summary>
    [Setting(
        "The sender's address, such as `ipblock@example.com`. The mail server must accept it.",
        Default = "none", Min = "3", Max = "320")]
    public string? From { get; init; }

    /// <summary>The recipients.</summary>
    [Setting("The recipients' addresses.")]
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>True when there is enough to send by.</summary>
    public bool IsComplete => Server is not null && From is not null && To.Count > 0;

    /// <summary>What is still to be set, as the names of the settings; empty when all is there, or nothing at all.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            if (Server is null && From is null && To.Count == 0)
                return [];
            var missing = new List<string>();
            if (Server is null)
                missing.Add("notify.email.server");
            if (From is null)
                missing.Add("notify.email.from");
            if (To.Count == 0)
                missing.Add("notify.email.to");
            if (User is not null && Password is null && PasswordFile is null)
                missing.Add("notify.email.password");
            return missing;
        }
    }

    /// <summary>True when the server is this machine by its name or address.</summary>
    public bool IsLocal => Server is { } server && (string.Equals(server, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address)));

    IEnumerable<Flaw> IChecked.Check()
    {
        if (Tls == NotifyTls.None && Server is { } server && !IsLocal)
        {
            var why = $"none is allowed only for a mail server on this server (localhost), but {server} can be another server";
            yield return new Flaw("tls", why, "use required or whenOffered")
            {
                About = ["tls", "server"],
            };
        }

        if (Password is not null && PasswordFile is not null)
            yield return new Flaw("passwordFile", "both password and passwordFile are set", "keep one of them");
        if (From is not null && !IsAddress(From))
            yield return new Flaw("from", "it is not an e-mail address", "write ipblock@example.com");
        for (var i = 0; i < To.Count; i++)
        {
            if (!IsAddress(To[i]))
                yield return new Flaw($"to[{i.ToString(CultureInfo.InvariantCulture)}]", "it is not an e-mail address", "write postmaster@example.com");
        }
    }

    // Whether it exists only the mail server knows: what would break the message's header or the SMTP command is kept out.
    private static bool IsAddress(string? text) => text is { Length: <= 320 } && text.LastIndexOf('@') is > 0 and var at && at < text.Length - 1
        && text.All(static c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not ('<' or '>' or ',' or ';' or '"' or '(' or ')'));
}
