namespace IpBlock.Settings;

/// <summary>How a list is written.</summary>
public enum ListFormat
{
    /// <summary>Found by looking at the first lines.</summary>
    Auto,

    /// <summary>One address, network or range a line: <c>192.0.2.1</c>, <c>192.0.2.0/24</c>, <c>192.0.2.0/255.255.255.0</c>, <c>192.0.2.1-192.0.2.9</c>. <c>#</c> and <c>;</c> begin comments, <c>!</c> an exclusion.</summary>
    Plain,

    /// <summary>Data of rbldnsd, types ip4set, ip4trie and ip6trie alike: octets may be left out, values stand behind the address, the narrowest network decides.</summary>
    Rbldnsd,

    /// <summary>Spamhaus DROP as text: <c>192.0.2.0/24 ; SBL1</c>.</summary>
    SpamhausDrop,

    /// <summary>Spamhaus DROP as JSON, one object a line: <c>{"cidr":"192.0.2.0/24","sblid":"SBL1"}</c>.</summary>
    SpamhausDropJson,

    /// <summary>Host names with wildcards as PureMessage has them, and addresses as in <see cref="Plain"/>.</summary>
    Hosts,
}
