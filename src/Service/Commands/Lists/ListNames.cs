using System;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Lists;

/// <summary>How commands name a list.</summary>
internal static class ListNames
{
    public static Argument<string> Required(Shell shell) => Completed(shell, new Argument<string>("NAME") { Description = "The name of the list, not case-sensitive." });

    public static Argument<string?> Optional(Shell shell, string description) =>
        Completed(shell, new Argument<string?>("NAME") { Description = description, Arity = ArgumentArity.ZeroOrOne });

    /// <summary>The list of that name; null, after it was said, when there is none.</summary>
    public static ListSettings? Find(Session session, FilterSettings settings, string name)
    {
        var found = settings.Lists.FirstOrDefault(list => string.Equals(list.Name, name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            session.Fail($"there is no list '{name}'; " + (settings.Lists.Count == 0 ? "none exists yet; to add one, run ipblock lists add" : "the names are " + string.Join(", ", settings.Lists.Select(static list => list.Name))));
        return found;
    }

    private static Argument<T> Completed<T>(Shell shell, Argument<T> name)
    {
        name.CompletionSources.Add(context => SettingsFile.Load(shell.SettingsPath(context.ParseResult)).Settings?.Lists.Select(static list => new CompletionItem(list.Name)) ?? []);
        return name;
    }
}
