using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Fleet.Sharing;

/// <summary>What one server says of one list: how it is, and the answer that says so.</summary>
/// <param name="List">Kind and lookup domain without a key, by which all servers call it.</param>
/// <param name="State">How it is, in the words of <see cref="HealthReport.InWords"/>; a list that is well is <c>well</c>.</param>
/// <param name="Answer">The codes or the error; empty when nothing was asked yet.</param>
internal sealed record HealthVote(string List, string State, string Answer)
{
    private const string Well = "well";

    public bool IsUnfit => IsUnfitState(State);

    public static HealthVote Of(ListStatus list) => Of(list.Kind, list.Zone, list.Report, list.ProbeAnswer);

    public static HealthVote Of(ProviderKind kind, string zone, HealthReport report, string probeAnswer) =>
        new(NameOf(kind, zone), report.State == HealthState.Healthy ? Well : report.InWords, report.Raw.Length > 0 ? report.Raw : probeAnswer);

    public static string NameOf(ProviderKind kind, string zone) => (kind == ProviderKind.Block ? "block list " : "allow list ") + zone.ToLowerInvariant();

    /// <summary>A state for a person to read: what servers of all versions write is not changed.</summary>
    public static string InWords(string state) => state is Well ? "healthy" : state;

    public static bool IsUnfitState(string state) => state is not (Well or "slow");
}
