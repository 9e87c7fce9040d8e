using System.Globalization;

namespace IpBlock.Providers.Braking;

/// <summary>Why a brake was pulled, in the words of the notice.</summary>
internal static class BrakeWords
{
    public static string Why(ListBrake brake)
    {
        var examples = string.Join(", ", brake.Examples);
        return examples.Length == 0 ? "" : $"it lists known good clients in {brake.Networks.ToString(CultureInfo.InvariantCulture)} networks, whose mail was accepted here on several days; the most recent are {examples}";
    }
}
