using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class SeveralProcessesTests : IDisposable
{
    private const int Changes = 500;
    private const int Kills = 50;

    private readonly EditedFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_programs_that_change_settings_at_once_lose_no_change(bool mono)
    {
        using var first = WriterProcess.Start(mono: false, "add", _file.Path, "a", Changes.ToString(CultureInfo.InvariantCulture));
        using var second = WriterProcess.Start(mono, "add", _file.Path, "b", Changes.ToString(CultureInfo.InvariantCulture));
        var said = await Task.WhenAll(first.Output.ReadToEndAsync(), second.Output.ReadToEndAsync());
        var expected = Enumerable.Range(0, Changes).SelectMany(static i => new[] { $"a{i}", $"b{i}" }).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, said.SelectMany(static text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal));
        Assert.Equal(expected, _file.Editor.Read().Settings!.BlockList.Select(static entry => entry.Comment!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_program_that_is_killed_leaves_good_settings_all_it_had_done_and_no_lock()
    {
        var random = new Random(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            string? done = null;
            using (var writer = WriterProcess.Start(mono: false, "add", _file.Path, ((char)('a' + kill)).ToString(), "100000"))
            {
                for (var lines = random.Next(1, 8); lines > 0; lines--)
                    done = await writer.Output.ReadLineAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 20));
                writer.Kill();
            }

            var load = _file.Editor.Read();
            Assert.True(load.Settings is not null, string.Join('\n', load.Errors));
            Assert.Contains(load.Settings.BlockList, entry => entry.Comment == done);
            Assert.Empty(SettingsFile.Load(_file.Path + ".bak").Errors);
            _file.After(SettingsEdit.Set("dns.cacheEntries", (1000 + kill).ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(["ipblock.json", "ipblock.json.bak", "ipblock.json.lock"], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lock_that_another_program_holds_is_waited_for_ten_seconds_and_then_told_of(bool mono)
    {
        var clock = new FakeClock();
        using var file = new EditedFile("{}", clock);
        using var holder = WriterProcess.Start(mono, "hold", file.Path);
        Assert.Equal("held", await holder.Output.ReadLineAsync());
        var editing = Task.Run(() => file.ErrorAfter(SettingsEdit.Set("enabled", "false")));
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.NotSame(editing, await Task.WhenAny(editing, Task.Delay(200)));
        var tries = 0;
        for (; !editing.IsCompleted && tries < 60_000; tries++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        Assert.Equal(
            "ipblock.json: another program has locked ipblock.json.lock for 10s; wait until the ipblock command, the PowerShell session or the page that is changing the settings has finished, or stop it",
            await editing);
        holder.Kill();
        Assert.Equal("{\n  \"enabled\": false\n}", file.After(SettingsEdit.Set("enabled", "false")));
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_file()
    {
        _file.After(SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1", new string('x', 900)));
        using var writer = WriterProcess.Start(mono: false, "add", _file.Path, "a", "200");
        var over = writer.Output.ReadToEndAsync();
        var reads = 0;
        for (; !over.IsCompleted; reads++)
            Assert.Empty(_file.Editor.Read().Errors);
        Assert.True(reads > 0);
        Assert.Equal(201, _file.Editor.Read().Settings!.BlockList.Count);
        await over;
    }
}
