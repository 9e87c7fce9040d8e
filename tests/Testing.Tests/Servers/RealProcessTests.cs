using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Testing.Servers;

public sealed class RealProcessTests
{
    [Fact]
    public async Task What_a_server_wrote_before_it_failed_is_in_the_exception()
    {
        var failed = await Assert.ThrowsAsync<RealProcessException>(
            () => RealProcess.StartAsync("/bin/sh", ["-c", "echo to the left; echo no such port >&2; exit 3"], _ => Task.FromResult(false)));

        Assert.Contains("exit code 3", failed.Message, StringComparison.Ordinal);
        Assert.Contains("to the left", failed.Message, StringComparison.Ordinal);
        Assert.Contains("no such port", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_zone_data_of_rbldnsd_is_reported_in_its_own_words()
    {
        var failed = await Assert.ThrowsAsync<RealProcessException>(
            () => Rbldnsd.StartAsync(new RbldnsdZone("bl.example", RbldnsdData.Ip4Set, "$SOA what is this")));

        Assert.Contains("0.ip4set(1): invalid", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_named_with_where_to_find_it()
    {
        var failed = await Assert.ThrowsAsync<RealProcessException>(() => RealProcess.RunAsync("/usr/sbin/no-such-program", []));

        Assert.Contains("/usr/sbin/no-such-program", failed.Message, StringComparison.Ordinal);
        Assert.Contains("tests/packages.txt", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_end_with_their_parent()
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "child");
        var script = $"sleep 600 & echo $! > {file}.new; mv {file}.new {file}; wait";
        var process = await RealProcess.StartAsync("/bin/sh", ["-c", script], _ => Task.FromResult(File.Exists(file)));
        var child = int.Parse((await File.ReadAllTextAsync(file)).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal('S', StateOf(child));

        await process.DisposeAsync();

        // An orphan stays a zombie where nobody is there to reap it; it is dead all the same.
        for (var i = 0; i < 3000 && StateOf(child) is not ('-' or 'Z' or 'X'); i++)
            await Task.Delay(20);
        Assert.Contains(StateOf(child), "-ZX");
    }

    // The letter behind the name in parentheses, proc(5); a process that is gone has none.
    private static char StateOf(int id)
    {
        var file = $"/proc/{id.ToString(System.Globalization.CultureInfo.InvariantCulture)}/stat";
        try
        {
            var stat = File.ReadAllText(file);
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return '-';
        }
    }

    [Fact]
    public async Task Exit_code_and_both_streams_of_a_run_are_returned() =>
        Assert.Equal((7, "a\nb\n"), await RealProcess.RunAsync("/bin/sh", ["-c", "echo a; sleep 0.1; echo b >&2; exit 7"]));

    [Fact]
    public async Task A_run_that_does_not_end_is_ended() => await Assert.ThrowsAsync<RealProcessException>(
        () => RealProcess.RunAsync("/bin/sleep", ["600"], TimeSpan.FromMilliseconds(200)));

    [Fact]
    public async Task A_server_is_ended_with_its_children_when_its_time_is_over_whatever_the_test_does()
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "child");
        var script = $"trap '' TERM HUP; sleep 600 & echo $! > {file}.new; mv {file}.new {file}; wait";
        await using var process = await RealProcess.StartAsync("/bin/sh", ["-c", script], _ => Task.FromResult(File.Exists(file)), limit: TimeSpan.FromSeconds(3));
        var child = int.Parse((await File.ReadAllTextAsync(file)).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 3000 && !(process.HasExited && StateOf(child) is ('-' or 'Z' or 'X')); i++)
            await Task.Delay(20);
        Assert.True(process.HasExited);
        Assert.Contains(StateOf(child), "-ZX");
    }

    [Fact]
    public async Task Swaks_shows_the_session_and_where_it_ended()
    {
        await using var server = Sessions.TinySmtpServer.Start(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.7.1 blocked" : "250 ok");

        var result = await Swaks.RunAsync(server.EndPoint, "127.0.0.9", "--from", "a@sender.example", "--to", "user@site.example");

        Assert.Equal(24, result.ExitCode);
        Assert.Contains("<** 550 5.7.1 blocked", result.Transcript, StringComparison.Ordinal);
        Assert.Equal([IPAddress.Parse("127.0.0.9")], server.Clients);
    }

    [Fact]
    public void A_free_port_can_be_bound_by_UDP_and_TCP()
    {
        var end = new IPEndPoint(IPAddress.Loopback, Free.Port());
        using var udp = new UdpClient(end);
        using var tcp = new TcpListener(end);
        tcp.Start();

        Assert.NotEqual(end.Port, Free.Port());
    }
}
