using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>Whether lists can be asked through the name servers of this machine, and whether anything outside can be reached.</summary>
internal sealed class NameServersCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.NameServers;

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        if (visit.Settings is null)
            return [DoctorVisit.NotLookedAt("name servers", "have")];
        var survey = await visit.SurveyAsync().ConfigureAwait(false);
        if (survey.CutOff == CutOff.Line)
            return [ServerWords.LineDown()];
        return [.. survey.Servers.SelectMany(server => Of(server, survey, visit))];
    }

    private static IEnumerable<DoctorFinding> Of(ServerFacts server, DnsSurvey survey, DoctorVisit visit)
    {
        var words = new ServerWords(server, survey);
        if (server.IsNobodyThere && server.IsOwn)
            return [words.NotRunning(isNamed: visit.Settings is { Dns.Servers.Count: > 0 })];
        if (!server.IsAnswering)
            return [words.Silent()];
        if (server.Refuses)
            return [words.Refuses()];
        if (survey.CutOff == CutOff.Inside)
            return [words.KnowsOnlyInside()];
        return survey.CutOff == CutOff.NameServer ? [words.Failing()] : Of(server, survey, words);
    }

    private static IEnumerable<DoctorFinding> Of(ServerFacts server, DnsSurvey survey, ServerWords words)
    {
        if (words.Owner is not null)
            yield return words.IsPublic();
        if (server.Rewritten is not null)
            yield return words.Rewrites();
        else if (survey.StrippedBy(server) is { Count: > 0 } lists)
            yield return words.Strips(lists);
        if (server.DropsEdns)
            yield return words.DropsEdns();
        if (!server.OverTcp.IsHeard)
            yield return words.NoTcp();
        if (server.Warm > Patience.SlowServer)
            yield return words.Slow();
        if (server.Seen is not { } seen)
            yield break;
        yield return words.SeenAs(seen);
        if (seen is { Address: not null, IsNameKnown: true, ReverseName: null })
            yield return words.HasNoName(seen);
    }
}
