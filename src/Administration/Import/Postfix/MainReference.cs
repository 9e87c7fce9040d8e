namespace IpBlock.Administration.Import.Postfix;

/// <summary>What stands in the braces of a reference to a parameter.</summary>
internal sealed class MainReference
{
    private MainReference(string name) => Name = name;

    /// <summary>The parameter; empty when two texts are compared.</summary>
    public string Name { get; }

    /// <summary>Null when the condition is that the parameter has a value.</summary>
    public MainComparison? Comparison { get; private init; }

    public bool IsConditional { get; private init; }

    /// <summary>The text when the condition holds; null for none.</summary>
    public string? Then { get; private init; }

    /// <summary>The text when it does not hold; null for none.</summary>
    public string? Otherwise { get; private init; }

    /// <summary>The condition in words.</summary>
    public string Condition => Comparison?.ToString() ?? Name + " has a value";

    public static MainReference Read(string inside)
    {
        var i = 0;
        Balanced.SkipBlanks(inside, ref i);
        if (i < inside.Length && inside[i] == '{')
            return ReadConditional(inside, ref i, "", MainComparison.Read(inside, ref i));
        var start = i;
        while (i < inside.Length && IsNameCharacter(inside[i]))
            i++;
        var name = inside.Substring(start, i - start);
        Balanced.SkipBlanks(inside, ref i);
        return i < inside.Length && inside[i] is '?' or ':' ? ReadConditional(inside, ref i, name, null) : new MainReference(name);
    }

    public static bool IsNameCharacter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_';

    private static MainReference ReadConditional(string inside, ref int i, string name, MainComparison? comparison)
    {
        Balanced.SkipBlanks(inside, ref i);
        string? then = null, otherwise = null;
        if (i < inside.Length && inside[i] == '?')
        {
            i++;
            then = ReadText(inside, ref i);
            Balanced.SkipBlanks(inside, ref i);
        }

        if (i < inside.Length && inside[i] == ':')
        {
            i++;
            otherwise = ReadText(inside, ref i);
        }

        return new MainReference(name) { Comparison = comparison, IsConditional = true, Then = then, Otherwise = otherwise };
    }

    // mac_expand(3): in braces, or all the rest.
    private static string ReadText(string inside, ref int i)
    {
        var start = i;
        Balanced.SkipBlanks(inside, ref i);
        if (i < inside.Length && inside[i] == '{')
            return Balanced.Read(inside, ref i);
        i = inside.Length;
        return inside.Substring(start);
    }
}
