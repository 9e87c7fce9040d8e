using IpBlock.Dns;
using IpBlock.Hosts;

namespace IpBlock.Filtering;

/// <summary>What the rule about dynamic hosts has seen of a client.</summary>
public sealed class ReverseNameSighting
{
    internal ReverseNameSighting(DnsStatus status, string name, ReverseNameSigns signs, bool isMatch)
    {
        Status = status;
        Name = name;
        Signs = signs;
        IsMatch = isMatch;
    }

    /// <summary>How the lookup of the reverse name ended.</summary>
    public DnsStatus Status { get; }

    /// <summary>The reverse name that counted; empty when there is none.</summary>
    public string Name { get; }

    /// <summary>What the name tells.</summary>
    public ReverseNameSigns Signs { get; }

    /// <summary>True when the rule matches.</summary>
    public bool IsMatch { get; }

    /// <summary>The same in words.</summary>
    public string Why
    {
        get
        {
            if (Status > DnsStatus.NoRecords)
                return $"the name servers returned no answer for its reverse name ({Status})";
            if (Name.Length == 0)
                return "it has no reverse name";
            return Signs.IsEndUser ? $"its reverse name {Name} is typical of an end-user connection ({Signs})" : $"its reverse name {Name} is not rejected ({Signs})";
        }
    }
}
