using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class PolicyEditTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly SettingsEditor _editor;

    public PolicyEditTests() => _editor = new SettingsEditor(_folder.PathOf("ipblock.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Policies_are_added_changed_moved_switched_and_removed()
    {
        Done(SettingsEdit.AddPolicy(Of("name", "a", "recipients", new[] { "a@x.test" })), SettingsEdit.AddPolicy(Of("name", "b", "recipients", new[] { "b@x.test" }), priority: 1));
        Assert.Equal(["b", "a"], Names());
        Done(SettingsEdit.MovePolicy("B", ProviderMove.Down), SettingsEdit.EnablePolicy("b", enabled: false), SettingsEdit.SetPolicy("a", Of("name", "c", "mode", "report")));
        Assert.Equal(["c", "b"], Names());
        Assert.Equal((FilterMode.Report, false), (Policies()[0].Mode, Policies()[1].Enabled));
        Done(SettingsEdit.MovePolicy("b", 1), SettingsEdit.RemovePolicy("C"));
        Assert.Equal(["b"], Names());
    }

    [Fact]
    public void Thresholds_are_written_into_one_object_in_the_order_of_the_manual()
    {
        Done(SettingsEdit.AddPolicy(Of("thresholds.mark", "1.5", "thresholds.reject", "3", "name", "a", "recipients", new[] { "a@x.test" })));
        var text = string.Concat(Text().Where(static c => !char.IsWhiteSpace(c)));
        Assert.Contains("""{"name":"a","recipients":["a@x.test"],"thresholds":{"reject":3,"mark":1.5}}""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_is_changed_within_its_object_and_what_stands_beside_it_stays()
    {
        File.WriteAllText(_editor.Path, """{ "recipientPolicies": [ { "name": "a", "recipients": [ "a@x.test" ], "thresholds": { "reject": 3, /* why */ "mark": 1 } } ] }""");
        Done(SettingsEdit.SetPolicy("a", Of("thresholds.reject", "4", "thresholds.defer", "2")));
        Assert.Contains("""{ "reject": 4, /* why */ "mark": 1, "defer": 2 }""", Text(), StringComparison.Ordinal);
        Done(SettingsEdit.SetPolicy("a", Of("thresholds.mark", null, "thresholds.defer", null)));
        Assert.Equal((40, null), (Policies()[0].Thresholds!.Reject.Tenths, Policies()[0].Thresholds!.Mark));
        Done(SettingsEdit.SetPolicy("a", Of("thresholds.reject", null)));
        Assert.Null(Policies()[0].Thresholds);
        Done(SettingsEdit.SetPolicy("a", Of("thresholds.reject", "2")));
        Assert.Equal(20, Policies()[0].Thresholds!.Reject.Tenths);
    }

    [Fact]
    public void What_is_unset_and_was_not_set_changes_nothing()
    {
        File.WriteAllText(_editor.Path, """{ "recipientPolicies": [ { "name": "a", "recipients": [ "a@x.test" ] } ] }""");
        Assert.False(_editor.Apply(SettingsEdit.SetPolicy("a", Of("thresholds.reject", null, "thresholds", null))).Changed);
    }

    [Fact]
    public void A_change_hands_on_what_it_makes_hardly_sensible()
    {
        Done(SettingsEdit.AddProvider(ProviderKind.Block, Of("name", "x", "lookupDomain", "x.test", "anyMatch", true)));
        var result = _editor.Apply(SettingsEdit.AddPolicy(Of("name", "a", "recipients", new[] { "a@x.test" }, "verdict", "score", "thresholds.reject", "3")));
        Assert.StartsWith("recipientPolicies[0].thresholds.reject: no sum reaches 3", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(_editor.Apply(SettingsEdit.Set("rejectAt", "recipient")).Warnings);
        Assert.Single(_editor.ApplyEach([[SettingsEdit.SetPolicy("a", Of("thresholds.reject", "4"))]]).Warnings);
    }

    private void Done(params SettingsEdit[] edits)
    {
        var result = _editor.Apply(edits);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
    }

    private IReadOnlyList<RecipientPolicySettings> Policies() => _editor.Read().Settings!.RecipientPolicies;

    private IEnumerable<string> Names() => Policies().Select(static policy => policy.Name);

    private string Text() => File.ReadAllText(_editor.Path);

    private static Dictionary<string, object?> Of(params object?[] pairs) =>
        Enumerable.Range(0, pairs.Length / 2).ToDictionary(i => (string)pairs[2 * i]!, i => pairs[(2 * i) + 1], StringComparer.Ordinal);
}
