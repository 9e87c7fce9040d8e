using System;
using System.CommandLine;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Hosting;
using Microsoft.Data.Sqlite;

namespace IpBlock.Manager.Commands;

/// <summary>The program <c>ipblock-manager</c>.</summary>
internal static class ManagerCommand
{
    /// <summary>The exit code of a wrong command line, or of what cannot be done.</summary>
    public const int Wrong = 2;

    /// <summary>The data folder, for all commands.</summary>
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "The folder for accounts and sessions. Default: the folder set by systemd, otherwise the default path.",
        HelpName = "FOLDER",
        DefaultValueFactory = static _ => Installation.DefaultFolder,
    };

    /// <summary>Runs one command.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("The management page of IpBlock: settings, lists, log and reports in a browser.") { new ServeCommand(), new InviteCommand() };
        return root.Parse(args).InvokeAsync();
    }

    /// <summary>Carries a command out, and says in a line what stood against it.</summary>
    public static async Task<int> GuardedAsync(Func<Task<int>> run, CancellationToken stop)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or SqliteException)
        {
            return Fail(failure.Message);
        }
    }

    /// <summary>Says why nothing is done.</summary>
    public static int Fail(string reason)
    {
        Console.Error.WriteLine("ipblock-manager: " + reason);
        return Wrong;
    }
}
