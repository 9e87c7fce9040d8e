using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>The services of master.cf (master(5)) with what their options overrule in main.cf: <c>-o name=value</c> and <c>-o { name = value }</c>.</summary>
internal static class MasterFile
{
    private const int Columns = 8;
    private static readonly char[] Blanks = [' ', '\t', '\n'];
    private static readonly string[] Types = ["inet", "unix", "fifo", "pass", "unix-dgram"];

    /// <summary>True for a line that begins a service.</summary>
    public static bool LooksLikeService(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= Columns && Array.IndexOf(Types, words[1]) >= 0 && words.Skip(2).Take(3).All(static word => word is "y" or "n" or "-");
    }

    public static IReadOnlyList<MasterService> Read(string text, PlanBuilder plan)
    {
        var services = new List<MasterService>();
        foreach (var line in LogicalLine.ByIndent(text))
        {
            var words = MainWords.SplitAtBlanks(line.Text, line.Line);
            if (words.Count >= Columns && LooksLikeService(line.Text))
                services.Add(Service(words, line.Line));
            else
                plan.Refuse("the line", line.Line, "it is not a service entry: eight columns are required");
        }

        return services;
    }

    private static MasterService Service(IReadOnlyList<MainWord> words, int line)
    {
        var service = new MasterService(words[0].Text, words[1].Text, words[Columns - 1].Text, line) { IsJailed = words[4].Text is "y" };
        for (var i = Columns; i < words.Count; i++)
        {
            var option = words[i].Text;
            if (option is "-o" && i + 1 < words.Count)
                Set(service, words[++i].Text, words[i].Line);
            else if (option.StartsWith("-o", StringComparison.Ordinal) && option.Length > 2)
                Set(service, option.Substring(2), words[i].Line);
        }

        return service;
    }

    private static void Set(MasterService service, string setting, int line)
    {
        if (setting.StartsWith("{", StringComparison.Ordinal))
        {
            var i = 0;
            setting = Balanced.Read(setting, ref i).Trim();
        }

        var equals = setting.IndexOf('=');
        if (equals > 0)
            service.Overrules[setting.Substring(0, equals).Trim()] = new LogicalLine(setting.Substring(equals + 1).Trim(), line);
    }
}

/// <summary>One service: <c>smtp inet n - y - - smtpd</c>.</summary>
internal sealed record MasterService(string Name, string Type, string Command, int Line)
{
    /// <summary>What stands in place of the values in main.cf.</summary>
    public Dictionary<string, LogicalLine> Overrules { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it runs in a jail, the queue's folder (chroot), as Debian has it. The dash means so in versions before 3.0 only.</summary>
    public bool IsJailed { get; init; }

    /// <summary>True when it is a program that asks lists.</summary>
    public bool AsksLists => Command is "smtpd" or "postscreen";

    /// <summary>True when strangers bring mail to it: port 25, or what postscreen hands its clients to.</summary>
    public bool IsForStrangers => Type is "pass" ? Command is "smtpd" : Type is "inet" && Name.Substring(Name.LastIndexOf(':') + 1) is "smtp" or "25";
}
