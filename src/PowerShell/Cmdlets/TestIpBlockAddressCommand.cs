using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;
using IpBlock.PowerShell.Arguments;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Says what becomes of a client, and why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlockAddress", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockAddressTest))]
public sealed class TestIpBlockAddressCommand : TestingCmdlet
{
    /// <summary>The clients' addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string[] IPAddress { get; set; } = [];

    /// <summary>A recipient that the client writes to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Recipient { get; set; }

    /// <summary>What the client calls itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? Helo { get; set; }

    /// <summary>The port of this server that the client comes to.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int LocalPort { get; set; }

    /// <summary>As if the client had logged in.</summary>
    [Parameter]
    public SwitchParameter Authenticated { get; set; }

    /// <summary>
    /// As if all block providers, or the one named by Provider, listed the client: shows the rejection as it would be sent. No list is asked.
    /// </summary>
    [Parameter]
    public SwitchParameter AsListed { get; set; }

    /// <summary>With AsListed: the one provider that lists the client.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [TextOnly]
    public string? Provider { get; set; }

    private AddressCheck? _check;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Provider is not null && !AsListed)
        {
            const string Why = "-Provider can be used only with -AsListed. Without -AsListed, all providers are queried.";
            WriteError(Record(Why, "ProviderWithoutAsListed", ErrorCategory.InvalidArgument, Provider));
            return;
        }

        if (ReadSettings() is not { } settings)
            return;
        var resolver = ResolverFor(settings);
        MadeUpAnswers? made = null;
        if (AsListed && (made = MadeUpAnswers.TryMake(settings, Provider, resolver, out var why)) is null)
            WriteError(Record($"-AsListed: {why}.", "AsListedImpossible", ErrorCategory.InvalidArgument, Provider));
        else
            _check = new AddressCheck(settings, SettingsFilePath, resolver, Clock.System, made);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_check is not { } check)
            return;
        foreach (var text in IPAddress)
        {
            if (!Address.TryParse(text, out var client))
            {
                WriteError(Record($"'{text}' is not an IPv4 or IPv6 address.", "AddressInvalid", ErrorCategory.InvalidArgument, text));
                continue;
            }

            var request = new FilterRequest(client) { LocalPort = LocalPort, IsAuthenticated = Authenticated };
            WriteObject(new IpBlockAddressTest(Wait(() => check.RunAsync(request, Recipient, Helo))));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _check?.Dispose();
        base.Dispose(disposing);
    }
}
