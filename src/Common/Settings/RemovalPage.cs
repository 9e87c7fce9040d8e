using System;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>The page on which a list takes requests for removal: an address with <c>%0</c> where the client's address stands.</summary>
public static class RemovalPage
{
    internal const string Cure = "write https://www.example.org/removal?ip=%0";

    private const string Client = "%0";
    private const string Mark = "removal: ";
    private const string Separator = "; ";

    /// <summary>True for an address of http or https without blanks, whatever the client's address is.</summary>
    public static bool IsPage(string template) =>
        template is not null && template.IndexOf(' ') < 0
        && Uri.TryCreate(template.Replace(Client, "192.0.2.1"), UriKind.Absolute, out var page) && page.Scheme is "https" or "http";

    /// <summary>The page for one client; empty where the provider has none.</summary>
    public static string For(ProviderSettings provider, Address client)
    {
        if (provider is null)
            throw new ArgumentNullException(nameof(provider));
        return provider.RemovalPage is { } page ? For(page, client) : "";
    }

    /// <summary>The page for one client.</summary>
    /// <param name="template">The address of a page, with <c>%0</c> where the client's address stands, if it has a place for it.</param>
    /// <param name="client">The client.</param>
    public static string For(string template, Address client)
    {
        if (template is null)
            throw new ArgumentNullException(nameof(template));
        return template.Replace(Client, client.ToString());
    }

    /// <summary>The reason of a rejection with the page behind it, as the log has it. A page that the list itself has named is not named twice.</summary>
    internal static string Behind(string reason, string page) =>
        page.Length == 0 || reason.IndexOf(page, StringComparison.Ordinal) >= 0 ? reason : reason.Length == 0 ? Mark + page : reason + Separator + Mark + page;

    /// <summary>The reason alone: what <see cref="Behind"/> has added is taken off.</summary>
    internal static string TakenOff(string reason)
    {
        var mark = reason.LastIndexOf(Mark + "http", StringComparison.Ordinal);
        if (mark < 0 || reason.IndexOf(' ', mark + Mark.Length) >= 0)
            return reason;
        var end = mark - Separator.Length;
        return mark == 0 ? "" : end > 0 && string.CompareOrdinal(reason, end, Separator, 0, Separator.Length) == 0 ? reason.Substring(0, end) : reason;
    }
}
