using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Administration.Import.Postfix;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>A service of master.cf that runs smtpd, with the parameters that hold for it.</summary>
internal sealed class PostfixService
{
    // Asked at each recipient, in this order; relay and recipient may be the other way round.
    private static readonly string[] BeforeRelay = ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions"];
    private static readonly string[] AfterRecipient = ["smtpd_data_restrictions", "smtpd_end_of_data_restrictions"];

    private readonly MasterService _service;

    public PostfixService(MasterService service, MainFile main)
    {
        _service = service;
        Main = main;
    }

    /// <summary>The parameters that hold for it.</summary>
    public MainFile Main { get; }

    /// <summary>As it stands in master.cf: <c>smtp inet</c>.</summary>
    public string Name => _service.Name + " " + _service.Type;

    /// <summary>True when it is the one that strangers' mail comes to for certain: port 25, or behind postscreen.</summary>
    public bool IsPort25 => _service.IsForStrangers;

    /// <summary>True when strangers may reach it: not one for a site's own users, and not only from this machine unless behind a proxy.</summary>
    public bool TakesMailFromOutside
    {
        get
        {
            if (_service.Type is "pass")
                return true;
            var colon = _service.Name.LastIndexOf(':');
            var (host, port) = colon < 0 ? ("", _service.Name) : (_service.Name.Substring(0, colon).Trim('[', ']'), _service.Name.Substring(colon + 1));
            if (_service.Type is not "inet" || port is "submission" or "submissions" or "smtps" or "465" or "587")
                return false;
            return Main.Value("smtpd_upstream_proxy_protocol") is not null || !(host.Length > 0 ? IsLoopback(host) : ListensHereOnly);
        }
    }

    /// <summary>True when the relay is checked before the recipients' restrictions are heard: by default from 3.6 on.</summary>
    public bool ChecksRelayFirst =>
        Main.Words("smtpd_relay_restrictions").Count > 0 && !string.Equals(Main.Value("smtpd_relay_before_recipient_restrictions"), "no", StringComparison.OrdinalIgnoreCase);

    /// <summary>The lists of restrictions that mail goes through, in their order.</summary>
    public IEnumerable<string> Lists => BeforeRelay.Concat(ChecksRelayFirst ? ["smtpd_relay_restrictions", "smtpd_recipient_restrictions"]
        : ["smtpd_recipient_restrictions", "smtpd_relay_restrictions"]).Concat(AfterRecipient);

    /// <summary>A word of this service that names a policy service or a milter.</summary>
    public PostfixQuestion Question(string word) => PostfixQuestion.Parse(word, Main.Value("queue_directory") ?? "/var/spool/postfix", _service.IsJailed);

    /// <summary>True when the list is heard before the first recipient is known.</summary>
    public bool KnowsNoRecipient(string list) =>
        Array.IndexOf(BeforeRelay, list) >= 0 && string.Equals(Main.Value("smtpd_delay_reject"), "no", StringComparison.OrdinalIgnoreCase);

    private bool ListensHereOnly
    {
        get
        {
            var words = Main.Words("inet_interfaces");
            return words.Count > 0 && words.All(static word => word.Text is "loopback-only" || IsLoopback(word.Text));
        }
    }

    private static bool IsLoopback(string host) => host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
