using System;

namespace IpBlock.Hosts;

/// <summary>The words of a host name that tell something. What a provider calls a line stands in front of his domain; the domain may say it too, but says less.</summary>
internal struct WordsOfName
{
    // The second-level names under which countries register: there a domain has three labels.
    private static readonly string[] Registries = ["co", "com", "net", "org", "ac", "edu", "gov", "ne", "or", "ad", "gr", "go", "web", "info", "id", "in"];

    /// <summary>A word by which the name is let be.</summary>
    public HostNameWord? LetBe { get; private set; }

    /// <summary>A word that says enough by itself.</summary>
    public HostNameWord? Dynamic { get; private set; }

    /// <summary>A word for a line of end users.</summary>
    public HostNameWord? Line { get; private set; }

    /// <summary>Another one.</summary>
    public HostNameWord? SecondLine { get; private set; }

    /// <summary>Such a word in the provider's domain.</summary>
    public HostNameWord? OfDomain { get; private set; }

    /// <summary>Reads a name in lower case.</summary>
    public static WordsOfName In(string name)
    {
        var words = default(WordsOfName);
        var top = name.LastIndexOf('.');
        var domain = StartOfDomain(name, top);
        for (int start = 0, end; start < top && words.LetBe is null; start = end + 1)
        {
            for (end = start; end < top && name[end] is not ('.' or '-' or '_');)
                end++;
            words.TakeToken(name, start, end, start >= domain);
        }

        return words;
    }

    // adsl77 and host81 are a word and a number, user3g is two words.
    private void TakeToken(string name, int start, int end, bool isOfDomain)
    {
        if (start == end)
            return;
        Take(HostNameWords.Find(name, start, end), isOfDomain);
        for (int first = start, last; first < end; first = last + 1)
        {
            for (last = first; last < end && name[last] is < '0' or > '9';)
                last++;
            if (last > first && last - first < end - start)
                Take(HostNameWords.Find(name, first, last), isOfDomain);
        }
    }

    private void Take(HostNameWord? word, bool isOfDomain)
    {
        // web.africa is the name of an access provider; secureserver.net, of one who rents out servers.
        if (word is null || (isOfDomain && word.Kind == WordKind.Server && !word.IsPart))
            return;
        if (word.Kind is WordKind.Mail or WordKind.Server)
            LetBe ??= word;
        else if (isOfDomain)
            OfDomain ??= word;
        else if (word.Kind == WordKind.Dynamic)
            Dynamic ??= word;
        else if (Line is null)
            Line = word;
        else if (Line != word)
            SecondLine ??= word;
    }

    private static int StartOfDomain(string name, int top)
    {
        if (top <= 0)
            return 0;
        var start = name.LastIndexOf('.', top - 1) + 1;
        return start > 1 && name.Length - top == 3 && IsRegistry(name, start, top) ? name.LastIndexOf('.', start - 2) + 1 : start;
    }

    private static bool IsRegistry(string name, int start, int end)
    {
        foreach (var registry in Registries)
        {
            if (registry.Length == end - start && string.CompareOrdinal(name, start, registry, 0, registry.Length) == 0)
                return true;
        }

        return false;
    }
}
