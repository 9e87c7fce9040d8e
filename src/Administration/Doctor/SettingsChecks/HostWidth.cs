using System;
using System.Linq;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>How much a host name with stars stands for.</summary>
internal static class HostWidth
{
    /// <summary>How many labels at the end are without a star: 0 for <c>*</c>, 1 for <c>*.com</c>, 2 for <c>*.example.com</c>.</summary>
    public static int FixedLabels(string hostName) =>
        hostName.TrimEnd('.').Split('.').Reverse().TakeWhile(static label => label.IndexOf('*') < 0 && label.IndexOf('?') < 0).Count();
}
