using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>Whether each list answers, answers us, and answers as a list must.</summary>
internal sealed class ProvidersCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.Providers;

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        if (visit.Settings is null)
            return [DoctorVisit.NotLookedAt("providers", "have")];
        var survey = await visit.SurveyAsync().ConfigureAwait(false);
        if (survey.CutOff != CutOff.None && survey.Lists.Count > 0)
            return [new DoctorFinding("doctor.skipped", Severity.Well, "providers", "The providers have not been checked, because the name servers cannot query them.")];
        var diagnosis = new ListDiagnosis(survey, visit.Catalogue, visit.Zones);
        return [.. survey.Lists.SelectMany(diagnosis.Of)];
    }
}
