using System;

namespace IpBlock.Manager.Pages.Lists;

/// <summary>The addresses of the pages about lists.</summary>
public static class ListAddress
{
    /// <summary>The lists in files.</summary>
    public const string OfFiles = "lists?tab=files";

    /// <summary>The form of a new list.</summary>
    public const string OfNew = "lists/add";

    /// <summary>The form of a list.</summary>
    public static string Of(string name) => "lists/edit?name=" + Uri.EscapeDataString(name);
}
