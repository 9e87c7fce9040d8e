using System;
using IpBlock.Addresses;

namespace IpBlock.Hosts;

/// <summary>
/// What a reverse name tells about its client: whether it looks like the name that a provider gives to the line of an end user, and by what. Providers write the address
/// into such names, beside a word for the kind of line. A name with a word for mail, for a server or for a fixed address is let be, whatever else stands in it: an end user
/// cannot choose his name. A name without any such word is let be too: that is how rented servers and unmarked business lines are named.
/// </summary>
public readonly struct ReverseNameSigns
{
    private ReverseNameSigns(bool isEndUser, string word, string secondWord, bool hasAddress, bool isServer = false)
    {
        IsEndUser = isEndUser;
        IsServer = isServer;
        Word = word;
        SecondWord = secondWord;
        HasAddress = hasAddress;
    }

    /// <summary>True when the name looks like an end user's line.</summary>
    public bool IsEndUser { get; }

    /// <summary>True when a word says that it is a mail server, another server or a business line.</summary>
    public bool IsServer { get; }

    /// <summary>The word that counted, for or against; empty when none did.</summary>
    public string Word { get; }

    /// <summary>The word beside it where it took two; empty otherwise.</summary>
    public string SecondWord { get; }

    /// <summary>True when the client's own address, or the end of it, stands in the name and counted.</summary>
    public bool HasAddress { get; }

    /// <summary>Looks at a name. Takes no memory, unless the name has capitals.</summary>
    /// <param name="name">Without a final dot.</param>
    /// <param name="client">Whose name it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static ReverseNameSigns Of(string name, Address client)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name));
        var lower = HasCapitals(name) ? name.ToLowerInvariant() : name;
        var words = WordsOfName.In(lower);
        if (words.LetBe is { } harmless)
            return new ReverseNameSigns(false, harmless.Text, "", false, isServer: true);
        if ((words.Dynamic ?? words.Line ?? words.OfDomain) is not { } word)
            return new ReverseNameSigns(false, "", "", false);

        var address = OwnAddress.In(lower, client);
        if (address == AddressPart.Whole || (address == AddressPart.Some && word != words.OfDomain))
            return new ReverseNameSigns(true, word.Text, "", true);
        if (words.Dynamic is not null)
            return new ReverseNameSigns(true, word.Text, "", false);

        // Some number their lines by something else than the address: cpc1-cmbg19-2-0-cust77.5-4.cable.virginm.net.
        return words.SecondLine is { } second && lower.IndexOfAny(Digits) >= 0
            ? new ReverseNameSigns(true, word.Text, second.Text, false)
            : new ReverseNameSigns(false, word.Text, "", false);
    }

    /// <summary>Why, in words: <c>it contains the client's address and the word dsl</c>.</summary>
    public override string ToString()
    {
        if (string.IsNullOrEmpty(Word))
            return "it contains no word that is typical of an end-user connection";
        if (!IsEndUser)
            return IsServer ? $"it contains the word {Word}" : $"it contains the word {Word}, but not the client's address";
        return HasAddress ? $"it contains the client's address and the word {Word}"
            : SecondWord.Length > 0 ? $"it contains the words {Word} and {SecondWord}" : $"it contains the word {Word}";
    }

    private static readonly char[] Digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    private static bool HasCapitals(string name)
    {
        foreach (var c in name)
        {
            if (c is >= 'A' and <= 'Z')
                return true;
        }

        return false;
    }
}
