using System;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Editing;
using IpBlock.PowerShell.Arguments;
using IpBlock.PowerShell.Changes;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>A cmdlet that changes who is never refused.</summary>
public abstract class ExceptionChangingCmdlet : ChangingCmdlet
{
    private protected const string ClientSet = "Client";
    private protected const string RecipientSet = "Recipient";

    private protected static Change ClientChange(ChangeKind change, string client, SettingsEdit edit) => new(
        change,
        "Exception",
        "Client exception " + client,
        client,
        settings => settings.Exceptions.Clients.FirstOrDefault(one => Same(one.Client.ToString(), client)) is { } found ? new IpBlockClientException(found, Clock.System.UtcNow) : null,
        edit);

    private protected static Change RecipientChange(ChangeKind change, string recipient, SettingsEdit edit) => new(
        change,
        "Exception",
        "Recipient exception " + recipient,
        recipient,
        settings => settings.Exceptions.Recipients.FirstOrDefault(one => RecipientPattern.TryParse(recipient, out var wanted, out _) && string.Equals(one.Recipient.Canonical, wanted.Canonical, StringComparison.Ordinal)) is { } found ? new IpBlockRecipientException(found, Clock.System.UtcNow) : null,
        edit);

    private static bool Same(string a, string b) => string.Equals(a, b.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Adds an exception.</summary>
[Cmdlet(VerbsCommon.Add, "IpBlockException", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ClientSet, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockClientException), typeof(IpBlockRecipientException))]
public sealed class AddIpBlockExceptionCommand : ExceptionChangingCmdlet
{
    /// <summary>An address, a range or a host name.</summary>
    [Parameter(ParameterSetName = ClientSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] Client { get; set; } = [];

    /// <summary><c>user@domain</c>, <c>*@domain</c> or <c>user@*</c>.</summary>
    [Parameter(ParameterSetName = RecipientSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] Recipient { get; set; } = [];

    /// <summary>Why.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    public string? Comment { get; set; }

    /// <summary>When it ends; local time where nothing else is said.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTime? ExpirationTime { get; set; }

    /// <summary>Adds half of all addresses or more, such as 0.0.0.0/0, which otherwise is an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (comment, expires) = (EntryArguments.Text(Comment), EntryArguments.Expires(ExpirationTime));
        if (SettingsWarnings.Expired("The exception", expires, Clock.System.UtcNow) is { } warning)
            WriteWarning(warning);
        foreach (var client in Client)
            Submit(ClientChange(ChangeKind.Adds, client, SettingsEdit.AddClientException(client, comment, expires, Force)), "Add");
        foreach (var recipient in Recipient)
            Submit(RecipientChange(ChangeKind.Adds, recipient, SettingsEdit.AddRecipientException(recipient, comment, expires)), "Add");
    }
}

/// <summary>Removes exceptions.</summary>
[Cmdlet(VerbsCommon.Remove, "IpBlockException", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ClientSet, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockClientException), typeof(IpBlockRecipientException))]
public sealed class RemoveIpBlockExceptionCommand : ExceptionChangingCmdlet
{
    /// <summary>Clients, however they are written.</summary>
    [Parameter(ParameterSetName = ClientSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] Client { get; set; } = [];

    /// <summary>Recipients; upper and lower case are the same.</summary>
    [Parameter(ParameterSetName = RecipientSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] Recipient { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var client in Client)
            Submit(ClientChange(ChangeKind.Removes, client, SettingsEdit.RemoveClientException(client)), "Remove");
        foreach (var recipient in Recipient)
            Submit(RecipientChange(ChangeKind.Removes, recipient, SettingsEdit.RemoveRecipientException(recipient)), "Remove");
    }
}
