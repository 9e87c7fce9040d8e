using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Installer.Tests.Package;

/// <summary>A table of an MSI as msiinfo exports it: names, types and keys of its columns, and its rows.</summary>
internal sealed class MsiTable
{
    private MsiTable(string name, string export)
    {
        var lines = export.Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0).ToList();
        Name = name;
        Columns = lines[0].Split('\t');
        Types = lines[1].Split('\t');
        Keys = [.. lines[2].Split('\t').Skip(1)];
        Rows = [.. lines.Skip(3).Select(line => Columns.Zip(line.Split('\t')).ToDictionary(static cell => cell.First, static cell => cell.Second, StringComparer.Ordinal))];
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>s72: text of at most 72, i2: number; a capital letter: may be empty.</summary>
    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<string> Keys { get; }

    public IReadOnlyList<Dictionary<string, string>> Rows { get; }

    public static async Task<MsiTable> ReadAsync(string msi, string name) => new(name, await RunAsync("export", msi, name));

    public static async Task<IReadOnlyList<string>> NamesAsync(string msi) =>
        [.. (await RunAsync("tables", msi)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static name => name[0] != '_')];

    public static async Task<string> RunAsync(string command, string msi, params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync("msiinfo", [command, msi, .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    public IEnumerable<string> Column(string name) => Rows.Select(row => row[name]);

    public Dictionary<string, string> Row(string key) => Rows.Single(row => row[Columns[0]] == key);

    /// <summary>What is wrong with a cell, if anything.</summary>
    public string? Flaw(Dictionary<string, string> row, int column)
    {
        var (value, type) = (row[Columns[column]], Types[column]);
        if (value.Length == 0)
            return char.IsUpper(type[0]) ? null : "is empty";
        var length = int.Parse(type[1..], CultureInfo.InvariantCulture);
        if (char.ToUpperInvariant(type[0]) == 'I')
            return long.TryParse(value, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < (length == 2 ? short.MaxValue : int.MaxValue) ? null : "is no number of that size: " + value;
        return char.ToUpperInvariant(type[0]) == 'V' || length == 0 || value.Length <= length ? null : $"is longer than {length}: {value}";
    }
}
