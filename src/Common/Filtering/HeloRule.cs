using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Hosts;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The rule about the names that clients give with HELO or EHLO.</summary>
internal sealed class HeloRule(HeloSettings settings, IDnsResolver resolver, Nat64Prefix? nat64)
{
    /// <summary>How replies and logs call it.</summary>
    public const string Name = "HELO";

    private readonly HeloName _names = new(settings.Own);
    private readonly RuleExceptions _exceptions = new(settings.Exceptions, resolver, nat64);
    private readonly RuleReply _reply = new(Name, settings.RejectionResponse, settings.StatusCode, settings.EnhancedCode);

    public bool IsReportOnly => settings.Mode == FilterMode.Report;

    public HeloFlaw Judge(string helo, Address client, Address? local, DateTimeOffset now)
    {
        var flaw = _names.Judge(helo, client, local);
        return flaw != HeloFlaw.None && !_exceptions.HaveAddress(client, now) ? flaw : HeloFlaw.None;
    }

    public bool HasNamedExceptions => _exceptions.HaveNames;

    public Task<bool> IsExemptByNameAsync(Address client, DateTimeOffset now) => _exceptions.HaveNameAsync(client, now);

    public SmtpReply ReplyTo(Address client, string helo, HeloFlaw flaw) => _reply.To(client, helo, InWords(helo, flaw));

    public static string InWords(string helo, HeloFlaw flaw) => flaw switch
    {
        HeloFlaw.BareAddress => $"the HELO name {helo} is an address without brackets",
        HeloFlaw.OwnAddress => $"the HELO name {helo} is an address of this server",
        HeloFlaw.OwnName => $"the HELO name {helo} is a name of this server",
        _ => $"no problem found with the name {helo}",
    };
}
