using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>The parameters of main.cf as they are after expansion (postconf(5)).</summary>
internal sealed class MainFile
{
    private readonly Dictionary<string, LogicalLine> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _expanded = new(StringComparer.Ordinal);
    private readonly PlanBuilder _plan;

    public MainFile(string text, PlanBuilder plan)
    {
        _plan = plan;
        foreach (var line in LogicalLine.ByIndent(text))
            Read(line);
    }

    private MainFile(MainFile other, PlanBuilder plan)
    {
        _plan = plan;
        foreach (var parameter in other._parameters)
            _parameters[parameter.Key] = parameter.Value;
    }

    /// <summary>The same, with what a service of master.cf puts in place of some values.</summary>
    public MainFile Overruled(IReadOnlyDictionary<string, LogicalLine> by, PlanBuilder plan)
    {
        var overruled = new MainFile(this, plan);
        foreach (var parameter in by)
            overruled._parameters[parameter.Key] = parameter.Value;
        return overruled;
    }

    public bool Has(string name) => _parameters.ContainsKey(name);

    /// <summary>The line of a parameter; 1 when it is not set.</summary>
    public int LineOf(string name) => _parameters.TryGetValue(name, out var value) ? value.Line : 1;

    /// <summary>The value in one line; null when it is not set or empty.</summary>
    public string? Value(string name)
    {
        if (!_parameters.TryGetValue(name, out var value))
            return null;
        var text = Expand(name, value).Replace('\n', ' ').Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The value as it is written, for texts whose $names are no parameters; null when it is not set.</summary>
    public string? Written(string name) => _parameters.TryGetValue(name, out var value) ? value.Text.Trim() : null;

    public int? Number(string name) =>
        int.TryParse(Value(name), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The words of a value, each with its line.</summary>
    public IReadOnlyList<MainWord> Words(string name) =>
        _parameters.TryGetValue(name, out var value) ? MainWords.Split(Expand(name, value), value.Line) : [];

    /// <summary>A yes-or-no parameter; all but yes is no.</summary>
    public bool IsYes(string name) => string.Equals(Value(name), "yes", StringComparison.OrdinalIgnoreCase);

    private void Read(LogicalLine line)
    {
        var equals = line.Text.IndexOf('=');
        var name = equals < 0 ? "" : line.Text.Substring(0, equals).Trim();
        if (name.Length == 0 || name.IndexOfAny([' ', '\t', '\n']) >= 0)
            _plan.Refuse("the line", line.Line, "it is not of the form name = value");
        else
            _parameters[name] = new LogicalLine(line.Text.Substring(equals + 1), line.LineAt(equals));
    }

    // Once each, so that what is wrong with it is said once.
    private string Expand(string name, LogicalLine value)
    {
        if (!_expanded.TryGetValue(name, out var text))
            _expanded.Add(name, text = ExpandOnce(name, value));
        return text;
    }

    private string ExpandOnce(string name, LogicalLine value)
    {
        var expansion = new MainExpansion(other => _parameters.TryGetValue(other, out var found) ? found.Text : null);
        var text = expansion.Expand(value.Text);
        foreach (var missing in expansion.Missing)
            _plan.Refuse("$" + missing + " in " + name, value.Line, "it is not set in this file, so values that depend on it are not read; add its value");
        foreach (var dropped in expansion.Dropped)
            _plan.Refuse(dropped.Text + " in " + name, value.Line, WhyDropped(dropped));
        if (expansion.IsTooLarge)
            _plan.Refuse(name, value.Line, "its value becomes too long when its parameters are expanded");
        return text;
    }

    private static string WhyDropped(DroppedText dropped) => dropped.Condition.StartsWith("stress ", StringComparison.Ordinal) && !dropped.Holds
        ? "it applies only while Postfix is under stress, which IpBlock does not detect"
        : "it applies only if the condition '" + dropped.Condition + "' is " + (dropped.Holds ? "false" : "true") + ", and here it is not";
}
