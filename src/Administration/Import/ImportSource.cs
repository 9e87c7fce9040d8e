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

    /// <summary>Postfix's main.cf, or what <c>postconf -n</c> prints.</summary>
    PostfixMain,

    /// <summary>A cidr table of Postfix, as postscreen_access_list and check_client_access name them.</summary>
    PostfixAccess,

    /// <summary>Exim's configuration, or access control lists out of it.</summary>
    Exim,

    /// <summary>Rspamd's rbl.conf, or what <c>rspamadm configdump rbl</c> prints.</summary>
    Rspamd,
}
