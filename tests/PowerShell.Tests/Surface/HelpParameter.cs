using System;
using System.Linq;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>A parameter as the help has it.</summary>
internal sealed class HelpParameter
{
    /// <param name="parameter">As it is declared.</param>
    /// <param name="isChange">True when the cmdlet changes what is there: then null takes a setting back to its default.</param>
    public HelpParameter(ParameterSurface parameter, bool isChange)
    {
        Name = parameter.Name;
        Type = parameter.Type;
        IsMandatory = parameter.IsMandatory;
        Position = parameter.Position;
        Aliases = parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases);
        Pipeline = (parameter.ComesByValue, parameter.ComesByName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };
        Description = parameter.Setting is { } setting ? Describe(setting, isChange) : null;
    }

    /// <summary>One that PowerShell gives to every cmdlet that asks before it changes something.</summary>
    public HelpParameter(string name, string alias) => (Name, Aliases) = (name, alias);

    public string Name { get; }

    public Type Type { get; } = typeof(SwitchParameter);

    public bool IsMandatory { get; }

    public int? Position { get; }

    public string Aliases { get; }

    public string Pipeline { get; } = "false";

    /// <summary>What the setting's declaration says; null when it is no setting.</summary>
    public string? Description { get; }

    private static string Describe(SettingParameter parameter, bool isChange)
    {
        var setting = parameter.Property;
        string?[] parts =
        [
            setting.Description,
            parameter.TakesChanges ? "A list replaces the old one; @{Add=...; Remove=...} changes it." : null,
            parameter.TakesPairs ? $"Given as a hashtable, @{{'{(setting.Type == typeof(ReturnCodeScore) ? "127.0.0.2" : "Spamhaus ZEN")}'=3}}, which replaces the old one." : null,
            setting.Type == typeof(TimeSpan) ? "Given as text or as a TimeSpan." : null,
            setting.Type == typeof(long) ? "Given as text or as a number of bytes." : null,
            setting.Range is { } range ? $"Values: {range}." : null,
            Default(setting, isChange),
        ];
        return string.Join(' ', parts.Where(static part => part is not null)).Replace("`", "", StringComparison.Ordinal);
    }

    private static string? Default(SettingProperty setting, bool isChange)
    {
        if (setting.IsRequired)
            return null;
        var text = setting.DefaultInWords ?? setting.DefaultText()?.Trim('[', ']').Replace("\"", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(text))
            text = "none";
        return !isChange || setting.MayBeEmpty ? $"Default: {text}." : $"Default: {text}; $null resets it.";
    }
}
