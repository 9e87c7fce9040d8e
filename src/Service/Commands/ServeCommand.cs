using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Checking;
using IpBlock.Administration.Editing;
using IpBlock.Providers.Zones;
using IpBlock.Service.Hosting;
using IpBlock.Service.Hosting.Windows;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands;

/// <summary><c>ipblock serve</c>: the service, in the foreground.</summary>
internal sealed class ServeCommand : LeafCommand
{
    private readonly Option<bool> _check;

    public ServeCommand(Shell shell)
        : base(shell, "serve", "Run the service: the policy service for Postfix, the milter for Sendmail, and fetching of lists. Started by systemd, and on Windows by the service IpBlock.") =>
        _check = With(new Option<bool>("--check") { Description = "Check the settings and the resources that they need on this server, show errors, and exit." });

    protected override Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (!parse.GetValue(_check))
            return ServeAsync(session, stop);
        if (session.Load() is not { } settings)
        {
            if (session.Json)
                JsonObject.Write(session.Out, json => json.Set("settings", session.SettingsPath).Set("valid", false).Set("warnings", Array.Empty<string>()).Set("troubles", Array.Empty<string>()));
            var lastGood = new LastGoodSettings(session.SettingsPath);
            session.Note(lastGood.Load().Settings is null
                ? "until this is corrected, the service would accept every client"
                : "until this is corrected, the service would use the last active settings, saved in " + lastGood.Path);
            return Task.FromResult(ExitCode.Wrong);
        }

        var warnings = SettingsWarnings.Of(settings, session.Clock.UtcNow, SiteZones.Read(session.SettingsPath).Table);
        Print(session, warnings, SiteCheck.Look(settings, session.SettingsPath, session.Clock));
        return Task.FromResult(ExitCode.Fine);
    }

    private static Task<int> ServeAsync(Session session, CancellationToken stop) =>
        OperatingSystem.IsWindows() && ServiceControlManager.HasStartedThisProcess
            ? Task.FromResult(ServiceControlManager.Serve(session.SettingsPath))
            : ServiceLife.RunAsync(session.SettingsPath, session.Out, stop);

    private static void Print(Session session, IReadOnlyList<string> warnings, IReadOnlyList<string> troubles)
    {
        if (session.Json)
        {
            JsonObject.Write(session.Out, json => json.Set("settings", session.SettingsPath).Set("valid", true).Set("warnings", warnings).Set("troubles", troubles));
            return;
        }

        foreach (var warning in warnings)
            session.Warn(warning);
        session.Out.WriteLine(session.SettingsPath + " is valid.");
        foreach (var trouble in troubles)
            session.Out.WriteLine("Problem on this server: " + trouble);
    }
}
