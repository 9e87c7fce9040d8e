using System.Net;
using IpBlock.Filtering;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>
/// What was decided about the client of a session, kept with the session, and for which address: behind a front end that proxies, the remote end point is the front end
/// at connect and the real client from then on.
/// </summary>
internal sealed class SessionVerdict(IPAddress client, Verdict verdict)
{
    private const string Key = "IpBlock.Verdict";

    public Verdict Verdict { get; } = verdict;

    public static void Remember(SmtpSession session, IPAddress client, Verdict verdict) => session.Properties[Key] = new SessionVerdict(client, verdict);

    /// <summary>The verdict about the client that the session has now; null when none was made about it yet.</summary>
    public static Verdict? Of(SmtpSession session) =>
        session.Properties.TryGetValue(Key, out var value) && value is SessionVerdict known && known.IsAbout(session.RemoteEndPoint.Address) ? known.Verdict : null;

    private bool IsAbout(IPAddress address) => client.Equals(address);
}
