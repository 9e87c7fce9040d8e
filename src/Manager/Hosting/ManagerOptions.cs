using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.Manager.Organization;

namespace IpBlock.Manager.Hosting;

/// <summary>How the page is started.</summary>
public sealed record ManagerOptions
{
    /// <summary>The settings file that the pages show and change.</summary>
    public required string SettingsPath { get; init; }

    /// <summary>Where accounts, sessions and what the page knows of the log are kept.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where it listens unless it is told otherwise.</summary>
    public static Uri UsualUrl { get; } = new("http://localhost:8480");

    /// <summary>Where it listens, and what it is called; <see cref="UsualUrl"/> unless given.</summary>
    public Uri Url { get; init; } = UsualUrl;

    /// <summary>More names under which it may be asked for: those that a proxy passes on.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>A certificate with its key, as PFX or PEM; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of a certificate in PEM that is in a file of its own; null when it is not.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>True when a certificate is to be made if there is none yet.</summary>
    public bool MakesCertificate { get; init; }

    /// <summary>Reverse proxies: <c>X-Forwarded-*</c> is believed from these addresses and from nobody else.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>The path under which a proxy shows the page, such as <c>/ipblock</c>; empty for the root.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>True when viewers do not see senders and recipients.</summary>
    public bool HidesMailboxes { get; init; }

    /// <summary>The provider of the sign-in with OpenID Connect; null when that is off.</summary>
    public OrganizationOptions? Organization { get; init; }
}
