using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>Why an edit cannot be carried out, in words for the administrator.</summary>
internal sealed class EditProblem
{
    public EditProblem(string? path, string reason, string? cure)
    {
        Path = path;
        Reason = reason;
        Cure = cure;
    }

    public string? Path { get; }

    public string Reason { get; }

    public string? Cure { get; }

    public SettingsError In(string file) => new(file, 0, 0, Path, Reason, Cure);
}
