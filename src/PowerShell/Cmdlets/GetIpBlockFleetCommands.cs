using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows the members of the fleet and which version each has in force.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockFleetMember", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockFleetMember))]
public sealed class GetIpBlockFleetMemberCommand : FleetCmdlet
{
    // Asked once, however many names come down the pipeline.
    private List<IpBlockFleetMember>? _members;

    /// <summary>Only members of these names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Identity")]
    [SupportsWildcards]
    [TextOnly]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _members ??= [.. (Ask("status") ?? Enumerable.Empty<Newtonsoft.Json.Linq.JToken>()).Select(static json => new IpBlockFleetMember(json))];
        var wanted = Name?.Select(static name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        foreach (var member in _members)
        {
            if (wanted is null || wanted.Exists(pattern => pattern.IsMatch(member.Name)))
                WriteObject(member);
        }
    }
}

/// <summary>Shows the versions of the fleet's settings, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockFleetHistory", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockFleetVersion))]
public sealed class GetIpBlockFleetHistoryCommand : FleetCmdlet
{
    private const int Usual = 20;

    /// <summary>How many are handed out at most; Unlimited for all.</summary>
    [Parameter]
    [ResultSize]
    [ValidateRange(1, ResultSizeAttribute.Unlimited)]
    public int ResultSize { get; set; } = Usual;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var version in Ask("history", "-n", ResultSize.ToString(CultureInfo.InvariantCulture)) ?? Enumerable.Empty<Newtonsoft.Json.Linq.JToken>())
            WriteObject(new IpBlockFleetVersion(version));
    }
}
