using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Where <c>.ifdef</c>, <c>.else</c> and <c>.endif</c> lead: what is read, what is left out, and what may be either.</summary>
internal sealed class EximConditionals
{
    private readonly Stack<Branch> _open = new();

    /// <summary>False when Exim does not read what stands here.</summary>
    public bool IsRead { get; private set; } = true;

    /// <summary>Why Exim may or may not read what stands here; null when it does.</summary>
    public string? Doubt { get; private set; }

    /// <summary>True for a directive of this kind, which has been followed.</summary>
    /// <param name="directive"><c>.ifdef NAME</c> and the like.</param>
    /// <param name="isDefined">Whether its text names a macro; null when that cannot be known.</param>
    public bool Follow(string directive, bool? isDefined)
    {
        var end = directive.IndexOfAny([' ', '\t']);
        switch ((end < 0 ? directive : directive.Substring(0, end)).ToLowerInvariant())
        {
            case ".ifdef":
                _open.Push(new Branch(isDefined, directive));
                break;
            case ".ifndef":
                _open.Push(new Branch(!isDefined, directive));
                break;
            case ".elifdef":
                Next(isDefined);
                break;
            case ".elifndef":
                Next(!isDefined);
                break;
            case ".else":
                Next(true);
                break;
            case ".endif":
                if (_open.Count > 0)
                    _open.Pop();
                break;
            default:
                return false;
        }

        Settle();
        return true;
    }

    private void Next(bool? holds)
    {
        if (_open.Count > 0)
            _open.Peek().Next(holds);
    }

    private void Settle()
    {
        IsRead = true;
        Doubt = null;
        foreach (var branch in _open)
        {
            IsRead &= branch.Holds != false;
            if (branch.Holds is null)
                Doubt = $"it depends on '{branch.Directive}', which is not known from this file";
        }
    }

    private sealed class Branch
    {
        private bool? _earlier;

        public Branch(bool? holds, string directive)
        {
            Holds = holds;
            Directive = directive;
            _earlier = holds;
        }

        public bool? Holds { get; private set; }

        public string Directive { get; }

        public void Next(bool? holds)
        {
            Holds = _earlier == true || holds == false ? false : _earlier is null ? null : holds;
            _earlier = _earlier == true || holds == true ? true : _earlier is null || holds is null ? null : false;
        }
    }
}
