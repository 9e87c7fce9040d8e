namespace IpBlock.Hosts;

/// <summary>What a word in a host name says about who has the name.</summary>
internal enum WordKind
{
    /// <summary>A server for mail: such a name is let be, whatever else stands in it.</summary>
    Mail,

    /// <summary>A server, or a business line with an address of its own: let be too.</summary>
    Server,

    /// <summary>A line of end users, if the name has the client's address in it.</summary>
    Line,

    /// <summary>An address that changes hands: says enough by itself.</summary>
    Dynamic,
}

/// <summary>Where in a token a word counts: providers write <c>adsl</c>, <c>dyndsl</c>, <c>adslpool</c> and <c>vodafonedsl</c>.</summary>
internal enum WordPlace
{
    Whole,
    Start,
    End,
    Either,
}

/// <summary>A word that tells something.</summary>
internal sealed class HostNameWord(string text, WordKind kind, WordPlace place)
{
    public string Text => text;

    public WordKind Kind => kind;

    /// <summary>True when it counts in longer tokens too.</summary>
    public bool IsPart => place != WordPlace.Whole;

    /// <summary>True when the token from <paramref name="start"/> to before <paramref name="end"/> is the word.</summary>
    public bool Is(string name, int start, int end) => end - start == text.Length && StandsAt(name, start);

    /// <summary>True when the token is longer and has the word where it counts.</summary>
    public bool IsIn(string name, int start, int end) =>
        end - start > text.Length
        && ((place is WordPlace.Start or WordPlace.Either && StandsAt(name, start)) || (place is WordPlace.End or WordPlace.Either && StandsAt(name, end - text.Length)));

    private bool StandsAt(string name, int start) => string.CompareOrdinal(name, start, text, 0, text.Length) == 0;
}
