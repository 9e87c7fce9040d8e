using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Benchmarks.MailServers;

/// <summary>How Postfix talks to whoever checks.</summary>
internal enum Door
{
    None,
    Policy,
    Milter,
    MilterInAFile,
}

/// <summary>Who checks.</summary>
internal enum Checker
{
    Nobody,
    Postfix,
    Nothing,
    Floor,
    Service,
    OtherService,
}

/// <summary>One way to check clients, of those that are compared.</summary>
/// <param name="Name">What the table calls it.</param>
internal sealed record Kind(string Name, Door Door, Checker Checker)
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        new("no check", Door.None, Checker.Nobody),
        new("5 `reject_rbl_client`", Door.None, Checker.Postfix),
        new("policy service in C, no look-ups", Door.Policy, Checker.Nothing),
        new("policy service in C", Door.Policy, Checker.Floor),
        new("**IpBlock policy service**", Door.Policy, Checker.Service),
        new("other policy service", Door.Policy, Checker.OtherService),
        new("milter in C, no look-ups", Door.Milter, Checker.Nothing),
        new("milter in C", Door.Milter, Checker.Floor),
        new("**IpBlock milter**", Door.Milter, Checker.Service),
        new("other milter", Door.Milter, Checker.OtherService),
        new("milter in C, socket file", Door.MilterInAFile, Checker.Floor),
        new("**IpBlock milter, socket file**", Door.MilterInAFile, Checker.Service),
        new("other milter, socket file", Door.MilterInAFile, Checker.OtherService),
    ];

    /// <summary>False when it serves everybody.</summary>
    public bool Checks => Checker is not (Checker.Nobody or Checker.Nothing);

    /// <summary>True for a program of .NET, which has to become warm.</summary>
    public bool IsService => Checker is Checker.Service or Checker.OtherService;

    /// <summary>The same long after its start.</summary>
    public Kind Warm => this with { Name = Name + ", warm", IsWarm = true };

    /// <summary>True for a row beside one of the first clients after the start.</summary>
    public bool IsWarm { get; private init; }

    /// <summary>True for the least anybody must do who does what the other one does.</summary>
    public bool IsFloorOf(Kind other) => Checker == Checker.Floor && other.IsService && Door == other.Door && IsWarm == other.IsWarm;
}
