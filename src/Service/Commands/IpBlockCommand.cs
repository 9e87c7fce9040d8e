using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Threading.Tasks;
using IpBlock.Service.Commands.Catalogue;
using IpBlock.Service.Commands.Checking;
using IpBlock.Service.Commands.Config;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Commands.Exceptions;
using IpBlock.Service.Commands.Lists;
using IpBlock.Service.Commands.Logs;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Hosting;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary>The program's commands, and the way from the words of a command line to an exit code.</summary>
internal static class IpBlockCommand
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        var parse = Make(new Shell(surroundings)).Parse(args);
        if (parse.Action is ParseErrorAction)
            return ParseErrors.Print(parse, args, surroundings.Error);
        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,

            // The service answers those who have asked before it ends.
            ProcessTerminationTimeout = ServiceHost.StopLimit + TimeSpan.FromSeconds(5),
        };
        return await parse.InvokeAsync(configuration).ConfigureAwait(false);
    }

    internal static RootCommand Make(Shell shell) => new("IpBlock refuses mail from addresses that block lists know.")
    {
        shell.Settings,
        shell.Json,
        shell.NoColor,
        Group("provider", "The block and allow lists that are asked.",
            new ProviderListCommand(shell), new ProviderShowCommand(shell), new ProviderAddCommand(shell), new ProviderSetCommand(shell),
            new ProviderRemoveCommand(shell), new ProviderSwitchCommand(shell, true), new ProviderSwitchCommand(shell, false),
            new ProviderMoveCommand(shell), new ProviderTestCommand(shell)),
        Group("entry", "The server's own list of addresses to refuse or to accept.",
            new EntryListCommand(shell), new EntryAddCommand(shell), new EntryRemoveCommand(shell)),
        Group("lists", "Lists in files, kept by you or fetched.",
            new ListsShowCommand(shell), new ListsTestCommand(shell), new ListsUpdateCommand(shell), new ListsExportCommand(shell), new ListsAddCommand(shell),
            new ListsSetCommand(shell), new ListsRemoveCommand(shell)),
        Group("exception", "Clients and recipients that are never refused.",
            new ExceptionListCommand(shell), new ExceptionAddCommand(shell), new ExceptionRemoveCommand(shell)),
        Group("config", "The general settings and their file.",
            new ConfigGetCommand(shell), new ConfigSetCommand(shell), new ConfigValidateCommand(shell), new ConfigPathCommand(shell)),
        new CheckCommand(shell),
        new ServeCommand(shell),
        new LogCommand(shell),
        new StatsCommand(shell),
        new ReportCommand(shell),
        new ExportCommand(shell),
        new ImportCommand(shell),
        Group("catalog", "Well-known lists with settings that are safe.", new CatalogListCommand(shell), new CatalogShowCommand(shell)),
        Group("completion", "Completion of command lines.", new CompletionBashCommand(shell)),
        new VersionCommand(shell),
    };

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Subcommands.Add(command);
        return group;
    }
}
