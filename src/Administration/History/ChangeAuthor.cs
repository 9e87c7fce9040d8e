using System;
using System.Reflection;
using IpBlock.Files;

namespace IpBlock.Administration.History;

/// <summary>Who changes the settings: the account, and the program with its version.</summary>
public sealed class ChangeAuthor
{
    /// <param name="account">Such as <c>root</c> or <c>EXAMPLE\admin</c>.</param>
    /// <param name="program">Such as <c>ipblock 0.1.0</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ChangeAuthor(string account, string program)
    {
        Account = account ?? throw new ArgumentNullException(nameof(account));
        Program = program ?? throw new ArgumentNullException(nameof(program));
    }

    /// <summary>The account that the program runs as; under sudo with the one that called it: <c>root (alice)</c>.</summary>
    public string Account { get; }

    /// <summary>The program with its version.</summary>
    public string Program { get; }

    /// <summary>This process's account, in a program of this name and of this assembly's version.</summary>
    public static ChangeAuthor Of(string program) =>
        new(ThisAccount(), program + " " + typeof(ChangeAuthor).Assembly.GetName().Version!.ToString(3));

    /// <summary>This process's account, and the name of its program.</summary>
    internal static ChangeAuthor OfProcess() => new(ThisAccount(), Assembly.GetEntryAssembly()?.GetName() is { } program ? $"{program.Name} {program.Version?.ToString(3)}" : "a program");

    private static string ThisAccount()
    {
        var name = Environment.UserName;
        if (System.IO.Path.DirectorySeparatorChar == '\\')
            return Environment.UserDomainName + "\\" + name;
        if (string.IsNullOrEmpty(name))
            name = LinuxFile.IsHere ? "user " + LinuxFile.Number((int)LinuxFile.User) : "unknown";
        return Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } caller && !string.Equals(caller, name, StringComparison.Ordinal) ? $"{name} ({caller})" : name;
    }
}
