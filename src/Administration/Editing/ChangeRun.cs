using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>Changes that are made together: entries of one list that follow each other, or one change of any other kind.</summary>
internal sealed class ChangeRun
{
    private readonly List<int> _numbers = [];
    private readonly IReadOnlyList<SettingsEdit> _edits;
    private readonly EntryEdit? _entries;

    private ChangeRun(IReadOnlyList<SettingsEdit> edits, EntryEdit? entries) => (_edits, _entries) = (edits, entries);

    /// <summary>The runs in the order of the changes.</summary>
    public static IEnumerable<ChangeRun> Of(IReadOnlyList<IReadOnlyList<SettingsEdit>> changes)
    {
        ChangeRun? run = null;
        for (var i = 0; i < changes.Count; i++)
        {
            var entry = changes[i].Count == 1 ? changes[i][0] as EntryEdit : null;
            if (entry is null || run?._entries?.TryJoin(entry) != true)
            {
                if (run is not null)
                    yield return run;
                run = new ChangeRun(changes[i], entry?.Empty());
                run._entries?.TryJoin(entry!);
            }

            run._numbers.Add(i);
        }

        if (run is not null)
            yield return run;
    }

    /// <summary>Does what can be done; of what cannot, nothing is left in the document.</summary>
    /// <param name="document">The settings; another one when this had to be given up.</param>
    /// <param name="refused">Takes the problems by the number of the change.</param>
    public void Apply(ref SettingsDocument document, IDictionary<int, EditProblem> refused)
    {
        if (_entries is not null)
        {
            _entries.ApplyEach(document, (entry, problem) => refused[_numbers[entry]] = problem);
            return;
        }

        var before = document.Text;
        foreach (var edit in _edits)
        {
            if (edit.Apply(document) is not { } problem)
                continue;
            refused[_numbers[0]] = problem;
            document = new SettingsDocument(before, document.Now);
            return;
        }
    }
}
