using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Whom a statement spares, in the words of an exception.</summary>
internal sealed class EximException
{
    public EximException(string pattern, int line, string origin)
    {
        Pattern = pattern;
        Line = line;
        Origin = origin;
    }

    public string Pattern { get; }

    public int Line { get; }

    /// <summary>Where it comes from: <c>accept</c>.</summary>
    public string Origin { get; }
}

/// <summary>Puts exceptions into the plan, each once, however many lists spare the same clients.</summary>
internal sealed class EximExceptions
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly PlanBuilder _plan;

    public EximExceptions(PlanBuilder plan) => _plan = plan;

    public void Add(IEnumerable<EximException> exceptions)
    {
        foreach (var exception in exceptions)
        {
            if (!_known.Add(exception.Pattern))
                continue;
            if (exception.Pattern.IndexOf('@') >= 0)
                _plan.AddRecipient(exception.Pattern, exception.Line, exception.Origin + " statement of Exim");
            else
                _plan.AddClient(exception.Pattern, exception.Line, exception.Origin + " statement of Exim");
        }
    }
}
