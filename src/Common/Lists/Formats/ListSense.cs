namespace IpBlock.Lists.Formats;

/// <summary>Files that allow some and deny others. A list is one or the other: what the first line says.</summary>
internal sealed class ListSense
{
    private string? _verb;

    /// <summary>True when this verb is the one of the list, as it is when no other has come before.</summary>
    public bool Holds(string verb)
    {
        _verb ??= verb;
        return ReferenceEquals(_verb, verb) || string.Equals(_verb, verb, System.StringComparison.Ordinal);
    }

    /// <summary>Why an entry with another verb is not taken.</summary>
    public string WhyNot(string verb) => $"the list has '{_verb}' on an earlier line and '{verb}' here; keep one of the two";
}
