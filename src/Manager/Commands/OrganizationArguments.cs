using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Organization;

namespace IpBlock.Manager.Commands;

/// <summary>The options of <c>serve</c> for the sign-in with OpenID Connect: all or none of the first three.</summary>
internal sealed class OrganizationArguments
{
    private readonly Option<string?> _authority = Text("--oidc-authority", "URL", "The URL of an OpenID Connect provider for sign-in.");
    private readonly Option<string?> _clientId = Text("--oidc-client-id", "ID", "The client ID that the provider has assigned to this page.");
    private readonly Option<string?> _secretFile = Text("--oidc-client-secret-file", "FILE", "A file with the client secret from the provider.");
    private readonly Option<string?> _roleClaim = Text("--oidc-role-claim", "CLAIM", "The claim of the ID token that contains the roles. Default: roles.");
    private readonly Option<string?> _administrator = Text("--oidc-administrator", "VALUE", "The value of that claim for the role administrator.");
    private readonly Option<string?> _operator = Text("--oidc-operator", "VALUE", "The value of that claim for the role operator.");
    private readonly Option<string?> _viewer = Text("--oidc-viewer", "VALUE", "The value of that claim for the role viewer.");

    private readonly Option<string?> _trusted = Text(
        "--oidc-trusted-certificate", "FILE", "PEM certificates of the authorities with which the provider's certificate is verified, instead of those of the system.");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option<string?>> All =>
        [_authority, _clientId, _secretFile, _roleClaim, _administrator, _operator, _viewer, _trusted];

    /// <summary>What was given; null when the sign-in is off.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="problem">Why it cannot be used, as a sentence with the fix; null when it can.</param>
    /// <exception cref="IOException">The file with the secret cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public OrganizationOptions? Read(ParseResult parse, out string? problem)
    {
        var given = All.Where(option => parse.GetValue(option) is not null).ToList();
        problem = given.Count == 0 ? null : WhyNot(parse, given[0].Name);
        if (given.Count == 0 || problem is not null)
            return null;
        var secret = File.ReadAllText(parse.GetValue(_secretFile)!).Trim();
        if (secret.Length == 0)
            problem = $"--oidc-client-secret-file {parse.GetValue(_secretFile)}: the file is empty; add the client secret from the provider.";
        return problem is not null ? null : new OrganizationOptions
        {
            Authority = new Uri(parse.GetValue(_authority)!),
            ClientId = parse.GetValue(_clientId)!,
            ClientSecret = secret,
            RoleClaim = parse.GetValue(_roleClaim) ?? OrganizationOptions.UsualRoleClaim,
            Values = Roles(parse).Where(static one => one.Value is not null).ToDictionary(static one => one.Role, static one => one.Value!),
            TrustedCertificate = parse.GetValue(_trusted),
        };
    }

    private string? WhyNot(ParseResult parse, string given)
    {
        Option<string?>[] needed = [_authority, _clientId, _secretFile];
        if (needed.FirstOrDefault(option => parse.GetValue(option) is null) is { } missing)
            return $"{given} requires {missing.Name} as well: specify --oidc-authority, --oidc-client-id and --oidc-client-secret-file together, or none of them.";
        if (All.FirstOrDefault(option => parse.GetValue(option) is { } text && string.IsNullOrWhiteSpace(text)) is { } empty)
            return $"{empty.Name} is empty; specify a value, or remove the option.";
        if (!Uri.TryCreate(parse.GetValue(_authority), UriKind.Absolute, out var url) || url.Scheme != "https" || url.Query.Length > 0)
            return $"--oidc-authority {parse.GetValue(_authority)}: specify the provider's URL with https, such as https://login.example.com/realms/mail.";
        return Roles(parse).All(static one => one.Value is null)
            ? "Sign-in with the provider requires a role: specify --oidc-administrator, --oidc-operator or --oidc-viewer with a value of the role claim."
            : null;
    }

    private (Role Role, string? Value)[] Roles(ParseResult parse) =>
    [
        (Role.Administrator, parse.GetValue(_administrator)), (Role.Operator, parse.GetValue(_operator)), (Role.Viewer, parse.GetValue(_viewer)),
    ];

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
