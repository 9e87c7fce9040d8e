using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Changes;

/// <summary>
/// Makes changes together: thousands of entries that come through a pipeline are one write of the file, not thousands. When one of them is refused the rest
/// is halved and tried again, until the one at fault stands alone.
/// </summary>
internal sealed class ChangeBatch
{
    private readonly Func<SettingsEdit[], EditResult> _apply;

    public ChangeBatch(Func<SettingsEdit[], EditResult> apply) => _apply = apply;

    /// <summary>Makes what can be made of the changes, in their order.</summary>
    /// <param name="changes">In the order in which they were asked for.</param>
    /// <param name="done">Hears of each change that was made, with the settings after it.</param>
    /// <param name="refused">Hears of each change that was not made, with the reasons.</param>
    public void Apply(IReadOnlyList<Change> changes, Action<Change, FilterSettings> done, Action<Change, IReadOnlyList<SettingsError>> refused)
    {
        if (changes.Count == 0)
            return;
        var result = _apply([.. changes.SelectMany(static change => change.Edits)]);
        if (result.Settings is { } settings)
        {
            foreach (var change in changes)
                done(change, settings);
        }
        else if (changes.Count == 1)
        {
            refused(changes[0], result.Errors);
        }
        else
        {
            var half = changes.Count / 2;
            Apply([.. changes.Take(half)], done, refused);
            Apply([.. changes.Skip(half)], done, refused);
        }
    }
}
