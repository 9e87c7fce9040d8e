using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>One thing that is not carried over, and why, in words for the administrator. It never holds a key that is known to be one.</summary>
public sealed class ImportRefusal
{
    internal ImportRefusal(string what, int line, string why)
    {
        What = SettingsError.Presentable(what);
        Line = line;
        Why = SettingsError.Presentable(why);
    }

    /// <summary>What it is, in the words of where it comes from.</summary>
    public string What { get; }

    /// <summary>The line it stands on, from 1.</summary>
    public int Line { get; }

    /// <summary>Why it is not carried over, and what to do instead where there is something.</summary>
    public string Why { get; }

    /// <summary><c>line 7: reject_rhsbl_sender dbl.spamhaus.org: …</c></summary>
    public override string ToString() => "line " + Line.ToString(CultureInfo.InvariantCulture) + ": " + What + ": " + Why;
}
