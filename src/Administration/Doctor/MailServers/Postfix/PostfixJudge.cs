using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>Postfix: whether its services that take mail from outside ask the policy service or the milter, and whether they ask well.</summary>
internal static class PostfixJudge
{
    /// <summary>One view of each instance; none when Postfix is not installed.</summary>
    public static async Task<IReadOnlyList<MailServerView>> LookAsync(DoctorVisit visit, OwnDoors doors, CancellationToken stop)
    {
        var views = new List<MailServerView>();
        var folders = PostfixFolders.Of(visit).ToList();
        for (var i = 0; i < folders.Count; i++)
        {
            try
            {
                var text = await PostfixText.ReadAsync(folders[i], stop).ConfigureAwait(false);
                // What is wrong with the lines themselves is Postfix's to say.
                var unread = new PlanBuilder();
                var main = new MainFile(text.Main, unread);
                folders.AddRange(main.Words("multi_instance_directories").Select(static word => word.Text).Where(Directory.Exists).Except(folders, StringComparer.Ordinal).ToList());
                views.Add(View(visit, doors, main, MasterFile.Read(text.Master, unread), unread));
            }
            catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
            {
                views.Add(new MailServerView(false, null, [new DoctorFinding("postfix.hidden", Severity.Warning, folders[i],
                    $"This account cannot read Postfix's configuration in {folders[i]}, so it is not known whether Postfix uses IpBlock: {failure.Message}",
                    "Run ipblock doctor as root.")]));
            }
        }

        return views;
    }

    private static MailServerView View(DoctorVisit visit, OwnDoors doors, MainFile main, IReadOnlyList<MasterService> master, PlanBuilder unread)
    {
        var services = master.Where(static service => service.Command is "smtpd")
            .Select(service => new PostfixService(service, main.Overruled(service.Overrules, unread))).Where(static service => service.TakesMailFromOutside).ToList();
        var judgements = services.Select(service => (Service: service, Found: new PostfixServiceJudge(service, doors, visit.Settings).Look())).ToList();
        var asks = judgements.Exists(static one => one.Found.Asks);
        var findings = judgements.SelectMany(static one => one.Found.Findings);
        // That another service asks is no comfort for port 25.
        if (asks)
            findings = findings.Concat(judgements.Where(static one => one.Service.IsPort25 && !one.Found.Asks).Select(one => NotAsked([one.Service], doors)));
        findings = findings.Concat(PostscreenJudge.Look(main, master, visit.Settings));
        return new MailServerView(asks, services.Count > 0 ? NotAsked(services, doors) : null, [.. findings]);
    }

    private static DoctorFinding NotAsked(IReadOnlyList<PostfixService> services, OwnDoors doors)
    {
        var subject = services.Count == 1 ? services[0].Name : "";
        var which = services.Count == 1 ? $"its service {services[0].Name} has" : "no service for mail from the Internet has";
        return doors.Policy.Count > 0 || doors.Milter.Count == 0
            ? new DoctorFinding("postfix.notAsked", Severity.Critical, subject,
                $"Postfix does not use IpBlock: {which}{(services.Count == 1 ? " neither" : "")} the policy service in its restrictions {(services.Count == 1 ? "nor" : "or")} the milter.",
                "In main.cf, add to smtpd_recipient_restrictions, after reject_unauth_destination: "
                    + $"check_policy_service {{ {PostfixWords.Of(doors.Policy)}, timeout=10s, default_action=DUNNO }}. Then run postfix reload")
            : new DoctorFinding("postfix.notAsked", Severity.Critical, subject, $"Postfix does not use IpBlock: {which}{(services.Count == 1 ? " not" : "")} the milter in smtpd_milters.",
                $"Add to main.cf: smtpd_milters = {{ {PostfixWords.Of(doors.Milter)}, default_action=accept, command_timeout=10s }}. Then run postfix reload");
    }
}
