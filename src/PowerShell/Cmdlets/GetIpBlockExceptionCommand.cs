using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows who is never refused.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockException", DefaultParameterSetName = AllSet, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockClientException), typeof(IpBlockRecipientException))]
public sealed class GetIpBlockExceptionCommand : IpBlockCmdlet
{
    private const string AllSet = "All";
    private const string ClientSet = "Client";
    private const string RecipientSet = "Recipient";

    /// <summary>Only the exceptions that cover this client: as they were written, or a network in which the address lies, or stars that stand for the name.</summary>
    [Parameter(ParameterSetName = ClientSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Client { get; set; }

    /// <summary>Only the exceptions for these recipients, however they are spelled.</summary>
    [Parameter(ParameterSetName = RecipientSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Recipient { get; set; }

    /// <summary>How many are handed out at most; Unlimited for all.</summary>
    [Parameter]
    [ResultSize]
    [ValidateRange(1, ResultSizeAttribute.Unlimited)]
    public int ResultSize { get; set; } = ResultSizeAttribute.Unlimited;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ReadSettings() is not { } settings)
            return;
        var now = Clock.System.UtcNow;
        IEnumerable<IpBlockException> clients = Recipient is not null ? [] : settings.Exceptions.Clients.Select(client => new IpBlockClientException(client, now));
        IEnumerable<IpBlockException> recipients = Client is not null ? [] : settings.Exceptions.Recipients.Select(recipient => new IpBlockRecipientException(recipient, now));
        var wanted = Client ?? Recipient;
        var found = clients.Concat(recipients).Where(exception => wanted is null || Covers(exception, wanted)).Take(ResultSize).ToList();
        WriteObject(found, enumerateCollection: true);
        if (found.Count == 0 && wanted is not null)
            WriteError(Record($"There is no exception for {wanted}.", "ExceptionNotFound", ErrorCategory.ObjectNotFound, wanted));
    }

    private static bool Covers(IpBlockException exception, string wanted)
    {
        if (string.Equals(Meaning(exception.Identity), Meaning(wanted), StringComparison.OrdinalIgnoreCase))
            return true;
        if (exception is not IpBlockClientException || !ClientPattern.TryParse(exception.Identity, out var pattern, out _) || !ClientPattern.TryParse(wanted, out var client, out _))
            return false;
        return client.Range is { } part ? pattern.Range is { } whole && whole.Contains(part.First) && whole.Contains(part.Last) : pattern.MatchesHost(client.HostName!);
    }

    private static string Meaning(string who) => RecipientPattern.TryParse(who, out var recipient, out _) ? recipient.Canonical : who;
}
