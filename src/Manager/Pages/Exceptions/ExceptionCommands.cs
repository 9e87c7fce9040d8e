using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Exceptions;

/// <summary>What the page of the exceptions does.</summary>
public static class ExceptionCommands
{
    /// <summary>Adds an exception.</summary>
    public static readonly PageCommand Add = new("exceptions.add", "added an exception");

    /// <summary>Changes an exception.</summary>
    public static readonly PageCommand Set = new("exceptions.set", "changed an exception");

    /// <summary>Removes exceptions.</summary>
    public static readonly PageCommand Remove = new("exceptions.remove", "removed exceptions");

    /// <summary>Adds many exceptions.</summary>
    public static readonly PageCommand Paste = new("exceptions.paste", "added exceptions");
}
