using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>Whether each list answers, answers us, and answers as a list must.</summary>
internal sealed class ProvidersCheck : IDoctorCheck
{
    public DoctorArea Area => DoctorArea.Providers;

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop)
    {
        var survey = await visit.SurveyAsync().ConfigureAwait(false);
        var diagnosis = new ListDiagnosis(survey, SiteCatalogue.Read(visit.SettingsPath));
        return [.. survey.Lists.SelectMany(diagnosis.Of)];
    }
}
