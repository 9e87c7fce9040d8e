namespace IpBlock.Settings;

/// <summary>A pattern of host names, in lower case, and the end that each name must have that it fits: what follows its last wildcard.</summary>
internal readonly record struct NamePattern
{
    private static readonly char[] Star = ['*'];
    private static readonly char[] Wildcards = ['*', '?'];
    private readonly bool _withinLabels;
    private readonly bool _anyBeginning;

    private NamePattern(string text, bool withinLabels, bool anyBeginning) => (Text, _withinLabels, _anyBeginning) = (text, withinLabels, anyBeginning);

    /// <summary>The whole name; a star stands for any run of characters.</summary>
    public static NamePattern Whole(string text) => new(text, withinLabels: false, anyBeginning: false);

    /// <summary>The whole name; a star stays within a label, two go across.</summary>
    public static NamePattern WholeLabels(string text) => new(text, withinLabels: true, anyBeginning: false);

    /// <summary>The same, with any labels in front.</summary>
    public static NamePattern LastLabels(string text) => new(text, withinLabels: true, anyBeginning: true);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Where the end begins that has no wildcard.</summary>
    public int TailStart => Text.LastIndexOfAny(_withinLabels ? Wildcards : Star) + 1;

    /// <summary>True when every name with that end fits, whatever comes before it, or when no wildcard is there at all.</summary>
    public bool IsTailOnly
    {
        get
        {
            var stars = 0;
            while (Text[stars] == '*')
                stars++;
            return stars == TailStart && (stars != 1 || !_withinLabels || _anyBeginning);
        }
    }

    /// <summary>Whether a name fits that ends as the pattern does, from this place on.</summary>
    public bool Fits(string name, int tail)
    {
        if (!IsTailOnly)
            return Matches(name);
        return Text[0] == '*' || tail == 0 || (_anyBeginning && name[tail - 1] == '.');
    }

    /// <summary>The longest text without wildcards before the end: each name that fits has it before its end.</summary>
    public (int Start, int Length) Piece
    {
        get
        {
            (int Start, int Length) longest = (0, 0);
            for (int start = 0, end; start < TailStart; start = end + 1)
            {
                end = Text.IndexOfAny(_withinLabels ? Wildcards : Star, start);
                if (end - start > longest.Length)
                    longest = (start, end - start);
            }

            return longest;
        }
    }

    private bool Matches(string name)
    {
        if (!_withinLabels)
            return Glob.Matches(Text, name);
        return Glob.MatchesLabels(Text, name) || (_anyBeginning && Glob.MatchesLabels("**." + Text, name));
    }
}
