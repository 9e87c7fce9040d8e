using System;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>What the names of smtpd's restrictions mean for the lists that stand behind them (postconf(5)).</summary>
internal static class RestrictionWords
{
    public const string OtherSubject = "it does not check the client's address; keep it in Postfix";

    public static bool IsBlockList(string name) => name is "reject_rbl_client" or "reject_rbl";

    public static bool IsTable(string name) => name.StartsWith("check_", StringComparison.Ordinal) && name.EndsWith("_access", StringComparison.Ordinal);

    public static bool TakesArgument(string name) =>
        IsBlockList(name) || IsTable(name) || name is "permit_dnswl_client" or "permit_rhswl_client" or "check_policy_service" or "sleep"
        || name.StartsWith("reject_rhsbl_", StringComparison.Ordinal);

    /// <summary>An argument as it may be shown.</summary>
    public static string Shown(string name, string argument) =>
        name.IndexOf("_rhs", StringComparison.Ordinal) >= 0 ? ZoneWords.Shown(argument.Split('=')[0]) : argument;

    /// <summary>Why nothing behind this word is ever asked; null when something is.</summary>
    public static string? WhyEnds(string name) => name switch
    {
        "permit" => "permit is before it, so Postfix never used it",
        "reject" or "defer" => name + " is before it, so Postfix never used it",
        "permit_auth_destination" => "permit_auth_destination is before it, so Postfix never used it for mail to your own domains",
        _ => null,
    };

    /// <summary>Why some clients may be accepted before the lists behind this word are asked; null when none are whom IpBlock would refuse.</summary>
    public static string? WhySpares(string name, string argument) => name switch
    {
        // IpBlock does not refuse who has logged in, and knows one's own networks from mynetworks.
        "permit_mynetworks" or "permit_sasl_authenticated" or "permit_inet_interfaces" or "permit_dnswl_client" => null,
        "permit_rhswl_client" => $"permit_rhswl_client {ZoneWords.Shown(argument.Split('=')[0])} is before it and exempts clients by their names",
        "check_policy_service" => $"check_policy_service {argument} is before it, and the clients that it exempts are not known here",
        _ when name.StartsWith("permit_", StringComparison.Ordinal) => name + " is before it and exempts some mail",
        _ => null,
    };

    /// <summary>Why a restriction with an argument is not carried over.</summary>
    public static string? WhyNot(string name) => name switch
    {
        "permit_rhswl_client" => "it is a domain list, and IpBlock queries only address lists",
        "check_policy_service" => "it is a separate program",
        "sleep" => null,
        _ when name.StartsWith("reject_rhsbl_", StringComparison.Ordinal) => "it is a domain list, and IpBlock queries only address lists; keep it in Postfix",
        _ => null,
    };
}
