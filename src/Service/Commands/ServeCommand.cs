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
        : base(shell, "serve", "Serves Postfix (policy service) and Sendmail (milter) until it is told to stop; fetches lists. Run by systemd, and on Windows by the service IpBlock.") =>
        _check = With(new Option<bool>("--check") { Description = "Look at the settings and at what they need of this machine, say what is wrong, and end." });

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
                ? "until this is mended the service would let every client through"
                : "until this is mended the service would use the settings that were last in force, kept in " + lastGood.Path);
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
        session.Out.WriteLine(session.SettingsPath + " is good.");
        foreach (var trouble in troubles)
            session.Out.WriteLine("Not as it should be on this machine: " + trouble);
    }
}
