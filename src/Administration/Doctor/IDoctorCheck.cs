using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Administration.Doctor;

/// <summary>Looks for one kind of fault, or for several that must be told apart. A check changes nothing.</summary>
public interface IDoctorCheck
{
    /// <summary>Where its findings are shown.</summary>
    DoctorArea Area { get; }

    /// <summary>What it finds; nothing when all is well, or when there is nothing to look at.</summary>
    /// <param name="visit">What is looked at. Checks run side by side, so that it is only read.</param>
    /// <param name="stop">Ends the check when its time is over; what was not looked at by then is said by the caller.</param>
    Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop);
}
