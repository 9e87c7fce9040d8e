using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Service.Hosting.Windows;
using IpBlock.Service.Terminal;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Hosting.Windows;

/// <summary>What the service control manager asks of the service, without Windows: tests/Installer.Tests has it with wine's.</summary>
public sealed class AttendedLifeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ScratchFolder _folder = new();
    private readonly List<Notice> _notices = [];
    private readonly List<Exception> _failed = [];
    private readonly TaskCompletionSource<Exception?> _died = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_serves_when_the_beginning_returns_and_has_said_good_bye_when_the_end_does()
    {
        var path = _folder.Write("ipblock.json", """{ "service": { "policyListen": [ "127.0.0.1:0" ], "milterListen": [], "metricsListen": [] } }""");
        using var life = Real(path);
        Assert.True(life.Begin(Patience));
        Assert.Equal("null", Stopped());

        Assert.True(life.End(Patience));
        Assert.NotEqual("null", Stopped());
        Assert.Equal([100, 410, 400, 412], _notices.Select(static notice => notice.Id));
        Assert.False(_died.Task.IsCompleted);
    }

    [Fact]
    public void One_that_cannot_listen_has_not_begun_and_has_said_why()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var path = _folder.Write("ipblock.json", $$"""{ "service": { "policyListen": [ "{{other.LocalEndPoint}}" ], "milterListen": [], "metricsListen": [] } }""");
        using var life = Real(path);
        Assert.False(life.Begin(Patience));
        Assert.Equal(411, _notices[^1].Id);
        Assert.False(_died.Task.IsCompleted);
    }

    [Fact]
    public void One_that_fails_at_once_has_not_begun_and_its_failure_is_told()
    {
        var failure = new InvalidDataException("a fault of ours");
        using var life = new AttendedLife((_, _) => Task.FromException<int>(failure), _failed.Add, _died.SetResult);
        Assert.False(life.Begin(Patience));
        Assert.Same(failure, Assert.Single(_failed));
        Assert.False(_died.Task.IsCompleted);
    }

    [Fact]
    public async Task One_that_fails_later_has_died()
    {
        var failing = new TaskCompletionSource<int>();
        using var life = new AttendedLife((serving, _) => Serve(serving, failing.Task), _failed.Add, _died.SetResult);
        Assert.True(life.Begin(Patience));
        var failure = new InvalidDataException("a fault of ours");
        failing.SetException(failure);
        Assert.Same(failure, await _died.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task One_that_ends_unasked_with_a_bad_exit_code_has_died()
    {
        var ending = new TaskCompletionSource<int>();
        using var life = new AttendedLife((serving, _) => Serve(serving, ending.Task), _failed.Add, _died.SetResult);
        Assert.True(life.Begin(Patience));
        ending.SetResult(ExitCode.Wrong);
        Assert.Null(await _died.Task.WaitAsync(Patience));
    }

    [Fact]
    public void A_beginning_that_takes_long_is_not_waited_for_and_nor_is_an_end()
    {
        var never = new TaskCompletionSource<int>();
        using var life = new AttendedLife((_, _) => never.Task, _failed.Add, _died.SetResult);
        Assert.True(life.Begin(TimeSpan.Zero));
        Assert.False(life.End(TimeSpan.Zero));
        never.SetResult(ExitCode.Fine);
        Assert.True(life.End(Patience));
    }

    private static Task<int> Serve(Action serving, Task<int> end)
    {
        serving();
        return end;
    }

    private AttendedLife Real(string path) => new((serving, stop) => ServiceLife.RunAsync(path, (notice, _) => _notices.Add(notice), serving, stop), _failed.Add, _died.SetResult);

    // The state file is written as the process ends.
    private string Stopped()
    {
        SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(_folder.Path, "log")) && Directory.GetFiles(Path.Combine(_folder.Path, "log"), "state-*.json").Length == 1, Patience);
        var state = Newtonsoft.Json.Linq.JObject.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "log"), "state-*.json"))));
        return state["stopped"]!.Type == Newtonsoft.Json.Linq.JTokenType.Null ? "null" : state["stopped"]!.ToString();
    }
}
