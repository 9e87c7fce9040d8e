using System.Linq;
using System.Management.Automation;
using IpBlock.Addresses;
using IpBlock.Administration.Providers;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Tries providers out: with the test points of RFC 5782, or with an address.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpBlockProvider", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockProviderTest))]
public sealed class TestIpBlockProviderCommand : TestingCmdlet
{
    /// <summary>The providers' names, in which stars stand for anything; disabled ones are tested too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [TextOnly]
    public string[] Identity { get; set; } = [];

    /// <summary>An address to look up; without one, those that every list must and must not list.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [TextOnly]
    public string? IPAddress { get; set; }

    /// <summary>Only block or only allow providers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ProviderKind? Kind { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Address? address = null;
        if (IPAddress is not null)
        {
            if (!Address.TryParse(IPAddress, out var read))
            {
                WriteError(Record($"'{IPAddress}' is not an IPv4 or IPv6 address.", "AddressInvalid", ErrorCategory.InvalidArgument, IPAddress));
                return;
            }

            address = read;
        }

        if (ReadSettings() is not { } settings)
            return;
        foreach (var name in Identity)
            Test(settings, name, address);
    }

    private void Test(FilterSettings settings, string name, Address? address)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        var found = ProviderReport.All(settings, Kind).Where(provider => pattern.IsMatch(provider.Settings.Name) || provider.IsCalled(name)).ToList();
        if (found.Count == 0 && ProviderNames.IsPlain(name))
            WriteError(Record($"There is no provider '{name}'.", "ProviderNotFound", ErrorCategory.ObjectNotFound, name));
        var test = new ProviderTest(ResolverFor(settings), Clock.System);
        foreach (var provider in found)
        {
            foreach (var point in Wait(() => test.RunAsync(provider.ToProvider(), address)))
                WriteObject(new IpBlockProviderTest(point));
        }
    }
}
