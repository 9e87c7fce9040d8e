using System.Collections.Generic;

namespace IpBlock.EndToEnd.Import;

/// <summary>A configuration of Postfix, and which of the constructs that the import has to know occur in it.</summary>
public sealed record PostfixCase(DifferentialCase Case, params string[] Constructs)
{
    /// <summary>Clients meet postscreen first.</summary>
    public bool WithPostscreen { get; init; }

    /// <summary>The zones whose listings postscreen has heard of before it decides.</summary>
    public IReadOnlyList<string> Awaited { get; init; } = [];

    /// <summary>How many clients postscreen is asked about at the same time at first; those who are left, fewer.</summary>
    public int AtOnce { get; init; } = 24;

    /// <summary>Every refusal by a list asks the client to come again.</summary>
    public bool RefusesForNow { get; init; }

    /// <summary>
    /// What it does has no words in IpBlock: whom a program, a certificate or DISCARD spares, an allow list that spares in one stage only, a table
    /// that asks to come again. The import leaves it off or allows more, and how much it carries over is counted aside.
    /// </summary>
    public bool CannotBeSaid { get; init; }

    /// <summary>Postfix does not run with it, and answers nobody.</summary>
    public bool CannotRun { get; init; }

    /// <summary>The same, asked about clients of these networks.</summary>
    public PostfixCase On(params int[] networks) => this with { Case = Case with { Networks = networks } };
}
