using System.Collections.Generic;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <content>The rules that look at a client's names.</content>
public sealed partial class IpBlockConfig
{
    private readonly DynamicHostSettings _dynamicHosts;
    private readonly HeloSettings _helo;

    /// <summary>Whether clients are refused that have an end user's line by their reverse name.</summary>
    public bool DynamicHostsEnabled => _dynamicHosts.Enabled;

    /// <summary>Whether clients without a reverse name are refused by that rule too.</summary>
    public bool DynamicHostsRefuseUnnamed => _dynamicHosts.RefuseUnnamed;

    /// <summary>Enforce, or Report, which only logs whom the rule about reverse names would have refused.</summary>
    public FilterMode DynamicHostsMode => _dynamicHosts.Mode;

    /// <summary>The text of that rule's reply: %0 the client, %1 the rule, %2 its reverse name, %3 the reason; null for the default text.</summary>
    public string? DynamicHostsRejectionResponse => _dynamicHosts.RejectionResponse;

    /// <summary>The status code of that rule's reply, 400 to 599.</summary>
    public int DynamicHostsStatusCode => _dynamicHosts.StatusCode;

    /// <summary>The enhanced status code of that rule's reply, such as 5.7.1.</summary>
    public string DynamicHostsEnhancedCode => _dynamicHosts.EnhancedCode;

    /// <summary>Clients that this rule does not refuse: addresses, ranges or verified host names.</summary>
    public IReadOnlyList<string> DynamicHostsExceptions => [.. _dynamicHosts.Exceptions.Select(static client => client.ToString())];

    /// <summary>Whether clients are refused that give an address without brackets, or a name or an address of yours, with HELO or EHLO.</summary>
    public bool HeloEnabled => _helo.Enabled;

    /// <summary>The names and addresses of your mail servers, which no stranger may give as his own.</summary>
    public IReadOnlyList<string> HeloOwn => [.. _helo.Own.Select(static client => client.ToString())];

    /// <summary>Enforce, or Report, which only logs whom the HELO rule would have refused.</summary>
    public FilterMode HeloMode => _helo.Mode;

    /// <summary>The text of the HELO rule's reply: %0 the client, %1 the rule, %2 the name it gave, %3 the reason; null for the default text.</summary>
    public string? HeloRejectionResponse => _helo.RejectionResponse;

    /// <summary>The status code of the HELO rule's reply, 400 to 599.</summary>
    public int HeloStatusCode => _helo.StatusCode;

    /// <summary>The enhanced status code of the HELO rule's reply, such as 5.7.1.</summary>
    public string HeloEnhancedCode => _helo.EnhancedCode;

    /// <summary>Clients that the HELO rule does not refuse: addresses, ranges or verified host names.</summary>
    public IReadOnlyList<string> HeloExceptions => [.. _helo.Exceptions.Select(static client => client.ToString())];
}
