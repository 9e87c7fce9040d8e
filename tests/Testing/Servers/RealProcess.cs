using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>A program run by a test: started, watched, its output kept, and ended with all its children.</summary>
public sealed class RealProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ProcessLimit _limit;
    private readonly StringBuilder _output = new();
    private readonly string _command;

    private RealProcess(string file, IReadOnlyList<string> arguments, TimeSpan limit, string? folder, IReadOnlyDictionary<string, string>? environment)
    {
        _command = file + " " + string.Join(' ', arguments);
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            _limit = ProcessLimit.Start(_process, limit);
        }
        catch (Win32Exception e)
        {
            throw new RealProcessException($"{file} cannot be started: {e.Message}. Is its package (tests/packages.txt) installed?", e);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written so far, both streams together.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>How much it has written so far.</summary>
    public int Length
    {
        get
        {
            lock (_output)
                return _output.Length;
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a server and returns when <paramref name="isReady"/> says so. When the limit is over (15 minutes if not said) it is ended.</summary>
    /// <exception cref="RealProcessException">It has ended, or was not ready within 30 seconds; what it wrote is in the message.</exception>
    public static async Task<RealProcess> StartAsync(
        string file,
        IReadOnlyList<string> arguments,
        Func<RealProcess, Task<bool>> isReady,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null)
    {
        var process = new RealProcess(file, arguments, limit ?? ProcessLimit.Usual, folder, environment);
        try
        {
            await process.BecomeReadyAsync(isReady);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it has written since <see cref="Length"/> was this.</summary>
    public string OutputFrom(int length)
    {
        lock (_output)
            return _output.ToString(length, _output.Length - length);
    }

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="RealProcessException">It has not ended in time, 60 seconds if not said.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string file, IReadOnlyList<string> arguments, TimeSpan? within = null, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(60);
        await using var process = new RealProcess(file, arguments, limit, folder, environment);
        process._process.StandardInput.Close();
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await process._process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw process.Failure("has not ended in time");
        }

        return process._limit.IsOver ? throw process.Failure("has not ended in time") : (process._process.ExitCode, process.Output);
    }

    /// <summary>
    /// The words with which a program runs as another account when root runs the tests, as PostgreSQL and others insist. Nobody else can take an
    /// account over: then they are the program's own.
    /// </summary>
    /// <param name="account">Its name or number.</param>
    /// <param name="group">The name or number of its group.</param>
    /// <param name="words">The program and its arguments.</param>
    public static IReadOnlyList<string> As(string account, string group, params IReadOnlyList<string> words) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=" + account, "--regid=" + group, "--clear-groups", .. words] : words;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        var silent = await FallSilentAsync();
        _process.Dispose();
        if (!silent)
            throw Failure("has been ended, but a child of it has not");
    }

    private async Task BecomeReadyAsync(Func<RealProcess, Task<bool>> isReady)
    {
        var waited = Stopwatch.StartNew();
        while (!await isReady(this))
        {
            if (_process.HasExited)
            {
                await FallSilentAsync();
                throw Failure("has ended with exit code " + _process.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            if (waited.Elapsed > Patience)
                throw Failure("was not ready in time");
            await Task.Delay(BetweenProbes);
        }
    }

    // Waits for the exit and the rest of the output. A child that went its own way holds the output open, and is not waited for.
    private async Task<bool> FallSilentAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private RealProcessException Failure(string what) => new($"'{_command}' {what}. It wrote:\n{Output}");

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Append(line).Append('\n');
    }
}

/// <summary>A program that was to be run for a test did not do what it was started for.</summary>
public sealed class RealProcessException(string message, Exception? inner = null) : Exception(message, inner);
