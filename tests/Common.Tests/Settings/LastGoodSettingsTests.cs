using System;
using System.IO;
using System.Threading.Tasks;
using IpBlock.Filtering;
using Xunit;

namespace IpBlock.Tests.Settings;

/// <summary>What is in force survives a restart at which the settings file is broken or gone.</summary>
public sealed class LastGoodSettingsTests : IAsyncDisposable
{
    private const string Broken = """{ "blockProviders": 1 }""";
    private static readonly string One = $"\"blockProviders\": [ {Some.List("one")} ]";
    private readonly EngineUnderTest _test = new();

    public LastGoodSettingsTests() => _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");

    private string Copy => _test.PathOf("log/last-good-ipblock.json");

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(Broken)]
    [InlineData("{")]
    [InlineData("")]
    [InlineData(null)]
    public async Task After_a_restart_with_a_file_that_is_broken_or_gone_those_last_in_force_are_used_and_it_says_so(string? now)
    {
        RunOnce();
        if (now is null)
            File.Delete(_test.SettingsPath);
        else
            _test.WriteText(now);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        Assert.True(_test.Engine.IsRestored);
        Assert.NotEmpty(_test.Engine.SettingsErrors);
        Assert.Equal([103, 101], _test.Notices.Ids);
        Assert.Contains(Copy, _test.Notices.Of(103)[0], StringComparison.Ordinal);
        Assert.EndsWith("(the last valid settings remain active)", _test.Notices.Of(101)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_file_takes_over_again()
    {
        RunOnce();
        _test.WriteText(Broken);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        _test.Pass(60);
        _test.Write("\"enabled\": false");
        _test.Pass(5);
        Assert.Equal(VerdictAction.Accept, (await _test.EvaluateAsync()).Action);
        Assert.False(_test.Engine.IsRestored);
        Assert.Empty(_test.Engine.SettingsErrors);
        Assert.Equal(await File.ReadAllTextAsync(_test.SettingsPath), await File.ReadAllTextAsync(Copy));
    }

    [Fact]
    public async Task A_change_that_is_refused_leaves_the_copy_as_it_is()
    {
        _test.Write(One + " /* a word of the administrator */");
        await _test.EvaluateAsync();
        var good = await File.ReadAllTextAsync(_test.SettingsPath);
        Assert.Equal(good, await File.ReadAllTextAsync(Copy));
        _test.Pass(60);
        _test.WriteText(Broken);
        _test.Pass(60);
        Assert.Equal([100, 101], _test.Notices.Ids);
        Assert.False(_test.Engine.IsRestored);
        Assert.Equal(good, await File.ReadAllTextAsync(Copy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"blockProviders\": [ { \"name\": \"one\", \"lookupDom")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{ \"aSettingOfANewerVersion\": true }")]
    public async Task A_copy_that_is_damaged_or_not_understood_counts_as_none(string copy)
    {
        RunOnce();
        await File.WriteAllTextAsync(Copy, copy);
        _test.WriteText(Broken);
        Assert.Equal(VerdictRule.NoSettings, (await _test.EvaluateAsync()).Rule);
        Assert.False(_test.Engine.IsRestored);
        Assert.Equal([101], _test.Notices.Ids);
        Assert.EndsWith("(every client is accepted until this is corrected)", _test.Notices.Of(101)[0], StringComparison.Ordinal);
        _test.Pass(60);
        _test.Write(One);
        _test.Pass(5);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        Assert.Equal(await File.ReadAllTextAsync(_test.SettingsPath), await File.ReadAllTextAsync(Copy));
    }

    [Fact]
    public async Task Where_the_copy_cannot_be_written_it_filters_all_the_same_and_says_so_once_for_each_change()
    {
        await File.WriteAllTextAsync(_test.PathOf("log"), "a file where the folder should be");
        _test.Write(One + """, "log": { "enabled": false } """);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        _test.Pass(60);
        Assert.Equal([100, 104], _test.Notices.Ids);
        Assert.Contains(Copy, _test.Notices.Of(104)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_settings_files_in_one_folder_have_a_copy_each() =>
        Assert.NotEqual(new IpBlock.Settings.LastGoodSettings(_test.PathOf("a.json")).Path, new IpBlock.Settings.LastGoodSettings(_test.PathOf("b.json")).Path);

    [Fact]
    public void Where_the_package_has_its_settings_the_copy_is_in_the_service_s_own_folder() =>
        Assert.Equal("/var/lib/ipblock/last-good-ipblock.json", new IpBlock.Settings.LastGoodSettings("/etc/ipblock/../ipblock/ipblock.json").Path);

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    public void The_copy_has_the_rights_of_the_settings(UnixFileMode mode)
    {
        _test.Write(One);
        File.SetUnixFileMode(_test.SettingsPath, mode);
        using (new FilterEngine(_test.SettingsPath, _test.Clock, _test.Notices))
            Assert.Equal(mode, File.GetUnixFileMode(Copy));
        Assert.DoesNotContain(Directory.GetFiles(_test.PathOf("log")), static file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    // An engine of an earlier run, with good settings.
    private void RunOnce()
    {
        _test.Write(One);
        using (new FilterEngine(_test.SettingsPath, _test.Clock, new Notices.CollectedNotices()))
            Assert.True(File.Exists(Copy));
    }
}
