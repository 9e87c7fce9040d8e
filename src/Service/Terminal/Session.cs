using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.InForce;
using IpBlock.Administration.Providers;
using IpBlock.Providers.Health;
using IpBlock.Service.Commands;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Terminal;

/// <summary>One run of one command: where it reads and writes, and how its results are printed.</summary>
internal sealed class Session
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const int FewSteps = 10;
    private readonly Surroundings _surroundings;
    private string _progress = "";
    private readonly TextWriter _error;

    public Session(Shell shell, ParseResult parse)
    {
        _surroundings = shell.Surroundings;
        Out = new HarmlessWriter(_surroundings.Out);
        _error = new HarmlessWriter(_surroundings.Error);
        SettingsPath = shell.SettingsPath(parse);
        Json = parse.GetValue(shell.Json);
        IsDryRun = parse.GetValue(shell.DryRun);
        Color = _surroundings.OutIsTerminal && !parse.GetValue(shell.NoColor) && string.IsNullOrEmpty(_surroundings.Environment("NO_COLOR"));
    }

    public string SettingsPath { get; }

    public bool Json { get; }

    /// <summary>True when the settings are not to be changed.</summary>
    public bool IsDryRun { get; }

    /// <summary>What changes the settings, and says in their history that it was this program.</summary>
    public SettingsEditor Editor => new(SettingsPath, Clock, ChangeAuthor.Of("ipblock"));

    public bool Color { get; }

    public int Width => _surroundings.Width;

    /// <summary>Where everything is printed that could hold what others wrote.</summary>
    public TextWriter Out { get; }

    /// <summary>Where text goes that has been cleaned and then coloured.</summary>
    public TextWriter Colored => _surroundings.Out;

    public TextReader In => _surroundings.In;

    public Clock Clock => _surroundings.Clock;

    /// <summary>The settings in the file; null, after what is wrong with it was said, when they cannot be used.</summary>
    public FilterSettings? Load()
    {
        var load = SettingsFile.Load(SettingsPath);
        foreach (var error in load.Errors)
            Complain(error);
        return load.Settings;
    }

    /// <summary>What the service or the agent has found out about the lists.</summary>
    public HealthMemory Health(FilterSettings settings) => WrittenHealth.Read(settings, SettingsPath);

    /// <summary>What the running processes do.</summary>
    public InForceView InForce(FilterSettings settings) => InForceView.Read(SettingsPath, settings, Clock);

    public void Complain(SettingsError error) => _error.WriteLine(error);

    /// <summary>Says what the reader of the output need not know, but the person at the terminal must.</summary>
    public void Note(string text) => _error.WriteLine("ipblock: " + text);

    /// <summary>Says what is no error and yet hardly what is meant.</summary>
    public void Warn(string warning) => Note("warning: " + warning);

    /// <summary>Says what is wrong with the command line.</summary>
    public int Fail(string reason)
    {
        _error.WriteLine("ipblock: " + LookupDomain.HideKeys(reason));
        return ExitCode.Wrong;
    }

    /// <summary>Changes the settings file, all or nothing, and says what was done or what stood against it. In a dry run it says what would be done.</summary>
    public int Apply(string done, params SettingsEdit[] edits)
    {
        // Of several changes, as an import makes them, only the place tells which is meant.
        var words = edits.Length == 1 ? PropertyOptions.Words : null;
        return IsDryRun ? Show(Editor.Preview(edits), words) : Report(Editor.Apply(edits), done, words);
    }

    /// <summary>Says what became of a change.</summary>
    public int Report(EditResult result, string done, ErrorWords? words = null)
    {
        Complain(result.Errors, words);
        if (!result.Succeeded)
            return ExitCode.Wrong;
        if (Json)
            JsonObject.Write(Out, json => Write(json.Set("changed", result.Changed).Set("settings", SettingsPath), result));
        else
            Out.WriteLine(result.Changed ? done : "No changes: the value is already set.");
        foreach (var warning in result.Warnings)
            Warn(warning);
        return ExitCode.Fine;
    }

    /// <summary>Says what a change would do.</summary>
    public int Show(EditPreview preview, ErrorWords? words = null)
    {
        Complain(preview.Errors, words);
        if (preview.Difference is not { } difference)
            return ExitCode.Wrong;
        if (Json)
            JsonObject.Write(Out, json => DifferenceText.Write(json.Set("changed", false).Set("dryRun", true).Set("settings", SettingsPath), difference));
        else
            DifferenceText.Print(this, "Would change", difference);
        return ExitCode.Fine;
    }

    private void Complain(IReadOnlyList<SettingsError> errors, ErrorWords? words)
    {
        foreach (var error in errors)
            _error.WriteLine(words?.Of(error) is { } said && !said.StartsWith(error.File, StringComparison.Ordinal) ? "ipblock: " + said : error.ToString());
    }

    private static void Write(JsonObject json, EditResult result)
    {
        if (result.Number is { } number)
            json.Set("change", number);
        if (result.Undoes is { } undone)
            json.Set("undoes", undone);
    }

    /// <summary>Shows a person at a terminal how far a long command has come.</summary>
    public void Progress(int done, int all)
    {
        if (!_surroundings.ErrorIsTerminal || all < FewSteps)
            return;
        ClearProgress();
        _progress = done < all ? string.Create(CultureInfo.InvariantCulture, $"{done} of {all} ...") : "";
        _surroundings.Error.Write(_progress);
    }

    /// <summary>Makes room for a line of results.</summary>
    public void ClearProgress()
    {
        if (_progress.Length > 0)
            _surroundings.Error.Write('\r' + new string(' ', _progress.Length) + '\r');
        _progress = "";
    }

    /// <summary>Waits, and tells a person who waits for more than a second for what.</summary>
    public Task<T> WaitForAsync<T>(Task<T> work, string what) => WaitForAsync(work, () => what);

    /// <summary>The same with words that change as the work goes on.</summary>
    public async Task<T> WaitForAsync<T>(Task<T> work, Func<string> what)
    {
        if (!_surroundings.ErrorIsTerminal)
            return await work.ConfigureAwait(false);
        using var stop = new CancellationTokenSource();
        var shown = "";
        while (await Task.WhenAny(work, Clock.Delay(Patience, stop.Token)).ConfigureAwait(false) != work)
        {
            var now = what() + " ...";
            if (!string.Equals(now, shown, StringComparison.Ordinal))
                await _surroundings.Error.WriteAsync((shown.Length > 0 ? "\r" : "") + now.PadRight(shown.Length)).ConfigureAwait(false);
            shown = now;
        }

        if (shown.Length > 0)
            await _surroundings.Error.WriteAsync('\r' + new string(' ', shown.Length) + '\r').ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }
}
