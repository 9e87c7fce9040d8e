using System.Globalization;
using IpBlock.Administration.History;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary>Changes of the settings in words.</summary>
internal static class HistoryText
{
    /// <summary>The history, in which what was changed by hand is kept first; if that cannot be, it is shown all the same.</summary>
    public static SettingsHistory Open(Session session)
    {
        var history = SettingsHistory.Open(session.SettingsPath);
        if (!history.HasUnkept)
            return history;
        history.Dispose();
        if (session.Editor.Notice() is { } warning)
            session.Note(warning);
        return SettingsHistory.Open(session.SettingsPath);
    }

    public static string By(SettingsChange change) => change.Program is null ? "manually" : change.Account + ", " + change.Program;

    public static string What(SettingsChange change)
    {
        var undo = change.Undoes is { } number ? "undoes " + number.ToString(CultureInfo.InvariantCulture) + ": " : "";
        return undo + (change.Difference?.Summary ?? "not known: the previous version is no longer available");
    }

    public static void Write(JsonObject json, SettingsChange change)
    {
        json.Set("change", change.Number).Set("time", PointInTime.Format(change.When)).Set("account", change.Account).Set("program", change.Program).Set("byHand", change.Program is null);
        if (change.Undoes is { } undone)
            json.Set("undoes", undone);
        DifferenceText.Write(json, change.Difference);
    }
}
