using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor.MailServers.Exchange;
using IpBlock.Administration.Doctor.MailServers.Postfix;
using IpBlock.Administration.Doctor.MailServers.Sendmail;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>
/// The mail servers of this machine: whether they ask IpBlock, and how. One that is not installed is not spoken of, and of several one that asks is enough: a machine may have the
/// program of another that takes no mail.
/// </summary>
internal sealed class MailServersCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.MailServer;

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        if (!visit.KnowsSettings)
            return [DoctorVisit.NotLookedAt("mail server")];
        var doors = OwnDoors.Of(visit);
        var views = new List<MailServerView>(await PostfixJudge.LookAsync(visit, doors, stop).ConfigureAwait(false));
        views.AddRange(SendmailJudge.Look(visit, doors));
        views.AddRange(ExchangeJudge.Look(visit));
        var isAsked = doors.AreInUse || views.Exists(static view => view.Asks);
        return [.. views.SelectMany(static view => view.Findings).Concat(isAsked ? [] : views.Select(static view => view.NotAsked).OfType<DoctorFinding>()).Distinct()];
    }
}
