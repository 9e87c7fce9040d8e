using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

internal sealed class ReplaceEdit : SettingsEdit
{
    private readonly string? _source;

    public ReplaceEdit(string json, string? source)
    {
        Json = json.TrimStart('\uFEFF');
        _source = source;
    }

    public string Json { get; }

    /// <summary>All that is wrong with the new file; it is known before anything is locked.</summary>
    public SettingsLoad Load(string file) => SettingsFile.Parse(Json, _source ?? file);

    internal override EditProblem? Apply(SettingsDocument document)
    {
        document.Text = Json;
        return null;
    }
}
