using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Config;

/// <summary><c>ipblock config get [SETTING]</c>.</summary>
internal sealed class ConfigGetCommand : QuickCommand
{
    private readonly Argument<string> _setting;

    public ConfigGetCommand(Shell shell)
        : base(shell, "get", "Print a general setting, or all of them.")
    {
        _setting = With(GeneralSettings.Argument());
        _setting.Arity = ArgumentArity.ZeroOrOne;
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        var all = SettingValue.AllOf(settings);
        if (parse.GetValue(_setting) is not { } path)
            return Print(session, all);
        if (all.FirstOrDefault(value => string.Equals(value.Path, path, StringComparison.OrdinalIgnoreCase)) is { } one)
            return Print(session, one);
        var within = all.Where(value => value.Path.StartsWith(path + ".", StringComparison.OrdinalIgnoreCase)).ToList();
        return within.Count > 0
            ? Print(session, within)
            : session.Fail($"there is no general setting '{path}'; to see the settings, run ipblock config get (providers, entries and exceptions have separate commands)");
    }

    private static int Print(Session session, SettingValue value)
    {
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, value));
        else
            session.Out.WriteLine(value.Text);
        return ExitCode.Fine;
    }

    private static int Print(Session session, IReadOnlyList<SettingValue> values)
    {
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, values, Write);
            return ExitCode.Fine;
        }

        var table = new TextTable("Setting", "Value", "");
        foreach (var value in values)
            table.Row(value.Path, value.Text, value.IsDefault ? Cell.Dim("default") : "");
        table.Print(session);
        return ExitCode.Fine;
    }

    private static void Write(JsonObject json, SettingValue value)
    {
        json.Set("setting", value.Path);
        if (value.IsList)
            json.Set("value", value.Texts);
        else if (value.IsFlag)
            json.Set("value", bool.Parse(value.Texts[0]));
        else if (value.IsNumber && long.TryParse(value.Texts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            json.Set("value", whole);
        else if (value.IsNumber)
            json.Set("value", double.Parse(value.Texts[0], CultureInfo.InvariantCulture));
        else
            json.Set("value", value.Texts.Count > 0 ? value.Texts[0] : null);
        json.Set("default", value.IsDefault).Set("meaning", value.Description);
    }
}
