using System.Management.Automation;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <content>The rules that look at a client's names.</content>
public sealed partial class SetIpBlockConfigCommand
{
    /// <summary>Whether clients are refused that have an end user's line by their reverse name.</summary>
    [Parameter]
    public bool? DynamicHostsEnabled { get; set; }

    /// <summary>Whether clients without a reverse name are refused by that rule too.</summary>
    [Parameter]
    public bool? DynamicHostsRefuseUnnamed { get; set; }

    /// <summary>Enforce, or Report, which only logs whom the rule about reverse names would have refused.</summary>
    [Parameter]
    public FilterMode? DynamicHostsMode { get; set; }

    /// <summary>The text of that rule's reply: %0 the client, %1 the rule, %2 its reverse name, %3 the reason; null for the default text.</summary>
    [Parameter]
    public string? DynamicHostsRejectionResponse { get; set; }

    /// <summary>The status code of that rule's reply, 400 to 599.</summary>
    [Parameter]
    public int? DynamicHostsStatusCode { get; set; }

    /// <summary>The enhanced status code of that rule's reply, such as 5.7.1.</summary>
    [Parameter]
    public string? DynamicHostsEnhancedCode { get; set; }

    /// <summary>Clients that this rule does not refuse: addresses, ranges or verified host names.</summary>
    [Parameter]
    public string[]? DynamicHostsExceptions { get; set; }

    /// <summary>Whether clients are refused that give an address without brackets, or a name or an address of yours, with HELO or EHLO.</summary>
    [Parameter]
    public bool? HeloEnabled { get; set; }

    /// <summary>The names and addresses of your mail servers, which no stranger may give as his own.</summary>
    [Parameter]
    public string[]? HeloOwn { get; set; }

    /// <summary>Enforce, or Report, which only logs whom the HELO rule would have refused.</summary>
    [Parameter]
    public FilterMode? HeloMode { get; set; }

    /// <summary>The text of the HELO rule's reply: %0 the client, %1 the rule, %2 the name it gave, %3 the reason; null for the default text.</summary>
    [Parameter]
    public string? HeloRejectionResponse { get; set; }

    /// <summary>The status code of the HELO rule's reply, 400 to 599.</summary>
    [Parameter]
    public int? HeloStatusCode { get; set; }

    /// <summary>The enhanced status code of the HELO rule's reply, such as 5.7.1.</summary>
    [Parameter]
    public string? HeloEnhancedCode { get; set; }

    /// <summary>Clients that the HELO rule does not refuse: addresses, ranges or verified host names.</summary>
    [Parameter]
    public string[]? HeloExceptions { get; set; }
}
