using System;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Hosts;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>
/// The rule about clients whose reverse name is that of an end user's line. The name need not be verified: who can choose the name of his address can choose a better one. Of several
/// names one that is let be is enough. What the name servers do not say is held against nobody.
/// </summary>
internal sealed class DynamicHostRule(DynamicHostSettings settings, IDnsResolver resolver, Nat64Prefix? nat64)
{
    /// <summary>How replies and logs call it.</summary>
    public const string Name = "dynamic hosts";

    private readonly RuleExceptions _exceptions = new(settings.Exceptions, resolver, nat64);
    private readonly RuleReply _reply = new(Name, settings.RejectionResponse, settings.StatusCode, settings.EnhancedCode);

    public bool IsReportOnly => settings.Mode == FilterMode.Report;

    /// <summary>True when a match is to be held back until it is known that no exception names the client.</summary>
    public bool HasNamedExceptions => _exceptions.HaveNames;

    /// <summary>False for clients that are exempt by address: they are not even looked up.</summary>
    public bool Concerns(Address client, DateTimeOffset now) => !_exceptions.HaveAddress(client, now);

    public bool TryGetCached(Address client, byte[] buffer, out DnsAnswer answer) => resolver.TryGetCached(ReverseNames.Question(client, buffer), out answer);

    public Task<DnsAnswer> AskAsync(Address client) => resolver.ResolveAsync(ReverseNames.Question(client, new byte[DnsQuestion.MaxNameLength]));

    public Task<bool> IsExemptByNameAsync(Address client, DateTimeOffset now) => _exceptions.HaveNameAsync(client, now);

    /// <summary>True when the rule matches. Takes no memory.</summary>
    public bool Matches(DnsAnswer answer, Address client)
    {
        if (answer.Status > DnsStatus.NoRecords)
            return false;
        Pick(answer, client, out var name, out var signs);
        return name.Length == 0 ? settings.RefuseUnnamed : signs.IsEndUser;
    }

    public ReverseNameSighting See(DnsAnswer answer, Address client)
    {
        Pick(answer, client, out var name, out var signs);
        return new ReverseNameSighting(answer.Status, name, signs, Matches(answer, client));
    }

    public SmtpReply ReplyTo(Address client, ReverseNameSighting seen) => _reply.To(
        client, seen.Name, seen.Name.Length == 0 ? "it has no reverse name (PTR record)" : $"its name {seen.Name} is that of an end user's line, send through your provider's mail server");

    // The first name that speaks for the client, or else its first.
    private static void Pick(DnsAnswer answer, Address client, out string name, out ReverseNameSigns signs)
    {
        name = "";
        signs = default;
        for (var i = 0; i < answer.Texts.Count; i++)
        {
            // A reverse entry that points to the root is none.
            if (answer.Texts[i].Length == 0)
                continue;
            var found = ReverseNameSigns.Of(answer.Texts[i], client);
            if (name.Length > 0 && found.IsEndUser)
                continue;
            (name, signs) = (answer.Texts[i], found);
            if (!found.IsEndUser)
                return;
        }
    }
}
