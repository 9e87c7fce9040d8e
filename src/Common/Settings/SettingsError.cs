using System.Globalization;
using System.Text;

namespace IpBlock.Settings;

/// <summary>One thing that is wrong with the settings, in words for the administrator. It never holds a customer's key.</summary>
public sealed class SettingsError
{
    private const int MaxLength = 600;

    internal SettingsError(string file, int line, int column, string? path, string reason, string? cure)
    {
        File = file;
        Line = line;
        Column = column;
        Path = path is null ? null : Presentable(path);
        Reason = Presentable(reason);
        Cure = cure is null ? null : Presentable(cure);
    }

    /// <summary>The settings file, as its reader was given it.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 when the whole file is meant.</summary>
    public int Line { get; }

    /// <summary>The column, from 1; 0 when the whole file is meant.</summary>
    public int Column { get; }

    /// <summary>The property, such as <c>blockProviders[1].bitmaskMatch</c>; null when no property is meant.</summary>
    public string? Path { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>What to do about it, where that can be said.</summary>
    public string? Cure { get; }

    /// <summary><c>ipblock.json:12:9: blockProviders[1].bitmaskMatch: '0.0.0' is not a bit mask; write four octets such as 0.0.0.4</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
            text.Append(':').Append(Line.ToString(CultureInfo.InvariantCulture)).Append(':').Append(Column.ToString(CultureInfo.InvariantCulture));
        text.Append(": ");
        if (!string.IsNullOrEmpty(Path))
            text.Append(Path).Append(": ");
        text.Append(Reason);
        if (Cure is not null)
            text.Append("; ").Append(Cure);
        return text.ToString();
    }

    // A message quotes what stood in the file: no line break of it may forge a line of a log, and a keyed domain may stand in any property.
    internal static string Presentable(string text)
    {
        var presentable = new StringBuilder(KeyedZones.Hide(text));
        for (var i = 0; i < presentable.Length; i++)
        {
            if (char.IsControl(presentable[i]))
                presentable[i] = '?';
        }

        if (presentable.Length > MaxLength)
            presentable.Remove(MaxLength, presentable.Length - MaxLength).Append('…');
        return presentable.ToString();
    }
}
