namespace IpBlock.Administration.Import;

/// <summary>Where settings are taken over from, and in which form.</summary>
public enum ImportSource
{
    /// <summary>What Exchange's Get-IPBlockList… and Get-IPAllowList… cmdlets return, written by Export-Clixml. The form that loses nothing.</summary>
    ExchangeClixml,

    /// <summary>The same, written by ConvertTo-Json.</summary>
    ExchangeJson,

    /// <summary>The same, written by Export-Csv, which loses lists of values.</summary>
    ExchangeCsv,

    /// <summary>A script for the Exchange Management Shell with Add-IPBlockListProvider and its like.</summary>
    ExchangeScript,

    /// <summary>Postfix's main.cf, or what <c>postconf -n</c> prints.</summary>
    PostfixMain,

    /// <summary>A cidr table of Postfix, as postscreen_access_list and check_client_access name them.</summary>
    PostfixAccess,

    /// <summary>Postfix's master.cf, of which the options (-o) of services overrule main.cf.</summary>
    PostfixMaster,

    /// <summary>Exim's configuration, or access control lists out of it.</summary>
    Exim,

    /// <summary>Rspamd's rbl.conf, or what <c>rspamadm configdump rbl</c> prints.</summary>
    Rspamd,

    /// <summary>The lists of a hosting panel, one domain a line: dnsbl.conf of Hestia and VestaCP, or DirectAdmin's RBL_DNS_LIST.</summary>
    PanelLists,

    /// <summary>maddy.conf.</summary>
    Maddy,

    /// <summary>policyd-weight's policyd-weight.conf.</summary>
    PolicydWeight,
}
