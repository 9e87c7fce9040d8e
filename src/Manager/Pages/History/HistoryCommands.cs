using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.History;

/// <summary>What the pages of the history do.</summary>
public static class HistoryCommands
{
    /// <summary>Takes a change back; later ones stay.</summary>
    public static readonly PageCommand Undo = new("history.undo", "undid a change of the settings");

    /// <summary>Goes back to the settings as a change left them.</summary>
    public static readonly PageCommand GoBack = new("history.back", "restored older settings");
}
