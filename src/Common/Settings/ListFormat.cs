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

    /// <summary>A table: addresses in one column, or first and last address in two, separated by tabs, commas or bars, or by blanks with numbers and times behind the address. A line of names may come first.</summary>
    Columns,

    /// <summary>JSON of any form in which addresses are the elements of arrays or the values of members such as <c>ip</c>, <c>cidr</c> and <c>ip_prefix</c>.</summary>
    Json,

    /// <summary>PeerGuardian's P2P as text: <c>name:192.0.2.1-192.0.2.9</c>.</summary>
    P2p,

    /// <summary>eMule's ipfilter.dat: <c>192.000.002.001 - 192.000.002.009 , 100 , name</c>. Levels from 128 up list nothing.</summary>
    Emule,

    /// <summary>What <c>ipset save</c> prints: <c>add name 192.0.2.0/24</c>.</summary>
    Ipset,

    /// <summary>nginx: <c>deny 192.0.2.0/24;</c>, <c>allow</c> or <c>set_real_ip_from</c>, or a block of <c>geo</c>.</summary>
    Nginx,

    /// <summary>TCP wrappers' hosts.deny: <c>ALL: 192.0.2.1</c>.</summary>
    HostsDeny,

    /// <summary>nftables: the elements of a set, as <c>nft list set</c> prints them.</summary>
    Nftables,

    /// <summary>MikroTik RouterOS: <c>add address=192.0.2.0/24 list=name</c>.</summary>
    Mikrotik,

    /// <summary>Apache: <c>Deny from 192.0.2.0/24</c>, <c>Require not ip 192.0.2.0/24</c>, or the same that allow.</summary>
    Apache,
}
