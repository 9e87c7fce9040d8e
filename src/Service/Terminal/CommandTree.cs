using System;
using System.CommandLine;

namespace IpBlock.Service.Terminal;

/// <summary>Commands below a command, of which only those are made that are wanted: to make all of them, with all their options, takes longer than what most of them do.</summary>
internal sealed class CommandTree(Command root, Func<string, bool> wanted)
{
    /// <summary>Adds a command.</summary>
    /// <param name="name">Its name, by which it is known whether it is wanted.</param>
    /// <param name="make">Makes it.</param>
    public CommandTree Add(string name, Func<Command> make)
    {
        if (wanted(name))
            root.Subcommands.Add(make());
        return this;
    }

    /// <summary>Adds a command that does nothing itself but has others below it.</summary>
    public CommandTree Group(string name, string description, Action<CommandTree> fill) => Add(name, () =>
    {
        var group = new Command(name, description);
        fill(new CommandTree(group, wanted));
        return group;
    });
}
