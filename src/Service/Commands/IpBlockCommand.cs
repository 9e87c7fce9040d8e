using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Threading.Tasks;
using IpBlock.Service.Commands.Catalogue;
using IpBlock.Service.Commands.Checking;
using IpBlock.Service.Commands.Config;
using IpBlock.Service.Commands.Diagnosis;
using IpBlock.Service.Commands.Entries;
using IpBlock.Service.Commands.Exceptions;
using IpBlock.Service.Commands.Fleet;
using IpBlock.Service.Commands.Lists;
using IpBlock.Service.Commands.Logs;
using IpBlock.Service.Commands.Notify;
using IpBlock.Service.Commands.Policies;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Commands.Replaying;
using IpBlock.Service.Commands.Status;
using IpBlock.Service.Hosting;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary>The program's commands, and the way from the words of a command line to an exit code.</summary>
internal static class IpBlockCommand
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        // What is said of the version is said in one place.
        if (args is ["--version", ..])
            args = ["version", .. args[1..]];
        var parse = Parse(args, surroundings);
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

    /// <summary>What a command line means. All commands are made only for a help, a completion or an error, which may name any of them.</summary>
    internal static ParseResult Parse(string[] args, Surroundings surroundings)
    {
        // No response files: @example.com is a way to write a domain, and not the name of a file with options.
        var asWritten = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var parse = Make(new Shell(surroundings), name => Array.IndexOf(args, name) >= 0).Parse(args, asWritten);
        return parse.CommandResult.Command is LeafCommand && parse.Action is not ParseErrorAction ? parse : Make(new Shell(surroundings)).Parse(args, asWritten);
    }

    internal static RootCommand Make(Shell shell) => Make(shell, static _ => true);

    private static RootCommand Make(Shell shell, Func<string, bool> wanted)
    {
        var root = new RootCommand("IpBlock rejects mail from addresses on IP block lists.") { shell.Settings, shell.Json, shell.NoColor };
        new CommandTree(root, wanted)
            .Group("provider", "Manage block and allow providers.", group => AddProviders(group, shell))
            .Group("entry", "Manage the IP Block list and the IP Allow list.", group => group
                .Add("list", () => new EntryListCommand(shell))
                .Add("add", () => new EntryAddCommand(shell))
                .Add("remove", () => new EntryRemoveCommand(shell)))
            .Group("lists", "Manage lists in files, maintained by you or fetched.", group => AddLists(group, shell))
            .Group("exception", "Clients and recipients whose mail is never rejected.", group => group
                .Add("list", () => new ExceptionListCommand(shell))
                .Add("add", () => new ExceptionAddCommand(shell))
                .Add("remove", () => new ExceptionRemoveCommand(shell)))
            .Group("policy", "Manage recipient policies: other thresholds and providers for some recipients.", group => AddPolicies(group, shell))
            .Group("config", "Manage the general settings and their file.", group => group
                .Add("get", () => new ConfigGetCommand(shell))
                .Add("set", () => new ConfigSetCommand(shell))
                .Add("validate", () => new ConfigValidateCommand(shell))
                .Add("path", () => new ConfigPathCommand(shell))
                .Add("history", () => new ConfigHistoryCommand(shell))
                .Add("diff", () => new ConfigDiffCommand(shell))
                .Add("undo", () => new ConfigUndoCommand(shell)))
            .Add("status", () => new StatusCommand(shell))
            .Add("doctor", () => new DoctorCommand(shell))
            .Add("check", () => new CheckCommand(shell))
            .Add("serve", () => new ServeCommand(shell))
            .Add("log", () => new LogCommand(shell))
            .Add("stats", () => new StatsCommand(shell))
            .Add("report", () => new ReportCommand(shell))
            .Add("replay", () => new ReplayCommand(shell))
            .Add("export", () => new ExportCommand(shell))
            .Add("import", () => new ImportCommand(shell))
            .Group("catalog", "Show well-known lists with recommended settings.", group => group
                .Add("list", () => new CatalogListCommand(shell))
                .Add("show", () => new CatalogShowCommand(shell))
                .Add("update", () => new CatalogUpdateCommand(shell))
                .Add("sign", () => new CatalogSignCommand(shell))
                .Add("key", () => new CatalogKeyCommand(shell)))
            .Group("notify", "Test notifications to the administrator.", group => group.Add("test", () => new NotifyTestCommand(shell)))
            .Group("fleet", "Manage one configuration for many servers, with PostgreSQL.", group => AddFleet(group, shell))
            .Group("completion", "Set up command-line completion.", group => group.Add("bash", () => new CompletionBashCommand(shell)))
            .Add("version", () => new VersionCommand(shell));
        return root;
    }

    private static void AddProviders(CommandTree group, Shell shell) => group
        .Add("list", () => new ProviderListCommand(shell))
        .Add("show", () => new ProviderShowCommand(shell))
        .Add("add", () => new ProviderAddCommand(shell))
        .Add("set", () => new ProviderSetCommand(shell))
        .Add("remove", () => new ProviderRemoveCommand(shell))
        .Add("enable", () => new ProviderSwitchCommand(shell, true))
        .Add("disable", () => new ProviderSwitchCommand(shell, false))
        .Add("move", () => new ProviderMoveCommand(shell))
        .Add("test", () => new ProviderTestCommand(shell))
        .Add("retry", () => new ProviderRetryCommand(shell));

    private static void AddPolicies(CommandTree group, Shell shell) => group
        .Add("list", () => new PolicyListCommand(shell))
        .Add("show", () => new PolicyShowCommand(shell))
        .Add("which", () => new PolicyWhichCommand(shell))
        .Add("add", () => new PolicyAddCommand(shell))
        .Add("set", () => new PolicySetCommand(shell))
        .Add("remove", () => new PolicyRemoveCommand(shell))
        .Add("enable", () => new PolicySwitchCommand(shell, true))
        .Add("disable", () => new PolicySwitchCommand(shell, false))
        .Add("move", () => new PolicyMoveCommand(shell));

    private static void AddFleet(CommandTree group, Shell shell) => group
        .Add("init", () => new FleetInitCommand(shell))
        .Add("invite", () => new FleetInviteCommand(shell))
        .Add("join", () => new FleetJoinCommand(shell))
        .Add("leave", () => new FleetLeaveCommand(shell))
        .Add("revoke", () => new FleetRevokeCommand(shell))
        .Add("status", () => new FleetStatusCommand(shell))
        .Add("push", () => new FleetPushCommand(shell))
        .Add("pull", () => new FleetPullCommand(shell))
        .Add("set", () => new FleetGroupSetCommand(shell, sets: true))
        .Add("unset", () => new FleetGroupSetCommand(shell, sets: false))
        .Add("groups", () => new FleetGroupsCommand(shell))
        .Add("history", () => new FleetHistoryCommand(shell))
        .Add("diff", () => new FleetDiffCommand(shell))
        .Add("undo", () => new FleetUndoCommand(shell));

    private static void AddLists(CommandTree group, Shell shell) => group
        .Add("show", () => new ListsShowCommand(shell))
        .Add("test", () => new ListsTestCommand(shell))
        .Add("update", () => new ListsUpdateCommand(shell))
        .Add("export", () => new ListsExportCommand(shell))
        .Add("add", () => new ListsAddCommand(shell))
        .Add("set", () => new ListsSetCommand(shell))
        .Add("remove", () => new ListsRemoveCommand(shell));
}
