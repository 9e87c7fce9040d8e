using System;

namespace IpBlock.Manager.Accounts;

/// <summary>What a password must be: long, and not the account's name. Rules for kinds of characters make passwords worse (NIST SP 800-63B 3.1.1.2).</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most characters; more would only make the hash slow.</summary>
    public const int Longest = 256;

    /// <summary>Why this cannot be the password, as a sentence; null when it can.</summary>
    public static string? WhyNot(string? password, string account)
    {
        if (password is null || password.Length < Shortest)
            return "A password must have at least 12 characters. Four unrelated words are easy to remember.";
        if (password.Length > Longest)
            return "A password can have at most 256 characters.";
        if (password.Contains(account, StringComparison.OrdinalIgnoreCase) && password.Length - account.Length < Shortest / 2)
            return "The password must not be the account name with a few additional characters.";
        return HasFewCharacters(password) ? "The password repeats two or three characters." : null;
    }

    private static bool HasFewCharacters(string password)
    {
        var seen = new System.Collections.Generic.HashSet<char>(password);
        return seen.Count < 4;
    }
}
