using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Providers.Health;
using IpBlock.Tests.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

/// <summary>A file that does not answer holds the timer's thread, and nobody else.</summary>
public sealed class HealthKeeperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HealthUnderTest _test = new(Some.List("one"));
    private readonly ConcurrentQueue<string> _failed = new();

    [Fact]
    public async Task A_disk_that_hangs_holds_up_neither_the_settings_nor_further_ticks_nor_the_end()
    {
        var hangs = new ManualResetEventSlim();
        var release = new ManualResetEventSlim();
        var reads = 0;
        var keeper = new HealthKeeper(_test.Start().Watch, Folder, _test.Clock, (where, failure) => _failed.Enqueue(where + ": " + failure.Message), folder =>
        {
            Interlocked.Increment(ref reads);
            hangs.Set();
            release.Wait();
            return HealthMemory.Empty;
        });
        try
        {
            File.WriteAllText(Path.Combine(Folder, HealthFile.Name), "{}");
            var stuck = Task.Factory.StartNew(() => _test.Pass(5), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            Assert.True(hangs.Wait(Some.Patience));
            // Each on a thread of its own: what waited would hang here too.
            await Task.Run(() => _test.Pass(600)).WaitAsync(Some.Patience);
            await Task.Run(() => keeper.MoveTo(Folder + "2")).WaitAsync(Some.Patience);
            await Task.Run(keeper.Dispose).WaitAsync(Some.Patience);
            Assert.Equal(1, reads);
            Assert.Equal(Folder + "2: The disk does not answer.", Assert.Single(_failed));
            release.Set();
            await stuck.WaitAsync(Some.Patience);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public void The_last_state_is_written_at_the_end()
    {
        using (new HealthKeeper(_test.Start().Watch, Folder, _test.Clock, (_, failure) => _failed.Enqueue(failure.Message)))
            Assert.False(File.Exists(Path.Combine(Folder, HealthFile.Name)));
        Assert.Empty(_failed);
        Assert.NotNull(HealthFile.Read(Folder).Find(_test["one"].Settings, IpBlock.Settings.ProviderKind.Block));
    }

    [Fact]
    public async Task A_pipe_in_the_files_place_is_no_file()
    {
        Assert.Equal(0, (await RealProcess.RunAsync("mkfifo", [Path.Combine(Folder, HealthFile.Name)])).ExitCode);
        Assert.Same(HealthMemory.Empty, await Task.Run(() => HealthFile.Read(Folder)).WaitAsync(Some.Patience));
        Assert.Null(await Task.Run(() => HealthFile.Write(Folder, _test.Watch.Remember(), _test.Clock.UtcNow)).WaitAsync(Some.Patience));
        Assert.NotNull(HealthFile.Read(Folder).Find(_test["one"].Settings, IpBlock.Settings.ProviderKind.Block));
    }

    public void Dispose()
    {
        _test.Dispose();
        _folder.Dispose();
    }

    private string Folder => Path.GetDirectoryName(_folder.PathOf("x"))!;
}
