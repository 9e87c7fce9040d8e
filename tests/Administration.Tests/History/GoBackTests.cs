using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Tests.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.History;

public sealed class GoBackTests : IDisposable
{
    private const string Before = "{ /* ours */ \"lookup\": \"parallel\" }";
    private readonly EditedFile _file = new(Before);

    public void Dispose() => _file.Dispose();

    [Fact]
    public void The_file_becomes_what_a_change_left_byte_for_byte_and_that_is_a_change()
    {
        var first = _file.After(SettingsEdit.Set("lookup", "sequential"));
        _file.After(SettingsEdit.Set("log.maxAge", "7d"));
        Assert.Equal("log.maxAge: removed, was 7d", Assert.Single(_file.Editor.PreviewGoBack(1).Difference!.Changes).ToString());
        var back = _file.Editor.GoBack(_file.Editor.TakeReading(), 1);
        Assert.Equal((true, 3, null), (back.Changed, back.Number, back.Undoes));
        Assert.Equal(first, _file.Text);
        Assert.Equal(4, _file.Editor.GoBack(_file.Editor.TakeReading(), 0).Number);
        Assert.Equal(Before, _file.Text);
        Assert.Equal(4, _file.Editor.Undo().Undoes);
        Assert.Equal(first, _file.Text);
    }

    [Fact]
    public void To_where_it_is_already_nothing_is_written()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        var back = _file.Editor.GoBack(_file.Editor.TakeReading(), 1);
        Assert.Equal((true, false), (back.Succeeded, back.Changed));
    }

    [Fact]
    public void What_others_have_changed_meanwhile_stays_and_is_said()
    {
        _file.After(SettingsEdit.Set("lookup", "sequential"));
        var reading = _file.Editor.TakeReading();
        var theirs = _file.After(SettingsEdit.Set("log.maxAge", "7d"));
        var back = _file.Editor.GoBack(reading, 0);
        Assert.Equal("log.maxAge: set to 7d", Assert.Single(back.ChangedMeanwhile!.Changes).ToString());
        Assert.Equal(theirs, _file.Text);
    }

    [Fact]
    public void A_version_that_does_not_load_or_is_not_there_is_refused()
    {
        File.WriteAllText(_file.Editor.Path, "{ broken");
        Assert.True(_file.Editor.Apply(SettingsEdit.Replace("{}")).Succeeded);
        var number = _file.Editor.Undo(99).Errors.Count; // of none there is one error
        Assert.Equal(1, number);
        Assert.Contains("no longer", Assert.Single(_file.Editor.GoBack(_file.Editor.TakeReading(), 99).Errors).Reason, StringComparison.Ordinal);
        var broken = _file.Editor.GoBack(_file.Editor.TakeReading(), 0);
        Assert.Equal("that version is not valid", broken.Errors[0].Reason);
        Assert.True(broken.Errors.Count > 1);
        Assert.Equal("{}", _file.Text);
    }
}
