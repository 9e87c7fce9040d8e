using System.Globalization;
using System.Linq;
using IpBlock.Administration.History;

namespace IpBlock.Service.Terminal;

/// <summary>What differs between two versions of the settings, for people and for scripts.</summary>
internal static class DifferenceText
{
    private const int MostLines = 200;

    /// <summary>A line for each property under a heading.</summary>
    public static void Print(Session session, string heading, SettingsDifference difference)
    {
        if (difference.Changes.Count == 0)
        {
            session.Out.WriteLine($"{heading}: {difference.Summary}.");
            return;
        }

        session.Out.WriteLine(heading + ":");
        foreach (var change in difference.Changes.Take(MostLines))
            session.Out.WriteLine("  " + change);
        if (difference.Changes.Count > MostLines)
            session.Out.WriteLine($"  and {(difference.Changes.Count - MostLines).ToString("#,0", CultureInfo.InvariantCulture)} more. To see all of them, use --json.");
    }

    /// <summary>The properties as members of an object.</summary>
    public static JsonObject Write(JsonObject json, SettingsDifference? difference) => json
        .Set("changes", difference?.Changes ?? [], static (inner, change) => inner.Set("path", change.Path).Set("old", change.Old).Set("new", change.New).Set("keyChanged", change.KeyChanged))
        .Set("layoutOnly", difference is { IsSame: false, Problem: null, Changes.Count: 0 })
        .Set("problem", difference is null ? "the version before this change is no longer available" : difference.Problem);
}
