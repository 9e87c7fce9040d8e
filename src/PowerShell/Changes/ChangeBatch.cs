using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Changes;

/// <summary>
/// Makes changes together: thousands of entries that come through a pipeline are one write of the file, not thousands. Those that cannot be made are left out. When all together would
/// leave a file that does not load, they are halved and tried again, until the one at fault stands alone.
/// </summary>
internal sealed class ChangeBatch
{
    private readonly Func<IReadOnlyList<IReadOnlyList<SettingsEdit>>, EachResult> _apply;

    public ChangeBatch(Func<IReadOnlyList<IReadOnlyList<SettingsEdit>>, EachResult> apply) => _apply = apply;

    /// <summary>Makes what can be made of the changes, in their order.</summary>
    /// <param name="changes">In the order in which they were asked for.</param>
    /// <param name="done">Hears of each change that was made, with the settings after it.</param>
    /// <param name="refused">Hears of each change that was not made, with the reasons.</param>
    /// <param name="warn">Hears what the editor warns of.</param>
    public void Apply(IReadOnlyList<Change> changes, Action<Change, FilterSettings> done, Action<Change, IReadOnlyList<SettingsError>> refused, Action<string>? warn = null)
    {
        if (changes.Count == 0)
            return;
        var result = _apply([.. changes.Select(static change => change.Edits)]);
        if (result.IsInvalid && changes.Count > 1)
        {
            var half = changes.Count / 2;
            Apply([.. changes.Take(half)], done, refused, warn);
            Apply([.. changes.Skip(half)], done, refused, warn);
            return;
        }

        foreach (var warning in result.Warnings)
            warn?.Invoke(warning);
        for (var i = 0; i < changes.Count; i++)
        {
            if (result.Refused.TryGetValue(i, out var why))
                refused(changes[i], why);
            else if (result.Settings is { } settings)
                done(changes[i], settings);
            else
                refused(changes[i], result.Errors);
        }
    }
}
