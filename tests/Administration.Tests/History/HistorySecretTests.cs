using System;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.Tests.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.History;

/// <summary>Keys are kept, because an undo needs them, and shown in none of the ways in which a change can be seen.</summary>
public sealed class HistorySecretTests : IDisposable
{
    private readonly EditedFile _file = new("{}");

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_key_that_changed_is_said_to_have_changed_and_is_not_shown()
    {
        Add("Zen", "secretone.zen.dq.spamhaus.net");
        Set("Zen", ("lookupDomain", "secrettwo.zen.dq.spamhaus.net"));
        Assert.Equal("blockProviders[Zen].lookupDomain: zen.dq.spamhaus.net (the key changed)", Change(2).ToString());
        Assert.True(Change(2).KeyChanged);
        AssertHidden();
    }

    [Fact]
    public void The_key_of_an_address_is_not_shown()
    {
        _file.After(SettingsEdit.AddList(EditedFile.Properties(("name", "paid"), ("kind", "block"), ("url", "https://lists.example/drop.txt?key=secretone"))));
        _file.After(SettingsEdit.SetList("paid", EditedFile.Properties(("url", "https://lists.example/drop.txt?key=secrettwo"))));
        Assert.Equal("lists[paid].url: https://lists.example/drop.txt?... (the key changed)", Change(2).ToString());
        AssertHidden();
    }

    [Fact]
    public void A_public_name_that_is_given_later_hides_the_domain_in_older_changes_too()
    {
        Add("Paid", "secretone.bl.example");
        Set("Paid", ("publicName", "bl.example"));
        Set("Paid", ("lookupDomain", "secrettwo.bl.example"));
        Set("Paid", ("publicName", "other.example"));
        AssertHidden();
    }

    [Fact]
    public void A_provider_that_was_removed_shows_its_public_name()
    {
        _file.After(SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider("Paid", ("lookupDomain", "secretone.bl.example"), ("publicName", "bl.example"))));
        _file.After(SettingsEdit.RemoveProvider(ProviderKind.Block, "Paid"));
        Assert.Contains("bl.example", Change(2).ToString());
        AssertHidden();
    }

    [Fact]
    public void An_undo_brings_the_key_back_and_does_not_show_it()
    {
        Add("Zen", "secretone.zen.dq.spamhaus.net");
        _file.After(SettingsEdit.RemoveProvider(ProviderKind.Block, "Zen"));
        _file.After(SettingsEdit.Set("enabled", "false"));
        var preview = _file.Editor.PreviewUndo(2);
        Assert.DoesNotContain("secret", string.Join('\n', preview.Difference!.Changes), StringComparison.Ordinal);
        Assert.True(_file.Editor.Undo(2).Succeeded);
        Assert.Equal("secretone.zen.dq.spamhaus.net", _file.Editor.Read().Settings!.BlockProviders[0].LookupDomain.Reveal());
        AssertHidden();
    }

    private void Add(string name, string domain) => _file.After(SettingsEdit.AddProvider(ProviderKind.Block, EditedFile.Provider(name, ("lookupDomain", domain))));

    private void Set(string name, params (string, object?)[] properties) => _file.After(SettingsEdit.SetProvider(ProviderKind.Block, name, EditedFile.Properties(properties)));

    private PropertyChange Change(int number)
    {
        using var history = SettingsHistory.Open(_file.Path);
        return Assert.Single(history.Find(number)!.Difference!.Changes);
    }

    private void AssertHidden()
    {
        using var history = SettingsHistory.Open(_file.Path);
        foreach (var change in history.Newest(100))
        {
            var shown = change.Difference!.Summary + string.Join('\n', change.Difference.Changes.Select(static one => $"{one} {one.Old} {one.New}"));
            Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        }
    }
}
